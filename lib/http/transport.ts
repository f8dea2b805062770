/**
 * How requests reach the server of a connection: verified as `ZENML_STORE_VERIFY_SSL` says.
 *
 * @module
 */
import type { X509Certificate } from "node:crypto";
import type { Code } from "../codes/codes.ts";
import type { Connection } from "../resolver/connection.ts";
import type { CaProblem } from "./ca.ts";
import { type Failure, failureOf } from "./failure.ts";
import { type Send, sendByFetch } from "./request.ts";

/** How requests reach the server. */
export interface Transport {
  /** Makes one exchange. */
  readonly send: Send;
  /** The certificates that `ZENML_STORE_VERIFY_SSL` names, or why they cannot be asked; null where it names none. */
  readonly ca: readonly X509Certificate[] | CaProblem | null;
  /** What `fetch` held against the certificate before it was accepted all the same, or null. */
  readonly overruled: () => Failure | null;
  /** Gives back what it holds. */
  readonly close: () => void;
}

/** Sends as it is told, and has nothing to give back. */
function plain(send: Send): Transport {
  return { send, ca: null, overruled: () => null, close: () => {} };
}

/** What is wrong with a certificate, as opposed to what is wrong with TLS. */
const FAULTS: ReadonlySet<Code> = new Set<Code>([
  "tls-untrusted",
  "tls-expired",
  "tls-not-yet-valid",
  "tls-wrong-host",
]);

/**
 * Chooses how requests reach the server of a connection; nothing is sent yet.
 */
export async function openTransport(
  { serverUrl, tlsVerification }: Connection,
  send: Send = sendByFetch,
): Promise<Transport> {
  if (serverUrl.startsWith("http:") || tlsVerification.kind === "on") {
    return plain(send);
  }
  const { exchange } = await import("./unverified_fetch.ts");
  if (tlsVerification.kind === "off") {
    return {
      ...plain(send),
      ...overruling(send, (fault) => FAULTS.has(fault.code), exchange),
    };
  }
  const { readCa } = await import("./ca.ts");
  const ca = await readCa(tlsVerification);
  if (typeof ca === "string") return { ...plain(send), ca };
  const { acceptOwn } = await import("./pinned.ts");
  const client = clientFor(ca);
  if (client === null) return { ...plain(send), ca: "broken" };
  return {
    ca,
    // Deno refuses a CA's certificate as that of a server, even if it was told to trust it; OpenSSL does not.
    ...overruling(
      (url, init) => sendByFetch(url, init, client),
      (fault) => fault.code === "tls-untrusted",
      (url, init) =>
        exchange(
          url,
          init,
          (socket) => acceptOwn(socket, new URL(url).hostname, ca),
        ),
    ),
    close: () => client.close(),
  };
}

function clientFor(ca: readonly X509Certificate[]): Deno.HttpClient | null {
  try {
    return Deno.createHttpClient({
      caCerts: ca.map((certificate) => certificate.toString()),
    });
  } catch {
    return null;
  }
}

/**
 * Sends the strict way, which a proxy takes part in, and changes to the lenient way if the very first request is refused
 * for its certificate. After that nothing changes any more: what proved the server is what the credential is sent over.
 */
function overruling(
  strict: Send,
  mayOverrule: (fault: Failure) => boolean,
  lenient: Send,
): Pick<Transport, "send" | "overruled"> {
  let chosen: Send | null = null;
  let overruled: Failure | null = null;
  return {
    overruled: () => overruled,
    async send(url, init) {
      if (chosen) return await chosen(url, init);
      chosen = strict;
      try {
        return await strict(url, init);
      } catch (error) {
        const fault = failureOf(error);
        if (init.signal.aborted || !mayOverrule(fault)) throw error;
        const response = await lenient(url, init).catch((second: unknown) => {
          const { code, step } = failureOf(second);
          // The lenient way goes past a proxy, and may lead nowhere: then the first verdict stands.
          const isLost = ["dns", "connect", "tls"].includes(step);
          throw isLost && !FAULTS.has(code) ? error : second;
        });
        chosen = lenient;
        overruled = fault;
        return response;
      }
    },
  };
}
