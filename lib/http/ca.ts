/**
 * The CA that `ZENML_STORE_VERIFY_SSL` names, in a file or as text.
 *
 * @module
 */
import type { X509Certificate } from "node:crypto";

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
  /** No certificate stands in it. */
  | "empty"
  /** What stands in it is no certificate that can be read. */
  | "broken";

/** A CA as it was read. */
export type CaReading = readonly X509Certificate[] | CaProblem;

/** Reads the CA that a verification names. */
export async function readCa(
  verification:
    | { readonly kind: "ca-file"; readonly path: string }
    | { readonly kind: "ca-text"; readonly pem: string },
): Promise<CaReading> {
  if (verification.kind === "ca-text") {
    return await certificatesIn(verification.pem);
  }
  const { path } = verification;
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (state !== "granted") return "denied";
  try {
    // As the client does it: whatever is no file, such as a folder or a pipe, is none.
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) return "missing";
    if (size > LARGEST) return "broken";
    return await certificatesIn(await Deno.readTextFile(path));
  } catch {
    return "missing";
  }
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

/**
 * Returns whether a CA vouches for a chain, as OpenSSL would see it: it holds, or signed, one of the chain's certificates.
 */
export function vouchesFor(
  ca: readonly X509Certificate[],
  chain: readonly X509Certificate[],
): boolean {
  return chain.some((certificate) =>
    ca.some((one) =>
      one.fingerprint256 === certificate.fingerprint256 ||
      (certificate.checkIssued(one) && certificate.verify(one.publicKey))
    )
  );
}
