/**
 * A port that begins a handshake of TLS with everybody, and does not come to its end.
 *
 * @module
 */
import { acceptConnections } from "./accept_connections.ts";
import { writeAll } from "./replies.ts";

/** A record with the begin of the server's first message, which says that it is longer than any. */
const RECORD = new Uint8Array(5 + 0x4000).fill(0x61);
RECORD.set([0x16, 3, 3, 0x40, 0, 2, 0, 0xff, 0xff]);

/** As many are 160 MB. */
const RECORDS = 10_000;

/** The port. */
export interface HandshakeFlood extends AsyncDisposable {
  /** Its host and port. */
  readonly host: string;
}

/**
 * Starts the listener.
 *
 * @returns The listener.
 */
export function floodHandshakes(): HandshakeFlood {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = acceptConnections(listener, flood);
  return {
    host: `127.0.0.1:${listener.addr.port}`,
    [Symbol.asyncDispose]: () => accepting[Symbol.asyncDispose](),
  };
}

async function flood(connection: Deno.Conn): Promise<void> {
  using client = connection;
  await client.read(new Uint8Array(65_536));
  for (let sent = 0; sent < RECORDS; sent++) await writeAll(client, RECORD);
}
