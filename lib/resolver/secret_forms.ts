// The forms in which a secret travels that no reading of a text takes back: base64 and hexadecimal digits.
import { canonicalSecret } from "./canonical_text.ts";

/** A secret as it is in canonical texts, and encoded, which no word of the program looks like. */
export interface SecretForms {
  readonly plain: string;
  /** What is left of it where all that looks like an escape in it was read as one. */
  readonly unescaped: string;
  readonly encoded: readonly string[];
}

/** Lists the forms of a secret. */
export function formsOf(secret: string): SecretForms {
  const trimmed = secret.trim();
  const bytes = new TextEncoder().encode(trimmed);
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

/** Encodes bytes that others stand before and behind, without the digits that those have a part in. */
function base64Within(bytes: Uint8Array, before: number): string {
  const whole = new Uint8Array(before + bytes.length);
  whole.set(bytes, before);
  return encoded(whole).slice(
    Math.ceil(before * 8 / 6),
    Math.floor(whole.length * 8 / 6),
  );
}

/** Node lacks the first way; the first use of `btoa` makes Deno load more than everything else here. */
function encoded(bytes: Uint8Array): string {
  if (typeof bytes.toBase64 === "function") return bytes.toBase64();
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function hexOf(bytes: Uint8Array): string {
  if (typeof bytes.toHex === "function") return bytes.toHex();
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
