// Takes secrets out of text that will be printed.
import { REDACTED } from "./secret.ts";

// Values may be a megabyte long: no pattern here may fail at the end of a run that it tries again from within.
const URL_HEAD_REGEXP = /^\s*["']?[a-z][a-z0-9+.-]*:\/+/iu;
const WORD_REGEXP = /[^\s"'<>]+/gu;
const KEY_REGEXP = /ZEN(?:PRO)?KEY_[\w+/=.-][^\s"'<>]*/giu;
const DOTTED_REGEXP = /[\w.-]+/gu;

/** Shorter secrets than this are not searched for in other text: they would be found in ordinary words. */
export const SHORTEST_SEARCHED = 6;

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/**
 * Takes user information, API keys and tokens out of a sentence by their form.
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
  return text
    .replace(WORD_REGEXP, withoutUserInformation)
    .replace(KEY_REGEXP, REDACTED)
    .replace(DOTTED_REGEXP, withoutToken);
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
  const end = value.lastIndexOf("@");
  if (end === -1) return redactForms(value);
  const head = URL_HEAD_REGEXP.exec(value.slice(0, end))?.[0] ?? "";
  return redactForms(head + REDACTED + value.slice(end));
}

/**
 * Makes a redactor that also finds the given secrets, in the forms in which they may be quoted back.
 *
 * @example Usage
 * ```ts
 * import { redactorOf } from "./redaction.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const redact = redactorOf(["hunter2 & co"]);
 * assertEquals(redact("got password=hunter2%20%26%20co"), "got password=[redacted]");
 * ```
 */
export function redactorOf(secrets: readonly string[]): Redactor {
  const needles = new Set(secrets.flatMap(quotedFormsOf));
  const longestFirst = [...needles].sort((a, b) => b.length - a.length);
  return (text) =>
    redactForms(
      longestFirst.reduce(
        (redacted, needle) => redacted.replaceAll(needle, REDACTED),
        text,
      ),
    );
}

/** Lists the forms in which a secret may be quoted back, but for those too short to be searched for. */
export function quotedFormsOf(secret: string): string[] {
  return [
    secret,
    secret.trim(),
    ...percentForms(encodeURIComponent(secret.toWellFormed())),
    ...percentForms(new URLSearchParams({ x: secret }).toString().slice(2)),
    JSON.stringify(secret).slice(1, -1),
  ].filter(({ length }) => length >= SHORTEST_SEARCHED);
}

/** The digits of an escape may be written in either case. */
function percentForms(encoded: string): string[] {
  return [
    encoded,
    encoded.replaceAll(/%[0-9A-F]{2}/gu, (escape) => escape.toLowerCase()),
  ];
}
