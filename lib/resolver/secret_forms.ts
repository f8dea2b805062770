// The forms in which a secret travels that no reading of a text takes back: base64 and hexadecimal digits.
import { canonicalSecret, canonicalTextsOf } from "./canonical_text.ts";

const BASE64 =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
  const bytes = new TextEncoder().encode(trimmed);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  const forms = [
    ...base64,
    ...base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
    hex,
    hex.toUpperCase(),
  ];
  return {
    plain: canonicalSecret(trimmed),
    unescaped: canonicalTextsOf(trimmed).at(-1)?.text ?? "",
    encoded: [...new Set(forms.map(canonicalSecret))],
  };
}

/** Encodes bytes that others stand before and behind, without the digits that those have a part in. */
function base64Within(bytes: Uint8Array, before: number): string {
  const first = Math.ceil(before * 8 / 6);
  const end = Math.floor((before + bytes.length) * 8 / 6);
  const bitsAt = (index: number) => bytes[index - before] ?? 0;
  const digits: string[] = [];
  for (let digit = first; digit < end; digit++) {
    const [byte, shift] = [Math.floor(digit * 6 / 8), digit * 6 % 8];
    const two = bitsAt(byte) << 8 | bitsAt(byte + 1);
    digits.push(BASE64[two >> (10 - shift) & 63]!);
  }
  return digits.join("");
}
