/**
 * XML: elements, and the one function that makes any text fit for them.
 *
 * @module
 */
import { printable } from "./layout.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * Makes a text fit for an attribute or the content of an element.
 *
 * XML 1.0 forbids most control characters, lone surrogates, U+FFFE and U+FFFF even as references, so that they become a
 * mark as in every other report. What GitLab and Jenkins take for the name of a file to attach is broken up.
 *
 * @param text Any text.
 * @returns One line of XML.
 *
 * @example Usage
 * ```ts
 * import { xmlText } from "./xml.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(xmlText('<a> & "b"\u0000]]>'), "&lt;a&gt; &amp; &quot;b&quot;\uFFFD]]&gt;");
 * assertEquals(xmlText("[[ATTACHMENT|/etc/passwd]]"), "[ [ATTACHMENT|/etc/passwd]]");
 * ```
 */
export function xmlText(text: string): string {
  return printable(text)
    .replaceAll(/\[(?=\[ATTACHMENT)/giu, "[ ")
    .replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}

/**
 * Writes an element.
 *
 * @param name Its name.
 * @param attributes Its attributes; one that is null is left out.
 * @param content What stands in it, as XML: lines of their own.
 * @returns The element, indented as one that stands in nothing.
 *
 * @example Usage
 * ```ts
 * import { element } from "./xml.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(element("a", { n: "<", none: null }, []), ['<a n="&lt;"/>']);
 * assertEquals(element("a", {}, ["<b/>"]), ["<a>", "  <b/>", "</a>"]);
 * ```
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  content: readonly string[],
): string[] {
  const start = `<${name}${attributesOf(attributes)}`;
  return content.length === 0
    ? [`${start}/>`]
    : [`${start}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}

/**
 * Writes an element that holds lines of text, without blanks before them.
 *
 * @param name Its name.
 * @param attributes Its attributes; one that is null is left out.
 * @param lines The lines.
 * @returns The element.
 *
 * @example Usage
 * ```ts
 * import { textElement } from "./xml.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(textElement("a", {}, ["one", "two"]), "<a>one\ntwo</a>");
 * ```
 */
export function textElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  lines: readonly string[],
): string {
  const text = lines.map(xmlText).join("\n");
  return `<${name}${attributesOf(attributes)}>${text}</${name}>`;
}

function attributesOf(
  attributes: Readonly<Record<string, string | number | null>>,
): string {
  return Object.entries(attributes)
    .map(([name, value]) =>
      value === null ? "" : ` ${name}="${xmlText(String(value))}"`
    )
    .join("");
}
