/**
 * How requests reach the server of a connection: verified as `ZENML_STORE_VERIFY_SSL` says.
 *
 * @module
 */
import type { X509Certificate } from "node:crypto";
import { type CaProblem, readCa } from "./ca.ts";
import { acceptOwn } from "./pinned.ts";
import { exchange } from "./unverified_fetch.ts";
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

/** How a server's certificate is verified. */
export type Verification =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  | { readonly kind: "ca-file"; readonly path: string }
  | { readonly kind: "ca-text"; readonly pem: string };

const BEHIND_TLS: ReadonlySet<Failure["kind"]> = new Set<Failure["kind"]>([
  "response-timeout",
  "response-too-large",
  "response-broken-off",
  "not-http",
]);

/** Sends as it is told, and has nothing to give back. */
function plain(send: Send): Transport {
  return { send, ca: null, overruled: () => null, close: () => {} };
}

/** What is wrong with a certificate, as opposed to what is wrong with TLS. */
const FAULTS: ReadonlySet<Failure["kind"]> = new Set<Failure["kind"]>([
  "certificate-untrusted",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-wrong-host",
]);

/**
 * Chooses how requests reach the server of a connection; nothing is sent yet.
 */
export async function openTransport(
  url: string,
  verification: Verification,
  send: Send = sendByFetch,
): Promise<Transport> {
  if (url.startsWith("http:") || verification.kind === "on") {
    return plain(send);
  }
  if (verification.kind === "off") {
    return {
      ...plain(send),
      ...overruling(send, (fault) => FAULTS.has(fault.kind), exchange),
    };
  }
  const ca = await readCa(verification);
  if (typeof ca === "string") return { ...plain(send), ca };
  const client = clientFor(ca);
  if (client === null) return { ...plain(send), ca: "broken" };
  return {
    ca,
    // Deno refuses a CA's certificate as that of a server, even if it was told to trust it; OpenSSL does not.
    ...overruling(
      (url, init) => sendByFetch(url, init, client),
      (fault) => fault.kind === "certificate-untrusted",
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
          const { kind } = failureOf(second);
          // The lenient way goes past a proxy, and may lead nowhere: then the first verdict stands.
          const isLost = !BEHIND_TLS.has(kind) && !FAULTS.has(kind);
          throw isLost ? error : second;
        });
        chosen = lenient;
        overruled = fault;
        return response;
      }
    },
  };
}
