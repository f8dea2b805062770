// Lays text out for a terminal: colours, widths, lines.
import { unicodeWidth } from "@std/cli/unicode-width";
import { isPlain, printable } from "../http/inert.ts";

export { printable };

/** How a text may look. */
export interface Look {
  /** How many columns there are. */
  readonly columns: number;
  /** Whether colours may be used. */
  readonly color: boolean;
  /** Whether the terminal shows ASCII alone. */
  readonly ascii?: boolean;
}

/** What is written in place of the program's own symbols where a terminal shows ASCII alone. */
const ASCII: Readonly<Record<string, string>> = {
  "✓": "+",
  "✗": "x",
  "…": "...",
  "→": "->",
};

/** Writes a whole report for what shows it. */
export function fitted(text: string, { ascii = false }: Look): string {
  return ascii
    ? text.replaceAll(/[✓✗…→]/gu, (symbol) => ASCII[symbol] ?? symbol)
    : text;
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

/** Colours a text, if colours may be used. */
export function styled(text: string, style: Style, look: Look): string {
  const shown = printable(text);
  return look.color ? `\u001b[${STYLES[style]}m${shown}\u001b[0m` : shown;
}

/** Counts the columns of a terminal that a text takes; the table for all characters is slow to make. */
export function columnsOf(text: string): number {
  return isPlain(text) ? text.length : unicodeWidth(text);
}

/** Pads a text with blanks to a width in columns. */
export function padded(text: string, columns: number): string {
  const shown = printable(text);
  return shown + " ".repeat(Math.max(0, columns - columnsOf(shown)));
}

/** Blanks to break a line at: a unit is not told from its number, as in "(337 ms)". */
const BREAK_REGEXP = / (?!m?s[),])/u;

/** Breaks a text at blanks into lines. */
export function wrapped(
  text: string,
  first: string,
  indent: string,
  columns: number,
): string[] {
  const lines: string[] = [];
  const indentWidth = columnsOf(indent);
  let line = first;
  let width = columnsOf(first);
  let isEmpty = true;
  for (const word of printable(text).split(BREAK_REGEXP)) {
    const wordWidth = columnsOf(word);
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

/** A text next to its label needs as many columns; with fewer it goes below. */
const NARROWEST_TEXT = 24;

/** Writes a text next to its label, or below it where that leaves too few columns. */
export function labelled(
  label: string,
  text: string,
  columns: number,
  indent: number = columnsOf(label),
): string[] {
  if (columns - columnsOf(label) >= NARROWEST_TEXT) {
    return wrapped(text, label, " ".repeat(indent), columns);
  }
  const below = " ".repeat(label.search(/\S/u) + 4);
  return [label.trimEnd(), ...wrapped(text, below, below, columns)];
}

/** Writes a duration in milliseconds or seconds. */
export function shortDuration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
