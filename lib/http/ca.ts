// The CA that verifies a server instead of Deno's roots, from a file or from text.
import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { Stopped } from "./request.ts";
import {
  type CaReading,
  certificatesIn,
  mayRead,
  readBundle,
  readBundleFile,
  readRoots,
} from "./root_files.ts";
import { unlessAborted } from "./streams.ts";

export type { CaProblem, CaReading } from "./root_files.ts";

/** A verification by a CA, and where that is kept. */
export type CaVerification =
  | { readonly kind: "ca-file"; readonly path: string }
  | { readonly kind: "ca-text"; readonly pem: string }
  /** A file, or a folder as OpenSSL has it. */
  | { readonly kind: "ca-bundle"; readonly path: string }
  /** Files and folders whose certificates are trusted in addition to others, if any are left. */
  | {
    readonly kind: "ca-roots";
    readonly files: readonly string[];
    readonly folders: readonly string[];
  };

/** Reads the CA that a verification names, for no longer than the signal allows. */
export async function readCa(
  verification: CaVerification,
  signal: AbortSignal,
): Promise<CaReading> {
  switch (verification.kind) {
    case "ca-text":
      return await certificatesIn(verification.pem);
    case "ca-file":
      return await orMissing(verification.path, readBundleFile, signal);
    case "ca-bundle":
      return await orMissing(verification.path, readBundle, signal);
    case "ca-roots": {
      const { files, folders } = verification;
      return await inTime(readRoots(files, folders), signal);
    }
  }
}

async function orMissing(
  path: string,
  read: (path: string) => Promise<CaReading>,
  signal: AbortSignal,
): Promise<CaReading> {
  return mayRead(path) ? await inTime(read(path), signal) : "denied";
}

async function inTime(
  reading: Promise<CaReading>,
  signal: AbortSignal,
): Promise<CaReading> {
  try {
    return await unlessAborted(reading, signal);
  } catch {
    if (signal.aborted) throw new Stopped();
    return "missing";
  }
}

/** Returns whether a CA vouches for the first certificate of a chain, as in OpenSSL: it holds, or signed, that one or one of its signers. */
export function vouchesFor(
  ca: readonly X509Certificate[],
  chain: readonly X509Certificate[],
): boolean {
  const signers = chain.slice(0, 1);
  // The list grows while it is read. What signed none of it does not count: a server may present anything.
  for (const certificate of signers) {
    const vouches = (one: X509Certificate) =>
      one.fingerprint256 === certificate.fingerprint256 ||
      isIssuedBy(certificate, one);
    if (ca.some(vouches)) return true;
    signers.push(
      ...chain.filter((one) =>
        !signers.includes(one) && isIssuedBy(certificate, one)
      ),
    );
  }
  return false;
}

/** Lists the certificates that Deno may take for roots: of a root it does not ask whether it is a CA's. */
export function rootsIn(
  ca: readonly X509Certificate[],
): readonly X509Certificate[] {
  return ca.filter((one) => mayIssue(one) || isSignedBy(one, one));
}

function isIssuedBy(
  certificate: X509Certificate,
  issuer: X509Certificate,
): boolean {
  return mayIssue(issuer) && isSignedBy(certificate, issuer);
}

/** The number of the extension that says whether a certificate is a CA's, 2.5.29.19. */
const BASIC_CONSTRAINTS = "\x06\x03\x55\x1d\x13";

/** Returns whether a certificate may sign others: old roots say nothing of it. */
function mayIssue({ ca, raw }: X509Certificate): boolean {
  return ca || !raw.toString("latin1").includes(BASIC_CONSTRAINTS);
}

/** `checkIssued` compares names alone, which any CA can take. */
function isSignedBy(
  certificate: X509Certificate,
  issuer: X509Certificate,
): boolean {
  return certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey);
}

/**
 * Asserts that a server presents a self-signed certificate which is itself one of the CA's, as OpenSSL accepts it and
 * Deno does not; its dates and names count all the same.
 */
export function assertPinned(
  socket: TLSSocket,
  host: string,
  ca: readonly X509Certificate[],
): void {
  const { fingerprint256 } = socket.getPeerCertificate();
  const pinned = ca.find((one) =>
    one.fingerprint256 === fingerprint256 && isSignedBy(one, one)
  );
  if (!pinned) throw refusal("DEPTH_ZERO_SELF_SIGNED_CERT");
  const now = Date.now();
  if (now > Date.parse(pinned.validTo)) throw refusal("CERT_HAS_EXPIRED");
  if (now < Date.parse(pinned.validFrom)) throw refusal("CERT_NOT_YET_VALID");
  if (!isFor(pinned, host)) throw refusal("ERR_TLS_CERT_ALTNAME_INVALID");
}

/** Makes an error with the code that node gives such a certificate. */
function refusal(code: string): Error {
  return Object.assign(new Error("certificate refused"), { code });
}

/**
 * Returns whether a certificate's alternative names hold a host (RFC 6125).
 *
 * Deno's `checkHost` accepts the common name as well, even with `subject: "never"`, and no wildcard or capital letter
 * (measured on 2.9.6).
 */
function isFor(
  { subjectAltName }: X509Certificate,
  host: string,
): boolean {
  const names = (subjectAltName ?? "").toLowerCase().split(", ");
  const wanted = host.toLowerCase().replace(/^\[|\]$|\.$/gu, "");
  if (/^[\d.]+$|:/u.test(wanted)) {
    return names.some((name) =>
      name.startsWith("ip address:") &&
      canonical(name.slice("ip address:".length)) === canonical(wanted)
    );
  }
  const parent = wanted.replace(/^[^.]+\./u, "*.");
  return names.includes(`dns:${wanted}`) || names.includes(`dns:${parent}`);
}

/** Writes an address in the one way that URLs do. */
function canonical(address: string): string {
  const host = address.includes(":") ? `[${address}]` : address;
  return URL.parse(`http://${host}`)?.hostname ?? address;
}
