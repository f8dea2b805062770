// How requests reach a server: verified by Deno's roots, by a CA of one's own, or not at all.
import type { X509Certificate } from "node:crypto";
import {
  assertPinned,
  type CaProblem,
  type CaVerification,
  readCa,
  rootsIn,
} from "./ca.ts";
import { readSystemRoots } from "./root_files.ts";
import { type Failure, failureOf, isOfResponse } from "./failure.ts";
import {
  type Connections,
  ownConnections,
  sharedConnections,
} from "./connections.ts";
import type { Send } from "./request.ts";
import { unverifiedFetch } from "./unverified_fetch.ts";

/** How requests reach the server. */
export interface Transport {
  /** Makes one exchange. */
  readonly send: Send;
  /** The certificates of the CA that was named, or why it cannot be used; null where none was. */
  readonly ca: readonly X509Certificate[] | CaProblem | null;
  /** Why `fetch` refused the certificate before it was accepted all the same, or null. */
  readonly overruled: () => Failure | null;
  /** Gives back what it holds. */
  readonly close: () => void;
}

/** How a server's certificate is verified. */
export type Verification =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  /** By Deno's roots, or else by those of the system, as far as they may be read. */
  | { readonly kind: "system" }
  | CaVerification;

/** What is wrong with a certificate, as opposed to what is wrong with TLS. */
const CERTIFICATE_FAULTS: ReadonlySet<Failure["kind"]> = new Set<
  Failure["kind"]
>([
  "certificate-untrusted",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-wrong-host",
]);

/** Returns whether only who got through to the server can fail so, as at one that demands a client's certificate. */
function isOfServer(failure: Failure): boolean {
  return CERTIFICATE_FAULTS.has(failure.kind) || isOfResponse(failure) ||
    failure.kind === "tls-failed";
}

/** Sends over connections as they are. */
function plain(connections: Connections): Transport {
  return { ...connections, ca: null, overruled: () => null };
}

/** Chooses how requests reach a server; nothing is sent yet. */
export async function openTransport(
  url: string,
  verification: Verification,
  signal: AbortSignal,
  openConnections: () => Connections = sharedConnections,
): Promise<Transport> {
  if (url.startsWith("http:") || verification.kind === "on") {
    return plain(openConnections());
  }
  if (verification.kind === "off") return lenientTransport(openConnections());
  if (verification.kind === "system") return systemTransport(openConnections());
  const ca = await readCa(verification, signal);
  if (typeof ca === "string") return { ...plain(openConnections()), ca };
  const trusting = trustingConnections(ca);
  if (trusting === null) return { ...plain(openConnections()), ca: "broken" };
  return {
    ca,
    // Deno refuses a CA's certificate as that of a server, even if it was told to trust it; OpenSSL does not.
    ...overruling(
      trusting.send,
      ({ kind }) => kind === "certificate-untrusted",
      () => (url, init) =>
        unverifiedFetch(
          url,
          init,
          (socket) => assertPinned(socket, new URL(url).hostname, ca),
        ),
    ),
    close: trusting.close,
  };
}

/** Goes on where a certificate is at fault, without any verification. */
function lenientTransport(connections: Connections): Transport {
  return {
    ...plain(connections),
    ...overruling(
      connections.send,
      ({ kind }) => CERTIFICATE_FAULTS.has(kind),
      () => unverifiedFetch,
    ),
  };
}

/** Reads the system's roots where Deno's do not vouch for the server: they hold a CA of one's own. */
function systemTransport(connections: Connections): Transport {
  let trusting: Connections | null = null;
  return {
    ...plain(connections),
    ...overruling(
      connections.send,
      ({ kind }) => kind === "certificate-untrusted",
      async () => {
        const roots = await readSystemRoots();
        trusting = roots && trustingConnections(roots);
        return trusting && trusting.send;
      },
    ),
    close() {
      connections.close();
      trusting?.close();
    },
  };
}

/** Opens connections that trust a CA; null where Deno cannot read its certificates. */
function trustingConnections(
  ca: readonly X509Certificate[],
): Connections | null {
  try {
    return ownConnections(
      rootsIn(ca).map((certificate) => certificate.toString()),
    );
  } catch {
    return null;
  }
}

/**
 * Sends the strict way, which a proxy takes part in, and changes to the lenient way, if there is one, as soon as the
 * very first request is refused for its certificate. After that nothing changes any more: what proved the server is what
 * the credential is sent over.
 */
function overruling(
  strict: Send,
  mayOverrule: (fault: Failure) => boolean,
  lenientWay: () => Send | Promise<Send | null>,
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
        const lenient = await lenientWay();
        if (lenient === null) throw error;
        const response = await lenient(url, init).catch((second: unknown) => {
          const failure = failureOf(second);
          // The certificate was accepted, even if what came then was no response.
          if (isOfResponse(failure)) overruled = fault;
          // The lenient way goes past a proxy, and may lead nowhere: then the first failure counts.
          throw isOfServer(failure) ? second : error;
        });
        chosen = lenient;
        overruled = fault;
        return response;
      }
    },
  };
}
