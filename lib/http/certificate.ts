/**
 * Looks at the server's certificate, beside the requests, without judging it.
 *
 * @module
 */
import type { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { Examination } from "../doctor/examination.ts";
import type { Redactor } from "../resolver/redaction.ts";
import { openTls } from "./tls_socket.ts";
import { harmless } from "./sanitize.ts";

/** What a server presented; its words are harmless. */
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
  /** Whether it signed itself. */
  readonly isSelfSigned: boolean;
  /** All that the server presented, its own certificate first. */
  readonly chain: readonly Uint8Array[];
}

/** How long the look may take, in milliseconds. */
const LOOK_TIMEOUT_MS = 2000;

/** How long it may take at a port that was asked without TLS: nothing goes on beside it. */
const PLAIN_LOOK_TIMEOUT_MS = 1000;
const MOST_NAMES = 20;
const LONGEST_CHAIN = 10;

/**
 * Looks at the server's certificate over a connection of its own, on which nothing is sent.
 */
export async function lookAtCertificate(
  examination: Examination,
): Promise<PresentedCertificate | null> {
  const { connection, limits, signal } = examination;
  const timeout = AbortSignal.timeout(
    Math.min(
      connection.serverUrl.startsWith("http:")
        ? PLAIN_LOOK_TIMEOUT_MS
        : LOOK_TIMEOUT_MS,
      limits.timeoutMs,
    ),
  );
  try {
    const socket = await openTls(
      connection.serverUrl,
      AbortSignal.any([signal, timeout]),
    );
    try {
      return presentedBy(socket, examination);
    } finally {
      socket.destroy();
    }
  } catch {
    return null;
  }
}

function presentedBy(
  socket: TLSSocket,
  { redact }: Examination,
): PresentedCertificate {
  const certificate = socket.getPeerCertificate(true);
  const { subject, issuer, subjectaltname = "" } = certificate;
  const show = (name: unknown) => harmless(nameIn(name), redact);
  const names = subjectaltname.split(", ").slice(0, MOST_NAMES).map((name) =>
    harmless(name.replace(/^(?:DNS|IP Address):/u, ""), redact)
  );
  return {
    tlsVersion: socket.getProtocol() ?? "TLS",
    subject: show(subject),
    issuer: show(issuer),
    names: names.filter((name) => name !== ""),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
    isSelfSigned: JSON.stringify(subject) === JSON.stringify(issuer),
    chain: chainOf(certificate),
  };
}

/**
 * Takes the secrets of an examination out of a certificate that another one looked at.
 */
export function redactedCertificate(
  certificate: PresentedCertificate | null,
  redact: Redactor,
): PresentedCertificate | null {
  return certificate && {
    ...certificate,
    subject: redact(certificate.subject),
    issuer: redact(certificate.issuer),
    names: certificate.names.map(redact),
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

/** Writes a day as reports show it. */
export function dayOf(time: Date): string {
  return Number.isNaN(time.getTime())
    ? "an unreadable date"
    : time.toISOString().slice(0, 10);
}
