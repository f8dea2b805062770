/**
 * HTTP over a TLS connection of one's own: what `fetch` cannot do, because it always verifies.
 *
 * @module
 */
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { SendInit } from "./request.ts";
import { openTls } from "./tls_socket.ts";

/** Statuses whose answers have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Makes one HTTP exchange over a connection whose certificate nobody but `accept` verifies. It follows no redirect.
 */
export async function exchange(
  url: string,
  { method, headers, body, signal }: SendInit,
  accept: (socket: TLSSocket) => void | Promise<void> = () => {},
): Promise<Response> {
  const socket = await openTls(url, signal);
  try {
    await accept(socket);
    const { request } = await import("node:http");
    const { host, pathname, search } = new URL(url);
    const form = body === undefined ? null : body.toString();
    const { promise, resolve, reject } = Promise.withResolvers<
      IncomingMessage
    >();
    const asked = request({
      method,
      path: pathname + search,
      headers: {
        ...Object.fromEntries(headers),
        ...(form === null ? {} : {
          "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
          "content-length": String(form.length),
        }),
        host,
        "accept-encoding": "identity",
        connection: "close",
      },
      createConnection: () => socket,
    }, resolve);
    asked.on("error", reject);
    socket.once("close", () => reject(new Error("connection closed")));
    asked.end(form ?? undefined);
    return await responseOf(await promise, socket);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Shows an answer of node's as one of `fetch`, so that the same limits hold for both. */
async function responseOf(
  message: IncomingMessage,
  socket: TLSSocket,
): Promise<Response> {
  const { Readable } = await import("node:stream");
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 599) throw new Error("invalid HTTP status");
  message.once("close", () => socket.destroy());
  if (BODILESS.has(status)) {
    message.destroy();
    return new Response(null, { status, headers });
  }
  const bytes: ReadableStream<Uint8Array<ArrayBuffer>> = Readable.toWeb(
    message,
  );
  return new Response(decoded(bytes, headers.get("content-encoding")), {
    status,
    headers,
  });
}

/** Nothing compressed was asked for; some servers send it all the same. */
function decoded(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  encoding: string | null,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const format = encoding?.trim().toLowerCase().replace(/^x-/u, "");
  return format === "gzip" || format === "deflate"
    ? bytes.pipeThrough(new DecompressionStream(format))
    : bytes;
}
