// How the client verifies the server's certificate.
import { printingWithout } from "../sources/unprinted.ts";
import { describePem, isBase64Text } from "./pem_text.ts";
import { redactValue } from "./redaction.ts";
import { REDACTED } from "./secret.ts";

/**
 * What `ZENML_STORE_VERIFY_SSL` says. A path or text that the resolver read prints as
 * `[redacted]`: a password or a private key may be there.
 */
export type TlsVerification =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  | {
    readonly kind: "ca-file";
    readonly path: string;
    /** Whether it is no path, but a secret of the same run. */
    readonly isSecret?: true;
  }
  | { readonly kind: "ca-text"; readonly pem: string };

const ON_REGEXP = /^(?:true|1|yes|y|on|t)$/iu;
const OFF_REGEXP = /^(?:false|0|no|n|off|f)$/iu;

/** Reads `ZENML_STORE_VERIFY_SSL` as the client does (measured on 0.98.0). */
export function readTlsVerification(value: string): TlsVerification {
  if (ON_REGEXP.test(value)) return { kind: "on" };
  if (OFF_REGEXP.test(value)) return { kind: "off" };
  return value.includes("-----BEGIN ")
    ? printingWithout({ kind: "ca-text", pem: value }, "pem")
    : printingWithout({ kind: "ca-file", path: value }, "path");
}

/** The verification by a value that is a secret of the same run, and no path. */
export function secretVerification(value: string): TlsVerification {
  return printingWithout(
    { kind: "ca-file", path: value, isSecret: true },
    "path",
  );
}

/** Writes a verification as reports show it. */
export function describeTlsVerification(verification: TlsVerification): string {
  switch (verification.kind) {
    case "on":
      return "true";
    case "off":
      return "false";
    case "ca-file":
      return verification.isSecret ? REDACTED : shownPath(verification.path);
    case "ca-text":
      return `[PEM text: ${describePem(verification.pem)}]`;
  }
}

/** What makes two verifications the same. */
export function verificationIdentity(
  verification: TlsVerification,
): readonly string[] {
  switch (verification.kind) {
    case "on":
    case "off":
      return [verification.kind];
    case "ca-file":
      return [verification.kind, verification.path];
    case "ca-text":
      return [verification.kind, verification.pem];
  }
}

/** Writes a path as reports show it: what is no path may be anything: a password, or a key without the lines around it. */
export function shownPath(path: string): string {
  return path.includes("@") || /%40|:\/\/|[\r\n]|PRIVATE KEY/iu.test(path) ||
      isBase64Text(path)
    ? REDACTED
    : redactValue(path);
}
