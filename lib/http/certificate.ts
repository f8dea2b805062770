// Looks at the certificate that a server presents, without judging it.
import type { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import { timeoutSignal } from "./timer.ts";
import { openTls } from "./unverified_fetch.ts";

/** What a server presented; its texts are as they came, and may hold anything. */
export interface PresentedCertificate {
  /** The version of TLS that was agreed on. */
  readonly tlsVersion: string;
  /** Whom it is for. */
  readonly subject: string;
  /** Who signed it. */
  readonly issuer: string;
  /** The host names and addresses that it is for. */
  readonly names: readonly string[];
  /** When it begins. */
  readonly validFrom: Date;
  /** When it ends. */
  readonly validTo: Date;
  /** Whether it is self-signed. */
  readonly isSelfSigned: boolean;
  /** All that the server presented, its own certificate first. */
  readonly chain: readonly Uint8Array[];
}

const MOST_NAMES = 20;
const LONGEST_CHAIN = 10;

/** Looks at the certificate that a server presents; null where there was no handshake in time. */
export async function lookAtCertificate(
  url: string,
  { timeoutMs, signal }: {
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  },
): Promise<PresentedCertificate | null> {
  const timeout = timeoutSignal(timeoutMs);
  try {
    const socket = await openTls(
      url,
      AbortSignal.any([signal, timeout.signal]),
    );
    try {
      return presentedBy(socket);
    } finally {
      socket.destroy();
    }
  } catch {
    return null;
  } finally {
    timeout.clear();
  }
}

function presentedBy(socket: TLSSocket): PresentedCertificate {
  const certificate = socket.getPeerCertificate(true);
  const { subject, issuer, subjectaltname = "" } = certificate;
  const names = subjectaltname.split(", ").slice(0, MOST_NAMES).map((name) =>
    name.replace(/^(?:DNS|IP Address):/u, "")
  );
  return {
    tlsVersion: socket.getProtocol() ?? "TLS",
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    names: names.filter((name) => name !== ""),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
    isSelfSigned: JSON.stringify(subject) === JSON.stringify(issuer),
    chain: chainOf(certificate),
  };
}

/** The common name, or else the organization. */
function nameIn(name: unknown): string {
  const parts: Partial<Record<string, unknown>> = { ...Object(name) };
  return [parts["CN"] ?? parts["O"] ?? parts["OU"] ?? "nobody"].flat()
    .map(String).join(", ");
}

function chainOf(first: DetailedPeerCertificate): Uint8Array[] {
  const chain: Uint8Array[] = [];
  let current: DetailedPeerCertificate | undefined = first;
  while (current?.raw && chain.length < LONGEST_CHAIN) {
    chain.push(current.raw);
    const next: DetailedPeerCertificate | undefined = current.issuerCertificate;
    current = next === current ? undefined : next;
  }
  return chain;
}

/** Reads the chain that a server presented. */
export async function chainIn(
  { chain }: PresentedCertificate,
): Promise<readonly X509Certificate[]> {
  const { X509Certificate } = await import("node:crypto");
  try {
    return chain.map((bytes) => new X509Certificate(bytes));
  } catch {
    return [];
  }
}
