// Takes secrets out of text that will be printed.
import { REDACTED } from "./secret.ts";

// Values may be a megabyte long: no pattern here may fail at the end of a run that it tries again from within.
const URL_HEAD_REGEXP = /^\s*["']?[a-z][a-z0-9+.-]*:\/+/iu;
/** What can be told for a host: it has a dot or a port, or is known by its name; or a piece of one that was redacted. */
const HOST_REGEXP = /^(?:40)?(?:\[?redacted\b|localhost\b|[\w-]+[.:]\w)/iu;
const WORD_REGEXP = /[^\s"'<>]+/gu;
const KEY_REGEXP = /ZEN(?:PRO)?KEY_[\w+/=.-][^\s"'<>]*/giu;
/** Tokens of GitHub, GitLab, Slack, Hugging Face and npm, which people paste in the place of a key; no host is called so. */
const FOREIGN_REGEXP =
  /(?:gh[opsur]_|github_pat_|hf_|npm_|glpat-|xox[abeprs]-)[\w-]+/gu;
const SHORTEST_FOREIGN = 24;
const DOTTED_REGEXP = /[\w.-]+/gu;

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/**
 * Takes user information, API keys and tokens, also those of other services, out of a sentence by their form.
 *
 * @example Usage
 * ```ts
 * import { redactForms } from "./redaction.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   redactForms("See https://me:hunter2@zenml.example.com with ZENKEY_abc"),
 *   "See https://[redacted]@zenml.example.com with [redacted]",
 * );
 * ```
 */
export function redactForms(text: string): string {
  // Most texts hold nothing of the kind, and to look at each of their words takes long.
  let left = text;
  if (left.includes("//") && left.includes("@")) {
    left = left.replace(WORD_REGEXP, withoutUserInformation);
  }
  left = left.replace(KEY_REGEXP, REDACTED).replace(
    FOREIGN_REGEXP,
    (token) => token.length < SHORTEST_FOREIGN ? token : REDACTED,
  );
  return withoutTokens(left);
}

/** Takes tokens out of a text by their form. */
export function withoutTokens(text: string): string {
  return text.includes("eyJ")
    ? text.replace(DOTTED_REGEXP, withoutToken)
    : text;
}

function withoutUserInformation(word: string): string {
  const [start, end] = [word.indexOf("//"), word.lastIndexOf("@")];
  return start !== -1 && end > start + 1
    ? `${word.slice(0, start)}//${REDACTED}${word.slice(end)}`
    : word;
}

function withoutToken(dotted: string): string {
  const start = dotted.indexOf("eyJ");
  return start !== -1 && /\..*\./u.test(dotted.slice(start))
    ? dotted.slice(0, start) + REDACTED
    : dotted;
}

/**
 * Takes secrets out of one value, which may be a broken URL.
 *
 * Everything before the last `@` goes, even where the value is no URL, since a mistyped one still holds a password.
 *
 * @example Usage
 * ```ts
 * import { redactValue } from "./redaction.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(redactValue("https://me:a/b@zenml.example.com"), "https://[redacted]@zenml.example.com");
 * assertEquals(redactValue("me:hunter2@zenml.example.com"), "[redacted]@zenml.example.com");
 * ```
 */
export function redactValue(value: string): string {
  // An `@` that was escaped by mistake parts nothing for a program, and has a password before it all the same.
  const end = Math.max(
    value.lastIndexOf("@"),
    value.toLowerCase().lastIndexOf("%40"),
  );
  if (end === -1) return redactForms(value);
  const head = URL_HEAD_REGEXP.exec(value.slice(0, end))?.[0] ?? "";
  // Without a scheme, what follows may as well be the end of a password.
  if (head === "" && !HOST_REGEXP.test(value.slice(end + 1))) return REDACTED;
  return redactForms(head + REDACTED + value.slice(end));
}
