/**
 * Draws what a terminal shows as SVG: text in the colours of SGR, in a window of its own.
 *
 * Every word has a place of its own, so that columns stand in line whatever the font and its marks are.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";

/** The colours of a picture. */
export interface Theme {
  /** The background of the text. */
  readonly background: string;
  /** What surrounds the window. */
  readonly border: string;
  /** What begins the window. */
  readonly bar: string;
  /** The text's colours, by SGR parameter; 0 is the text without any. */
  readonly inks: Readonly<Record<number, string>>;
}

/** What a picture says to those who do not see it. */
export interface Words {
  /** What it is. */
  readonly title: string;
  /** What it shows. */
  readonly description: string;
}

/** A word in one style, at a column. */
interface Word {
  readonly column: number;
  readonly text: string;
  readonly sgr: number;
}

const FONT_SIZE = 13;
/** The width of a column: three fifths of the font's size in most fonts of one width, and a little for rounding. */
const ADVANCE = 8;
const LINE_HEIGHT = 19;
const PADDING = 20;
const BAR_HEIGHT = 32;
const FONTS =
  "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
/** What is before an SGR parameter. */
const ESCAPE = "\u001b[";
const BOLD = 1;

/**
 * Draws the output of a command.
 *
 * @param output What a terminal gets: lines, with one SGR parameter at a time.
 * @param theme The colours.
 * @param words The picture in words.
 * @returns The SVG document, with a line break.
 */
export function drawTerminal(
  output: string,
  theme: Theme,
  { title, description }: Words,
): string {
  const lines = output.trimEnd().split("\n").map(wordsOf);
  const columns = Math.max(
    ...lines.flat().map(({ column, text }) => column + unicodeWidth(text)),
  );
  const width = columns * ADVANCE + 2 * PADDING;
  const height = BAR_HEIGHT + lines.length * LINE_HEIGHT + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    ...windowOf(width, height, theme),
    `<g font-family="${FONTS}" font-size="${FONT_SIZE}">`,
    ...lines.flatMap((words, index) => lineOf(words, index, theme)),
    "</g>",
    "</svg>\n",
  ].join("\n");
}

/** Reads a line; a word ends with its style, too. */
function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  let column = 0;
  for (const styled of `0m${line}`.split(ESCAPE)) {
    const sgr = parseInt(styled);
    for (const [part] of styled.replace(/^\d+m/u, "").matchAll(/ +|[^ ]+/gu)) {
      if (!part.startsWith(" ")) words.push({ column, text: part, sgr });
      column += unicodeWidth(part);
    }
  }
  return words;
}

function lineOf(words: readonly Word[], index: number, theme: Theme): string[] {
  if (words.length === 0) return [];
  const y = BAR_HEIGHT + PADDING + (index + 0.75) * LINE_HEIGHT;
  const spans = words.map(({ column, text, sgr }) => {
    const x = PADDING + column * ADVANCE;
    const ink = theme.inks[sgr] ?? theme.inks[0];
    const weight = sgr === BOLD ? ' font-weight="bold"' : "";
    return `<tspan x="${x}" fill="${ink}"${weight}>${escaped(text)}</tspan>`;
  });
  return [`<text y="${y}">${spans.join("")}</text>`];
}

function windowOf(
  width: number,
  height: number,
  { background, border, bar }: Theme,
): string[] {
  const radius = 10;
  const middle = BAR_HEIGHT / 2;
  return [
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${
      height - 1
    }" rx="${radius}" fill="${background}" stroke="${border}"/>`,
    `<path d="M1 ${BAR_HEIGHT}V${
      radius + 1
    }a${radius} ${radius} 0 0 1 ${radius} -${radius}H${
      width - radius - 1
    }a${radius} ${radius} 0 0 1 ${radius} ${radius}V${BAR_HEIGHT}z" fill="${bar}"/>`,
    ...[0, 1, 2].map((index) =>
      `<circle cx="${
        PADDING + 5 + index * 18
      }" cy="${middle}" r="5" fill="${border}"/>`
    ),
  ];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  );
}
