// The page that a canonical text is written on, character by character, without what does not show.
import { AMPERSAND, BACKSLASH, type Codes, PERCENT } from "./escapes.ts";

/** A text that was read, with the place of each of its codes in the text as it was. */
export interface CanonicalText extends Codes {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** A canonical text that is being written. */
export interface Page {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  length: number;
  /** Whether it has a character with which an escape begins. */
  hasEscapes: boolean;
  /** Whether it has half a character, behind an escape of its own. */
  hasHalves: boolean;
}

const BLANK = 0x20;
const PLUS = 0x2B;

/** The characters of which it is known whether they show: 1 if so, 2 if not. */
const KNOWN = new Uint8Array(0x110000);

/** Returns whether a character shows. */
export function isSeen(character: number): boolean {
  // Of ASCII it is known without a regular expression.
  if (character >= BLANK && character < 0x7F) {
    return character !== BLANK && character !== PLUS;
  }
  const known = KNOWN[character]!;
  if (known !== 0) return known === 1;
  // Blanks, and what does not show; a form writes a blank as `+`; what is printed may have marks for them.
  const seen =
    !/^[\s+\p{C}\p{Z}\uFFFD\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\uFE00-\uFE0F]$/u
      .test(String.fromCodePoint(character));
  KNOWN[character] = seen ? 1 : 2;
  return seen;
}

/** Makes an empty page for as many codes. */
export function pageOf(size: number): Page {
  return {
    codes: new Uint16Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    length: 0,
    hasEscapes: false,
    hasHalves: false,
  };
}

/** Makes a page empty again. */
export function begin(page: Page): void {
  page.length = 0;
  page.hasEscapes = false;
  page.hasHalves = false;
}

/** Writes a code, with its place in the text as it was. */
export function put(
  page: Page,
  code: number,
  start: number,
  end: number,
): void {
  const at = page.length++;
  page.codes[at] = code;
  page.starts[at] = start;
  page.ends[at] = end;
  if (code === PERCENT || code === BACKSLASH || code === AMPERSAND) {
    page.hasEscapes = true;
  }
}

/** Writes a character, if it shows. */
export function putCharacter(
  page: Page,
  character: number,
  start: number,
  end: number,
): void {
  if (character < 0x10000) {
    if ((character & 0xF800) === 0xD800) page.hasHalves = true;
    else if (!isSeen(character)) return;
    put(page, character, start, end);
  } else if (isSeen(character)) {
    put(page, 0xD800 + ((character - 0x10000) >> 10), start, end);
    put(page, 0xDC00 + (character & 0x3FF), start, end);
  }
}

/** Halves of a character may have been escaped each by itself; those that found no other half do not show. */
export function joinHalves(page: Page): void {
  const { codes, starts, ends, length } = page;
  begin(page);
  for (let at = 0; at < length; at++) {
    const code = codes[at]!;
    if ((code & 0xF800) !== 0xD800) {
      put(page, code, starts[at]!, ends[at]!);
      continue;
    }
    const next = at + 1 < length ? codes[at + 1]! : 0;
    if (code >= 0xDC00 || (next & 0xFC00) !== 0xDC00) continue;
    const character = ((code - 0xD800) << 10) + (next - 0xDC00) + 0x10000;
    putCharacter(page, character, starts[at]!, ends[at + 1]!);
    at++;
  }
}
