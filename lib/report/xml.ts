// XML: elements, and the one function that makes any text fit for them.
import { breakCommands, printable } from "../http/inert.ts";

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
 */
export function xmlText(text: string): string {
  const escaped = printable(text)
    .replaceAll(/\[(?=\[ATTACHMENT)/giu, "[ ")
    .replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
  // A report that goes to the log of a step gives no commands there, and keeps its texts.
  return breakCommands(escaped, (character) => `&#${character.charCodeAt(0)};`);
}

/** Writes an element. */
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

/** Writes an element that holds lines of text, without blanks before them. */
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
