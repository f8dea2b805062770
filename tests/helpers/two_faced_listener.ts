/**
 * A port that speaks both plain http and TLS, as load balancers do.
 *
 * @module
 */
import { acceptConnections } from "./accept_connections.ts";
import type { Certificate } from "./certificates.ts";
import { listenRaw, type Reply } from "./raw_listener.ts";
import { nothing, writeAll } from "./replies.ts";

/** The first byte of a TLS client. */
const TLS_HANDSHAKE = 0x16;

/** The port. */
export interface TwoFacedListener extends AsyncDisposable {
  /** Its origin, as that of plain http. */
  readonly url: string;
}

/**
 * Starts the listener.
 *
 * @param reply The response to plain http.
 * @param certificate What it presents over TLS.
 * @returns The listener.
 */
export function listenTwoFaced(
  reply: Reply,
  certificate: Certificate,
): TwoFacedListener {
  const secure = listenRaw(() => nothing, certificate);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = acceptConnections(
    listener,
    (connection) => serve(connection, reply, secure.port),
  );
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      await accepting[Symbol.asyncDispose]();
      await secure[Symbol.asyncDispose]();
    },
  };
}

async function serve(
  connection: Deno.Conn,
  reply: Reply,
  securePort: number,
): Promise<void> {
  using client = connection;
  const buffer = new Uint8Array(65_536);
  const count = await client.read(buffer) ?? 0;
  if (buffer[0] !== TLS_HANDSHAKE) return await reply(client);
  using server = await Deno.connect({
    hostname: "127.0.0.1",
    port: securePort,
  });
  await writeAll(server, buffer.slice(0, count));
  await Promise.all([
    client.readable.pipeTo(server.writable),
    server.readable.pipeTo(client.writable),
  ]);
}
