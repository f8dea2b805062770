// What does not belong in a value: blanks, quotes, placeholders and templates.
import type { Role } from "../codes/variables.ts";
import { withoutKeyPrefix } from "./credential_format.ts";
import { heldIn } from "./pasted_content.ts";
import type { Layer } from "./pasted_layers.ts";
import { type PastedValue, recognisePasted } from "./pasted_value.ts";
import { flawOfPasted } from "./pasted_facts.ts";

/** Something about a value that is not part of what is meant. */
export type ValueFlaw =
  | "value-empty"
  | "value-whitespace"
  | "value-quoted"
  | "value-placeholder"
  | "value-unexpanded";

/** A value without blanks and quotes around it. */
export interface InspectedValue {
  /** The value without blanks and quotes around it. */
  readonly text: string;
  /** What is wrong with it, each at most once. */
  readonly flaws: readonly ValueFlaw[];
  /** Whether there is a real value at all: neither empty nor blank, nor a placeholder, nor unexpanded. */
  readonly usable: boolean;
  /** Whether all that is wrong are blanks or a line break behind it. */
  readonly onlyTrailingBlanks: boolean;
  /** Whether blanks, control or non-ASCII characters remain inside. */
  readonly whitespaceInside: boolean;
  /** What it is instead of what its variable is for, or null. */
  readonly pasted: PastedValue | null;
}

// Every pattern here is tried on values of up to a megabyte: none may backtrack over a run of characters.
const BLANK_REGEXP = /[\s\p{Cc}\u200B-\u200F\u2060\uFEFF]/u;
const QUOTE_REGEXP = /["'`\u2018-\u201A\u201C-\u201E\u00AB\u00BB]/u;
// Most values are nothing but this, and the patterns for the others are slow to compile.
const GRAPHIC_REGEXP = /^[\x21-\x7E]*$/u;
const PLACEHOLDER_REGEXP =
  /^(?:<.*>|\*{3,}|x{4,}|\.{3}|\[?redacted\]?|change[-_ ]?me|replace[-_ ]?me|placeholder|your[-_ ](?:[-\w ]*[-_ ])?(?:key|token|password|secret|user(?:name)?|url|server)|(?:zenml[-_ ])?api[-_ ]?(?:key|token))$/isu;
const PLACEHOLDER_PART_REGEXP = /<[^<>]*>|\*{3}|\[redacted\]|\.{3}/u;
const PLACEHOLDER_HOST_REGEXP =
  /<[^<>]*>|\*{3}|\[redacted\]|\.{3}|(?:^|\.)your-zenml-server(?:\.|$)/iu;
const UNEXPANDED_REGEXP =
  /\$\{[^$}]*\}|\$\([^$)]*\)|\{\{[^{}]*\}\}|\$[A-Za-z_]|^op:\/\/|^vault:/u;
const UNEXPANDED_WHOLE_REGEXP =
  /^(?:\$\{.*\}|\$\(.*\)|\{\{.*\}\}|\$[A-Za-z_]\w*|%[A-Za-z_][\w.]*%|op:\/\/.*)$/su;
const NAME_REGEXP = /^[A-Za-z_][\w.]*$/u;
const AUTHORITY_REGEXP = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)/iu;

/**
 * Takes blanks and quotes off a value and lists what is wrong with it.
 *
 * @example Usage
 * ```ts
 * import { inspectValue } from "./value.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { text, flaws } = inspectValue('"https://zenml.example.com" ', "url");
 * assertEquals(text, "https://zenml.example.com");
 * assertEquals(flaws, ["value-whitespace", "value-quoted"]);
 * ```
 */
export function inspectValue(value: string, role: Role): InspectedValue {
  const { start, end, flaws } = peel(value, isFreeText(role));
  const text = value.slice(start, end);
  if (text === "") {
    return {
      text,
      flaws: value === "" ? ["value-empty"] : [...flaws],
      usable: false,
      onlyTrailingBlanks: false,
      whitespaceInside: false,
      pasted: null,
    };
  }
  const pasted = recognisePasted(text, role);
  if (pasted) return pastedAs(pasted, text, flaws);
  if (!isFreeText(role) && isCommand(value)) {
    return pastedAs({ kind: "reference", reference: "command" }, text, NONE);
  }
  const whitespaceInside = !GRAPHIC_REGEXP.test(text) &&
    insideRegExp(role).test(text) && isRightWithout(text, role);
  const template = isUnexpanded(text, role)
    ? "value-unexpanded"
    : isPlaceholder(text, role)
    ? "value-placeholder"
    : null;
  // Blanks and quotes inside a template are part of it.
  if (template) flaws.add(template);
  else if (whitespaceInside) flaws.add("value-whitespace");
  if (!template && isUrl(role) && QUOTE_REGEXP.test(text)) {
    flaws.add("value-quoted");
  }
  return {
    text,
    flaws: [...flaws],
    usable: template === null,
    onlyTrailingBlanks: start === 0 && !whitespaceInside &&
      value.slice(end).replaceAll(/[ \t\r\n]/gu, "") === "",
    whitespaceInside,
    pasted: null,
  };
}

/** Returns whether a text is what it is for once its blanks are taken off: of any other they are not what is wrong. */
function isRightWithout(text: string, role: Role): boolean {
  return (role !== "api-key" && role !== "api-token") ||
    heldIn(text.replaceAll(/[^\x21-\x7E]/gu, "")) !== null;
}

const QUOTES: Layer = { kind: "quotes", what: null };

const NONE: ReadonlySet<ValueFlaw> = new Set();

/** Returns whether a value is a command in the backticks of a shell; one word between them is quoted text. */
function isCommand(value: string): boolean {
  const bare = value.trim();
  const inner = bare.slice(1, -1).trim();
  return bare.length > 1 && bare.startsWith("`") && bare.endsWith("`") &&
    /\s/u.test(inner) && !inner.includes("`");
}

/** What a value really is explains whatever else is wrong with it. */
function pastedAs(
  pasted: PastedValue,
  text: string,
  around: ReadonlySet<ValueFlaw>,
): InspectedValue {
  const flaw = flawOfPasted(pasted);
  return {
    text,
    flaws: [
      ...(pasted.kind === "reference" && around.has("value-quoted")
        ? ["value-quoted" as const]
        : []),
      ...(flaw === null ? [] : [flaw]),
    ],
    usable: flaw === null || flaw === "value-whitespace",
    onlyTrailingBlanks: false,
    whitespaceInside: flaw === "value-whitespace",
    pasted: pasted.kind === "wrapped" && around.has("value-quoted")
      ? { ...pasted, layers: [QUOTES, ...pasted.layers] }
      : pasted,
  };
}

/** Takes blanks and quotes off the text of a key or token. */
export function unwrapped(text: string): string {
  const { start, end } = peel(text, false);
  return text.slice(start, end);
}

/** Finds where the value begins and ends between blanks and quotes. */
function peel(
  value: string,
  pairsOnly: boolean,
): { start: number; end: number; flaws: Set<ValueFlaw> } {
  const flaws = new Set<ValueFlaw>();
  let [start, end] = [0, value.length];
  for (let before = -1; before !== end - start;) {
    before = end - start;
    while (start < end && BLANK_REGEXP.test(value[start]!)) start++;
    while (end > start && BLANK_REGEXP.test(value[end - 1]!)) end--;
    if (before !== end - start) flaws.add("value-whitespace");
    const opens = end > start && QUOTE_REGEXP.test(value[start]!);
    const closes = end - start > 1 && QUOTE_REGEXP.test(value[end - 1]!);
    if (pairsOnly && !(opens && closes)) continue;
    if (opens) start++;
    if (closes) end--;
    if (opens || closes) flaws.add("value-quoted");
  }
  return { start, end, flaws };
}

/** What the value of each role is made of. */
const KINDS: Readonly<Record<Role, "url" | "word" | "free-text">> = {
  "url": "url",
  "api-key": "word",
  "api-token": "word",
  "username": "free-text",
  "password": "free-text",
  "tls-verification": "word",
  "pro-api-url": "url",
  "project": "free-text",
  "stack": "free-text",
};

function isFreeText(role: Role): boolean {
  return KINDS[role] === "free-text";
}

function isUrl(role: Role): boolean {
  return KINDS[role] === "url";
}

function insideRegExp(role: Role): RegExp {
  if (isFreeText(role)) return /\p{Cc}/u;
  // In a URL the host may be an internationalized name, which both programs take.
  return isUrl(role)
    ? /[\s\p{Cc}]|(?![\p{L}\p{M}\p{N}])[^\x20-\x7E]/u
    : /[\s\p{Cc}]|[^\x20-\x7E]/u;
}

function isPlaceholder(text: string, role: Role): boolean {
  if (PLACEHOLDER_REGEXP.test(text)) return true;
  if (isFreeText(role)) return false;
  if (isUrl(role)) {
    const authority = AUTHORITY_REGEXP.exec(text)?.[2] ?? text;
    return PLACEHOLDER_HOST_REGEXP.test(
      authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/u, ""),
    );
  }
  const content = withoutKeyPrefix(text);
  return PLACEHOLDER_REGEXP.test(content) ||
    PLACEHOLDER_PART_REGEXP.test(content);
}

function isUnexpanded(text: string, role: Role): boolean {
  if (isFreeText(role)) return UNEXPANDED_WHOLE_REGEXP.test(text);
  const shown = isUrl(role) ? withoutUserInformation(text) : text;
  return UNEXPANDED_REGEXP.test(shown) || hasPercentName(shown);
}

/** A password in a URL may hold any character, so it says nothing about templates. */
function withoutUserInformation(text: string): string {
  return text.replace(
    AUTHORITY_REGEXP,
    (_match, scheme: string, authority: string) =>
      scheme + authority.slice(authority.lastIndexOf("@") + 1),
  );
}

/** Returns whether a text has `%HOST%`, and not percent-encoded text such as `%C3%A9`: two digits follow each sign. */
function hasPercentName(text: string): boolean {
  const parts = text.split("%");
  const isEncoded = (part: string) => /^[0-9A-F]{2}/iu.test(part);
  return parts.some((part, index) =>
    index > 0 && index < parts.length - 1 && NAME_REGEXP.test(part) &&
    !(isEncoded(part) && isEncoded(parts[index + 1]!))
  );
}
