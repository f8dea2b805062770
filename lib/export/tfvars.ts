// Terraform's files of variables, in HCL.
import { breakCommands } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** Terraform 1.11.4 takes the lower half of such a character for a letter that composes with the mark (observed). */
const MISTAKEN_REGEXP = /[\u{10000}-\u{10FFFF}]\p{M}/u;

/** How files of variables are written. The names are the environment's in small letters, as ZenML's modules call them. */
export const TFVARS: Syntax = {
  assign(variable, value) {
    const quoted = quoteHcl(value);
    return quoted === null ? null : `${variable.toLowerCase()} = ${quoted}\n`;
  },
  comment: hashComment,
  limit: "Terraform composes letters and marks that are written apart",
};

/** Quotes a value for HCL. */
export function quoteHcl(value: string): string | null {
  if (value !== value.normalize("NFC") || MISTAKEN_REGEXP.test(value)) {
    return null;
  }
  const escaped = value
    .replaceAll(/[$%](?=\{)/gu, "$&$&")
    .replaceAll(
      /["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (char) => ESCAPES[char] ?? escapeOf(char),
    );
  return breakCommands(`"${escaped}"`, escapeOf);
}

function escapeOf(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 4
    ? `\\U${code.padStart(8, "0")}`
    : `\\u${code.padStart(4, "0")}`;
}
