/**
 * Lays text out for a terminal: colours, widths, lines.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";

/** How a text may look. */
export interface Look {
  /** How many columns there are. */
  readonly columns: number;
  /** Whether colours may be used. */
  readonly color: boolean;
}

/** The styles in use, each with its SGR parameter. */
const STYLES = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
} as const;

/** The name of a style. */
export type Style = keyof typeof STYLES;

/**
 * Colours a text, if colours may be used.
 *
 * @param text The text.
 * @param style How it should look.
 * @param look Whether colours may be used.
 * @returns The text, in the style.
 *
 * @example Usage
 * ```ts
 * import { styled } from "./layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(styled("x", "red", { columns: 80, color: false }), "x");
 * ```
 */
export function styled(text: string, style: Style, look: Look): string {
  return look.color ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
}

/**
 * Pads a text with blanks to a width in columns.
 *
 * @param text The text, without colours.
 * @param columns The width.
 * @returns The text with blanks behind it, or the text itself if it is wider.
 *
 * @example Usage
 * ```ts
 * import { padded } from "./layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(padded("日本", 6), "日本  ");
 * ```
 */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - unicodeWidth(text)));
}

/**
 * Makes a value fit for one line: characters that act instead of showing become a mark.
 *
 * @param text What a user wrote.
 * @returns The text with U+FFFD in place of control, format and line-separating characters, and of what is no character.
 *
 * @example Usage
 * ```ts
 * import { printable } from "./layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(printable("a\u001b[2Jb"), "a\uFFFD[2Jb");
 * ```
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}]/gu,
    "\uFFFD",
  );
}

/**
 * Breaks a text at blanks into lines.
 *
 * @param text One line of text, without colours.
 * @param first What stands before the first line.
 * @param indent What stands before every other line.
 * @param columns The width of the whole. A word that is wider stays whole, so that it can be copied.
 * @returns The lines.
 *
 * @example Usage
 * ```ts
 * import { wrapped } from "./layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wrapped("one two three", "- ", "  ", 10), ["- one two", "  three"]);
 * ```
 */
export function wrapped(
  text: string,
  first: string,
  indent: string,
  columns: number,
): string[] {
  const lines: string[] = [];
  const indentWidth = unicodeWidth(indent);
  let line = first;
  let width = unicodeWidth(first);
  let isEmpty = true;
  for (const word of text.split(" ")) {
    const wordWidth = unicodeWidth(word);
    if (!isEmpty && width + 1 + wordWidth > columns) {
      lines.push(line);
      line = indent;
      width = indentWidth;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    width += isEmpty ? wordWidth : 1 + wordWidth;
    isEmpty = false;
  }
  return [...lines, line];
}

/**
 * Writes a duration for people.
 *
 * @param milliseconds The duration.
 * @returns Such as `81 ms` or `1.4 s`.
 *
 * @example Usage
 * ```ts
 * import { describeDuration } from "./layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([describeDuration(81.2), describeDuration(1412)], ["81 ms", "1.4 s"]);
 * ```
 */
export function describeDuration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
