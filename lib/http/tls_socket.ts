/**
 * TLS connections that verify nothing by themselves: to look at a certificate, or where verification is switched off.
 *
 * @module
 */
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { endpointOf } from "./endpoint.ts";

/** Connects and agrees on TLS, whatever certificate is presented. */
export async function openTls(
  url: string,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { hostname, port, isAddress } = endpointOf(url);
  // Deno's own connection is content with the permission for host and port; node's wants that for the host.
  const connection = await Deno.connect({ hostname, port, signal });
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  try {
    const [{ connect }, socket] = await Promise.all([
      import("node:tls"),
      duplexOf(connection),
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
    secured.on("error", reject);
    secured.once("secureConnect", () => resolve(secured));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  } catch (error) {
    closeQuietly(connection);
    reject(error);
  }
  return await promise;
}

/** Shows one of Deno's connections as a stream of node's. */
async function duplexOf(connection: Deno.Conn): Promise<Duplex> {
  const { Duplex } = await import("node:stream");
  const buffer = new Uint8Array(16_384);
  const duplex: Duplex = new Duplex({
    read() {
      connection.read(buffer).then(
        (count) => duplex.push(count === null ? null : buffer.slice(0, count)),
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

async function writeAll(
  connection: Deno.Conn,
  bytes: Uint8Array,
): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(await connection.write(rest));
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
