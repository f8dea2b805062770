// How the client verifies the server's certificate.

/** What `ZENML_STORE_VERIFY_SSL` says. */
export type TlsVerification =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  | { readonly kind: "ca-file"; readonly path: string }
  | { readonly kind: "ca-text"; readonly pem: string };

const ON_REGEXP = /^(?:true|1|yes|y|on|t)$/iu;
const OFF_REGEXP = /^(?:false|0|no|n|off|f)$/iu;

/** Reads `ZENML_STORE_VERIFY_SSL` as the client does (measured on 0.98.0). */
export function readTlsVerification(value: string): TlsVerification {
  if (ON_REGEXP.test(value)) return { kind: "on" };
  if (OFF_REGEXP.test(value)) return { kind: "off" };
  return value.includes("-----BEGIN ")
    ? { kind: "ca-text", pem: value }
    : { kind: "ca-file", path: value };
}

/** Writes a verification as reports show it. */
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
