/**
 * How the client verifies the server's certificate.
 *
 * @module
 */

/** What `ZENML_STORE_VERIFY_SSL` says. */
export type TlsVerification =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  | { readonly kind: "ca-file"; readonly path: string }
  | { readonly kind: "ca-text"; readonly pem: string };

const ON_REGEXP = /^(?:true|1|yes|y|on|t)$/iu;
const OFF_REGEXP = /^(?:false|0|no|n|off|f)$/iu;

/**
 * Reads `ZENML_STORE_VERIFY_SSL` as the client does (measured on 0.98.0).
 *
 * @param value The value as it was written: the client trims nothing.
 * @returns Whether certificates are verified, and against what. Whatever is neither true nor false nor PEM text is a path.
 *
 * @example Usage
 * ```ts
 * import { readTlsVerification } from "./tls_verification.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(readTlsVerification("False"), { kind: "off" });
 * assertEquals(readTlsVerification("/etc/ssl/ca.pem"), { kind: "ca-file", path: "/etc/ssl/ca.pem" });
 * ```
 */
export function readTlsVerification(value: string): TlsVerification {
  if (ON_REGEXP.test(value)) return { kind: "on" };
  if (OFF_REGEXP.test(value)) return { kind: "off" };
  return value.includes("-----BEGIN ")
    ? { kind: "ca-text", pem: value }
    : { kind: "ca-file", path: value };
}

/**
 * Writes a verification as reports show it.
 *
 * @param verification How certificates are verified.
 * @returns `true`, `false`, the path, or `[PEM text]`.
 *
 * @example Usage
 * ```ts
 * import { describeTlsVerification } from "./tls_verification.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeTlsVerification({ kind: "off" }), "false");
 * ```
 */
export function describeTlsVerification(verification: TlsVerification): string {
  switch (verification.kind) {
    case "on":
      return "true";
    case "off":
      return "false";
    case "ca-file":
      return verification.path;
    case "ca-text":
      return "[PEM text]";
  }
}
