// The CA that verifies a server instead of Deno's roots, from a file or from text.
import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { Stopped } from "./request.ts";
import { readUpTo, unlessAborted } from "./streams.ts";

/** The largest CA bundle that is read, in bytes: that of a whole system has a quarter of a million. */
const LARGEST = 4_194_304;

const BLOCK_REGEXP =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/gu;

/** Why there is no CA. */
export type CaProblem =
  /** Deno's permissions do not name the file. */
  | "denied"
  /** There is no such file. */
  | "missing"
  /** There is no certificate in it. */
  | "empty"
  /** A certificate in it cannot be read. */
  | "broken";

/** A CA as it was read. */
export type CaReading = readonly X509Certificate[] | CaProblem;

/** Reads the CA that a verification names, for no longer than the signal allows. */
export async function readCa(
  verification:
    | { readonly kind: "ca-file"; readonly path: string }
    | { readonly kind: "ca-text"; readonly pem: string },
  signal: AbortSignal,
): Promise<CaReading> {
  if (verification.kind === "ca-text") {
    return await certificatesIn(verification.pem);
  }
  const { path } = verification;
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (state !== "granted") return "denied";
  try {
    return await unlessAborted(readCaFile(path), signal);
  } catch {
    if (signal.aborted) throw new Stopped();
    return "missing";
  }
}

async function readCaFile(path: string): Promise<CaReading> {
  // Like the client, treat anything but a regular file as missing.
  if (!(await Deno.stat(path)).isFile) return "missing";
  using file = await Deno.open(path);
  const bytes = await readUpTo(file, LARGEST);
  return bytes === null
    ? "broken"
    : await certificatesIn(new TextDecoder().decode(bytes));
}

async function certificatesIn(text: string): Promise<CaReading> {
  const blocks = text.match(BLOCK_REGEXP) ?? [];
  if (blocks.length === 0) {
    return text.includes("-----BEGIN CERTIFICATE-----") ? "broken" : "empty";
  }
  const { X509Certificate } = await import("node:crypto");
  try {
    // One block that cannot be read makes OpenSSL refuse them all.
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return "broken";
  }
}

/** Returns whether a CA vouches for a chain, as in OpenSSL: it holds, or signed, one of the chain's certificates. */
export function vouchesFor(
  ca: readonly X509Certificate[],
  chain: readonly X509Certificate[],
): boolean {
  return chain.some((certificate) =>
    ca.some((one) =>
      one.fingerprint256 === certificate.fingerprint256 ||
      isSignedBy(certificate, one)
    )
  );
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
