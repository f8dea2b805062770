/**
 * A listener on loopback that keeps every byte that it receives, and answers byte by byte.
 *
 * Unlike an HTTP server it can also break every rule.
 *
 * @module
 */

import { acceptConnections } from "./accept_connections.ts";
import type { Certificate } from "./certificates.ts";

/** A request as it came over the wire. */
export interface RawRequest {
  /** The method. */
  readonly method: string;
  /** The path with its query, or the whole URL where a proxy was asked. */
  readonly path: string;
  /** All of it, head and body, a character a byte. */
  readonly text: string;
}

const MARK = "How many came before me?";

/** Writes an answer; the connection is closed after it. */
export interface Reply {
  (connection: Deno.Conn): Promise<void>;
  /** Whether it is given as soon as the path is known: closing then resets the connection. */
  readonly leavesUnread?: boolean;
}

/** Enough for every path, and less than a whole request. */
const FIRST_BYTES = 128;

/** The first byte of a TLS client. */
const TLS_HANDSHAKE = "\u0016";

/** Something that listens on a port of its own. */
export interface RawListener extends AsyncDisposable {
  /** Its origin. */
  readonly url: string;
  /** Its port. */
  readonly port: number;
  /** Every request, in the order of their ends, live. */
  readonly requests: readonly RawRequest[];
  /** All that was received so far, a character a byte. */
  readonly received: string;
  /** Resolves as soon as a request whose path contains the text has come. */
  seen(path: string): Promise<void>;
  /** Counts the connections that were made so far, also those that nobody has looked at yet. */
  countConnections(): Promise<number>;
}

/**
 * Starts a listener.
 *
 * @param answer Chooses the answer to each request.
 * @param certificate What it presents over TLS; without one it speaks plain http.
 * @param resets Tells for which paths the rest of the request is left unread.
 * @returns The listener.
 */
export function listenRaw(
  answer: (request: RawRequest) => Reply,
  certificate?: Certificate,
  resets: (path: string) => boolean = () => false,
): RawListener {
  const address = { hostname: "127.0.0.1", port: 0 };
  const listener = certificate
    ? Deno.listenTls({
      ...address,
      cert: certificate.pem,
      key: certificate.keyPem,
    })
    : Deno.listen(address);
  const requests: RawRequest[] = [];
  const received: string[] = [];
  const marked: (() => void)[] = [];
  const waiting: { path: string; resolve: () => void }[] = [];
  const serve = async (connection: Deno.Conn) => {
    const index = received.push("") - 1;
    const text = await readRequest(connection, (bytes) => {
      received[index] += bytes;
      if (received[index] === MARK) marked.splice(0).forEach((go) => go());
    }, resets);
    if (text === null) return;
    const [method = "", path = ""] = text.split(" ", 2);
    const request = { method, path, text };
    requests.push(request);
    for (const { path, resolve } of waiting) {
      if (request.path.includes(path)) resolve();
    }
    await answer(request)(connection);
  };
  const accepting = acceptConnections(listener, serve);
  const { port } = listener.addr;
  return {
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    requests,
    get received() {
      return received.join("\n");
    },
    seen(path) {
      if (requests.some((request) => request.path.includes(path))) {
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ path, resolve });
      return promise;
    },
    async countConnections() {
      // Connections are accepted in their order: before this one come all others.
      using own = await Deno.connect({ hostname: "127.0.0.1", port });
      await own.write(new TextEncoder().encode(MARK));
      while (!received.includes(MARK)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        marked.push(resolve);
        await promise;
      }
      const before = received.indexOf(MARK);
      received.splice(before, 1, "");
      return before;
    },
    [Symbol.asyncDispose]: () => accepting[Symbol.asyncDispose](),
  };
}

async function readRequest(
  connection: Deno.Conn,
  keep: (bytes: string) => void,
  resets: (path: string) => boolean,
): Promise<string | null> {
  const buffer = new Uint8Array(65_536);
  let text = "";
  for (;;) {
    const count = await connection.read(
      text === "" ? buffer.subarray(0, FIRST_BYTES) : buffer,
    );
    if (count === null) return null;
    const bytes = String.fromCharCode(...buffer.subarray(0, count));
    keep(bytes);
    text += bytes;
    // A client that tries TLS is told at once that there is none, as by most servers.
    if (text.startsWith(TLS_HANDSHAKE)) return null;
    if (resets(text.split(" ", 2)[1] ?? "")) return text;
    const end = text.indexOf("\r\n\r\n");
    const length = /^content-length: *(\d+)/imu.exec(text)?.[1] ?? "0";
    if (end >= 0 && text.length >= end + 4 + Number(length)) return text;
  }
}
