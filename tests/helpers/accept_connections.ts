/**
 * The loop of a server that speaks no HTTP, or breaks it.
 *
 * @module
 */

/**
 * Serves each connection of a listener, and closes it then.
 *
 * @param listener The listener.
 * @param serve Serves a connection; that it fails, as where a client goes away, is no failure of a test.
 * @returns What ends the listener and every connection.
 */
export function acceptConnections(
  listener: Deno.Listener<Deno.Conn>,
  serve: (connection: Deno.Conn) => Promise<void>,
): AsyncDisposable {
  const open = new Set<Deno.Conn>();
  const tasks: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      open.add(connection);
      tasks.push(
        serve(connection).catch(() => {}).finally(() => {
          open.delete(connection);
          closeQuietly(connection);
        }),
      );
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const connection of open) closeQuietly(connection);
      await Promise.all(tasks);
    },
  };
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
