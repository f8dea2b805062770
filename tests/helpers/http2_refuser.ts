/**
 * A server that agrees on HTTP/2 and processes no request, which a client may send again.
 *
 * @module
 */
import { acceptConnections } from "./accept_connections.ts";
import type { Certificate } from "./certificates.ts";

/** How it refuses. */
export type Refusal = "refused-stream" | "go-away";

/** The server, and how many requests have begun there. */
export interface Http2Refuser extends AsyncDisposable {
  readonly url: string;
  readonly requests: () => number;
}

const PREFACE_BYTES = 24;
const HEAD_BYTES = 9;
const [HEADERS, RESET, SETTINGS, GO_AWAY] = [1, 3, 4, 7];
const REFUSED_STREAM = 7;
/** A client that does not give up is left to itself. */
const MOST_REQUESTS = 5;

/**
 * Starts the server.
 *
 * @param certificate What it presents.
 * @param refusal How it refuses.
 * @returns The server.
 */
export function listenAndRefuse(
  certificate: Certificate,
  refusal: Refusal,
): Http2Refuser {
  const listener = Deno.listenTls({
    hostname: "127.0.0.1",
    port: 0,
    cert: certificate.pem,
    key: certificate.keyPem,
    alpnProtocols: ["h2"],
  });
  let requests = 0;
  const serve = async (connection: Deno.Conn) => {
    await connection.write(frame(SETTINGS));
    for await (const { type, flags, stream } of framesFrom(connection)) {
      if (type === SETTINGS && flags === 0) {
        await connection.write(frame(SETTINGS, { flags: 1 }));
      }
      if (type !== HEADERS) continue;
      if (++requests > MOST_REQUESTS) return;
      if (refusal === "go-away") {
        return void await connection.write(
          frame(GO_AWAY, { payload: [0, 0, 0, 0, 0, 0, 0, 0] }),
        );
      }
      await connection.write(
        frame(RESET, { stream, payload: [0, 0, 0, REFUSED_STREAM] }),
      );
    }
  };
  const accepting = acceptConnections(listener, serve);
  return {
    url: `https://127.0.0.1:${listener.addr.port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: () => accepting[Symbol.asyncDispose](),
  };
}

/** Writes a frame (RFC 9113, section 4.1). */
function frame(
  type: number,
  { flags = 0, stream = [0, 0, 0, 0], payload = [] }: {
    readonly flags?: number;
    readonly stream?: readonly number[];
    readonly payload?: readonly number[];
  } = {},
): Uint8Array {
  return Uint8Array.of(
    ...[0, 0, payload.length],
    type,
    flags,
    ...stream,
    ...payload,
  );
}

async function* framesFrom(connection: Deno.Conn) {
  const buffer = new Uint8Array(65_536);
  let bytes: readonly number[] = [];
  let skipped = false;
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) return;
    bytes = [...bytes, ...buffer.subarray(0, count)];
    if (!skipped && bytes.length < PREFACE_BYTES) continue;
    if (!skipped) bytes = bytes.slice(PREFACE_BYTES);
    skipped = true;
    while (bytes.length >= HEAD_BYTES) {
      const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = bytes;
      const end = HEAD_BYTES + high * 65_536 + middle * 256 + low;
      if (bytes.length < end) break;
      yield { type, flags, stream: bytes.slice(5, HEAD_BYTES) };
      bytes = bytes.slice(end);
    }
  }
}
