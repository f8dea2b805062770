/**
 * A proxy on loopback: it forwards plain http and tunnels by CONNECT, or does neither.
 *
 * @module
 */
import {
  listenRaw,
  type RawListener,
  type RawRequest,
} from "./raw_listener.ts";

/**
 * Starts a proxy that connects every request to one server, whatever host it names.
 *
 * @param server Where requests go in truth.
 * @returns The proxy.
 */
export function listenAsProxy(server: { readonly port: number }): RawListener {
  return listenRaw((request) => async (client) => {
    using upstream = await Deno.connect({
      hostname: "127.0.0.1",
      port: server.port,
    });
    if (request.method === "CONNECT") {
      await write(client, "HTTP/1.1 200 Connected\r\n\r\n");
      await Promise.race([
        client.readable.pipeTo(upstream.writable),
        upstream.readable.pipeTo(client.writable),
      ]).catch(() => {});
      return;
    }
    await write(upstream, inOriginForm(request));
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const count = await upstream.read(buffer);
      if (count === null) return;
      await client.write(buffer.subarray(0, count));
    }
  });
}

/** Takes the host out of the first line, and asks the server to end with its answer. */
function inOriginForm({ method, path, text }: RawRequest): string {
  const { pathname, search } = new URL(path);
  return text
    .replace(`${method} ${path} `, `${method} ${pathname}${search} `)
    .replace("\r\n", "\r\nconnection: close\r\n");
}

async function write(connection: Deno.Conn, text: string): Promise<void> {
  await connection.write(
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
  );
}
