// The forms in which a secret travels that no reading of a text takes back: base64 and hexadecimal digits.
import { canonicalSecret } from "./canonical_text.ts";

/** A secret as it stands in canonical texts, and encoded, which no word of the program looks like. */
export interface SecretForms {
  readonly plain: string;
  /** What is left of it where all that looks like an escape in it was read as one. */
  readonly unescaped: string;
  readonly encoded: readonly string[];
}

/** Lists the forms of a secret. */
export function formsOf(secret: string): SecretForms {
  const trimmed = secret.trim();
  const bytes = bytesOf(trimmed);
  const hex = hexOf(bytes);
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  return {
    ...canonicalSecret(trimmed),
    encoded: [
      ...new Set([
        ...base64.map((form) => form.replaceAll("+", "")),
        ...base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
        hex,
        hex.toUpperCase(),
      ]),
    ],
  };
}

/** The bytes of a text in UTF-8, as a text of one character each. */
function bytesOf(text: string): string {
  // Most secrets are ASCII.
  // deno-lint-ignore no-control-regex
  if (/^[\0-\x7F]*$/u.test(text)) return text;
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) {
    bytes += String.fromCharCode(byte);
  }
  return bytes;
}

function hexOf(bytes: string): string {
  let hex = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    hex += DIGITS[byte >> 4]! + DIGITS[byte & 15]!;
  }
  return hex;
}

const DIGITS = "0123456789abcdef";

/** Encodes bytes that others stand before and behind, without the digits that those have a part in. */
function base64Within(bytes: string, before: number): string {
  return btoa("\0".repeat(before) + bytes).slice(
    Math.ceil(before * 8 / 6),
    Math.floor((before + bytes.length) * 8 / 6),
  );
}
