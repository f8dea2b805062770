/**
 * Escapes for what is outside ASCII: V8 keeps a text without it in one byte a character.
 *
 * @module
 */
import { parse, type Token, tokTypes } from "npm:acorn@8.15.0";
import { ancestor } from "npm:acorn-walk@8.3.4";
import MagicString from "npm:magic-string@0.30.21";

/** Writes characters in strings and regular expressions as escapes, where these mean the same. */
export function withEscapes(code: string): string {
  const tokens: Token[] = [];
  const module = parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    onToken: tokens,
  });
  const literals: { readonly start: number; readonly end: number }[] = tokens
    .filter(({ type }) => type === tokTypes.string || type === tokTypes.regexp);
  ancestor(module, {
    TemplateElement(node, _, ancestors) {
      // A tag gets the text as it is written, too.
      const isTagged = ancestors.at(-3)?.type === "TaggedTemplateExpression";
      if (!isTagged) literals.push(node);
    },
  });
  const text = new MagicString(code);
  for (const { start, end } of literals) {
    const raw = code.slice(start, end);
    if (!isAscii(raw)) text.update(start, end, escaped(raw));
  }
  return text.toString();
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/u.test(text);
}

function escaped(raw: string): string {
  return raw.replace(/\\?[^]/gu, (character) => {
    if (isAscii(character)) return character;
    // A backslash before such a character means nothing, or that no line ends here.
    if (/\\[\u2028\u2029]/u.test(character)) return "";
    return character.replace("\\", "").split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join("");
  });
}
