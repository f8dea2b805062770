// HTTP and TLS without the verification that `fetch` cannot leave out: to look at a certificate, to judge it by other
// rules, or where verification is switched off.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { endpointOf } from "./endpoint.ts";
import { TooLarge } from "./failure.ts";
import type { SendInit } from "./request.ts";
import { writeAll } from "./streams.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Statuses whose responses have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Deflate grows at most about a thousandfold: from a piece of this many bytes, half a mebibyte comes. */
const PIECE_BYTES = 512;

/** The most bytes of handshake and head: node keeps all of a handshake, which has 64 KiB, and reads any number of interim responses. */
const HEAD_BYTES = 262_144;

/** The most bytes of a whole response: what is around its chunks has no end of its own. */
const RESPONSE_BYTES = 4_194_304;

/** Makes one HTTP exchange over a connection whose certificate `accept` alone verifies. It follows no redirect. */
export async function unverifiedFetch(
  url: string,
  { method, headers, body, signal }: SendInit,
  accept: (socket: TLSSocket) => void = () => {},
): Promise<Response> {
  const allowance = { bytes: HEAD_BYTES };
  const socket = await openTls(url, signal, allowance);
  try {
    accept(socket);
    const { request } = await import("node:http");
    const { host, pathname, search } = new URL(url);
    const { promise, resolve, reject } = Promise.withResolvers<
      IncomingMessage
    >();
    const sent = request({
      method,
      path: pathname + search,
      headers: {
        ...headers,
        ...(body ? { "content-length": String(body.length) } : {}),
        host,
        "accept-encoding": "identity",
        connection: "close",
      },
      createConnection: () => socket,
    }, resolve);
    sent.on("error", reject);
    socket.once("close", () => reject(new Error("connection closed")));
    sent.end(body);
    const message = await promise;
    allowance.bytes = RESPONSE_BYTES;
    return await responseOf(message, socket);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Shows a response of node's as one of `fetch`, so that the same limits hold for both. */
async function responseOf(
  message: IncomingMessage,
  socket: TLSSocket,
): Promise<Response> {
  const { Readable } = await import("node:stream");
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 599) throw new Error("invalid HTTP status");
  message.once("close", () => socket.destroy());
  // Else the end of the connection would be all that is known.
  socket.once("error", (error) => message.destroy(error));
  if (BODILESS.has(status)) {
    message.destroy();
    return new Response(null, { status, headers });
  }
  const bytes: ReadableStream<Bytes> = Readable.toWeb(message);
  const encoding = headers.get("content-encoding");
  return new Response(decoded(bytes, encoding), { status, headers });
}

/** Nothing compressed was requested; some servers send it all the same. */
function decoded(
  bytes: ReadableStream<Bytes>,
  encoding: string | null,
): ReadableStream<Bytes> {
  const format = encoding?.trim().toLowerCase().replace(/^x-/u, "");
  return format === "gzip" || format === "deflate"
    ? bytes.pipeThrough(inPieces()).pipeThrough(new DecompressionStream(format))
    : bytes;
}

/**
 * Cuts chunks into pieces: a `DecompressionStream` inflates each chunk whole before anybody can count it. Of a gzip bomb
 * that was 8 MiB at once, and with pieces half of one (measured on Deno 2.9.6).
 */
function inPieces(): TransformStream<Bytes, Bytes> {
  return new TransformStream({
    transform(chunk, controller) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        controller.enqueue(chunk.subarray(start, start + PIECE_BYTES));
      }
    },
  });
}

/** Connects and agrees on TLS with any certificate; what the server sends ends with the allowance. */
export async function openTls(
  url: string,
  signal: AbortSignal,
  allowance: { readonly bytes: number } = { bytes: HEAD_BYTES },
): Promise<TLSSocket> {
  const { hostname, port, isAddress } = endpointOf(url);
  // Deno's own connection is content with the permission for host and port; node's needs that for the host.
  const connection = await Deno.connect({ hostname, port, signal });
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  try {
    const [{ connect }, socket] = await Promise.all([
      import("node:tls"),
      duplexOf(connection, (total) => {
        const { bytes } = allowance;
        if (total > bytes) secured.destroy(new TooLarge(bytes));
      }),
    ]);
    const secured = connect({
      socket,
      rejectUnauthorized: false,
      servername: isAddress ? "" : hostname,
    });
    const stop = () => secured.destroy(asError(signal.reason));
    secured.once("close", () => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
      reject(new Error("tls handshake eof"));
    });
    secured.on(
      "error",
      (cause) => reject(new Error("tls handshake failed", { cause })),
    );
    secured.once("secureConnect", () => resolve(secured));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  } catch (error) {
    closeQuietly(connection);
    reject(error);
  }
  return await promise;
}

/** Shows one of Deno's connections as a stream of node's, and says how many bytes it has read. */
async function duplexOf(
  connection: Deno.Conn,
  onRead: (total: number) => void,
): Promise<Duplex> {
  const { Duplex } = await import("node:stream");
  const buffer = new Uint8Array(16_384);
  let total = 0;
  const take = (count: number | null) => {
    onRead(total += count ?? 0);
    duplex.push(count === null ? null : buffer.slice(0, count));
  };
  const duplex: Duplex = new Duplex({
    read() {
      connection.read(buffer).then(
        take,
        (error) => duplex.destroy(asError(error)),
      );
    },
    write(chunk: Uint8Array, _encoding, done) {
      writeAll(connection, chunk).then(() => done(), done);
    },
    destroy(error, done) {
      closeQuietly(connection);
      done(error);
    },
  });
  // Its failures are those of the TLS connection over it.
  duplex.on("error", () => {});
  return duplex;
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("stopped");
}
