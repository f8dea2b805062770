/**
 * A certificate that is trusted because it is the very one that was named.
 *
 * @module
 */
import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";

/**
 * Accepts a server's certificate if it signed itself and is the very one that `ZENML_STORE_VERIFY_SSL` names, as the
 * client does; its dates and names count all the same.
 */
export function acceptOwn(
  socket: TLSSocket,
  host: string,
  ca: readonly X509Certificate[],
): void {
  const { fingerprint256 } = socket.getPeerCertificate();
  const own = ca.find((one) =>
    one.fingerprint256 === fingerprint256 && one.checkIssued(one)
  );
  if (!own) throw new Error("invalid peer certificate: UnknownIssuer");
  const now = Date.now();
  if (now > Date.parse(own.validTo)) throw new Error("certificate expired");
  if (now < Date.parse(own.validFrom)) {
    throw new Error("certificate not valid yet");
  }
  if (!isFor(own, host)) throw new Error("certificate not valid for name");
}

/** The common name does not count: no current program asks it, though Deno's `checkHost` does. */
function isFor(certificate: X509Certificate, host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, "");
  if (/^[\d.]+$|:/u.test(bare)) return certificate.checkIP(bare) !== undefined;
  const name = bare.toLowerCase().replace(/\.$/u, "");
  const parent = name.replace(/^[^.]+(?=\.)/u, "*");
  return (certificate.subjectAltName ?? "").split(", ").some((entry) =>
    [`DNS:${name}`, `DNS:${parent}`].includes(entry.replace(/^DNS:.*/u, lower))
  );
}

function lower(entry: string): string {
  return `DNS:${entry.slice("DNS:".length).toLowerCase()}`;
}
