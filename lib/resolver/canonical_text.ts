// Texts without what may be put into a secret or around its characters: blanks, colours, escapes.
//
// Texts may be a megabyte long, and are read once a layer, code by code: no object, and no string, is made of a match.
import {
  AMPERSAND,
  BACKSLASH,
  type Codes,
  escapeAt,
  lengthOf,
  meaningOf,
  PERCENT,
} from "./escapes.ts";

/** A text that was read, with the place of each of its codes in the text as it was. */
export interface CanonicalText extends Codes {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** A canonical text that is being written. */
interface Page {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  length: number;
  /** Whether it has a character with which an escape begins. */
  hasEscapes: boolean;
  /** Whether it has half a character, behind an escape of its own. */
  hasHalves: boolean;
}

/** More layers of escapes than this are not looked behind. */
const MOST_LAYERS = 4;

/** Most secrets have nothing but characters that show and begin no escape. */
const PLAIN_REGEXP = /^[!-$'-*,-\[\]-~]*$/u;

const BLANK = 0x20;
const PLUS = 0x2B;
const ESCAPE = 0x1B;
const BELL = 0x07;

/** The characters of which it is known whether they show: 1 if so, 2 if not. */
const KNOWN = new Uint8Array(0x110000);

function isSeen(character: number): boolean {
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

/** Memory for longer texts is given back. */
const MOST_KEPT = 0x1_0000;

/** Reads texts, one at a time, in memory that is used again. */
export function canonicalReader() {
  const kept: [Page, Page] = [pageOf(0), pageOf(0)];
  const pageFor = (index: 0 | 1, size: number) => {
    if (kept[index].codes.length >= size) return kept[index];
    const page = pageOf(size);
    if (size <= MOST_KEPT) kept[index] = page;
    return page;
  };
  return {
    /** Shows what a text says: as it is, and behind each layer of escapes, whatever kinds these are. */
    visit(text: string, look: (canonical: CanonicalText) => void): void {
      let here = pageFor(0, text.length);
      readSeen(text, here);
      look(here);
      if (!here.hasEscapes) return;
      let there = pageFor(1, here.length);
      for (let layer = 0; layer < MOST_LAYERS && here.hasEscapes; layer++) {
        if (!readBehind(here, there)) return;
        look(there);
        [here, there] = [there, here];
      }
    },
  };
}

/** Writes a secret as it is in canonical texts: as it is, and behind all that looks like an escape in it. */
export function canonicalSecret(
  secret: string,
): { readonly plain: string; readonly unescaped: string } {
  if (PLAIN_REGEXP.test(secret)) return { plain: secret, unescaped: secret };
  const texts: string[] = [];
  canonicalReader().visit(secret, (canonical) => {
    texts.push(stringOf(canonical));
  });
  return { plain: texts[0] ?? "", unescaped: texts.at(-1) ?? "" };
}

/** Makes a string of the codes of a text. */
export function stringOf({ codes, length }: Codes): string {
  const size = 0x2000;
  let text = "";
  for (let at = 0; at < length; at += size) {
    text += String.fromCharCode(
      ...codes.subarray(at, Math.min(length, at + size)),
    );
  }
  return text;
}

function pageOf(size: number): Page {
  return {
    codes: new Uint16Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    length: 0,
    hasEscapes: false,
    hasHalves: false,
  };
}

function begin(page: Page): void {
  page.length = 0;
  page.hasEscapes = false;
  page.hasHalves = false;
}

function put(page: Page, code: number, start: number, end: number): void {
  const at = page.length++;
  page.codes[at] = code;
  page.starts[at] = start;
  page.ends[at] = end;
  if (code === PERCENT || code === BACKSLASH || code === AMPERSAND) {
    page.hasEscapes = true;
  }
}

function putCharacter(
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

/** Reads a text without what does not show. */
function readSeen(text: string, page: Page): void {
  begin(page);
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === ESCAPE || code === 0x9B) {
      at = behindColour(text, at);
      continue;
    }
    if ((code & 0xF800) !== 0xD800) {
      if (isSeen(code)) put(page, code, at, at + 1);
      at++;
      continue;
    }
    const character = text.codePointAt(at)!;
    // Half a character does not show.
    if (character > 0xFFFF) putCharacter(page, character, at, at + 2);
    at += character > 0xFFFF ? 2 : 1;
  }
}

/** Finds the end of a sequence that controls a terminal; it has no more parameters than these. */
function behindColour(text: string, at: number): number {
  const isShort = text.charCodeAt(at) === ESCAPE;
  if (isShort && text[at + 1] === "]") return behindCommand(text, at + 2);
  if (isShort && text[at + 1] !== "[") return at + 1;
  const from = at + (isShort ? 2 : 1);
  for (let end = from; end < from + 20; end++) {
    const code = text.charCodeAt(end);
    if (code >= 0x40 && code <= 0x7E) return end + 1;
    if (!(code >= 0x20 && code < 0x40)) break;
  }
  return at + 1;
}

/** Finds the end of a command to a terminal, such as a link; it is no longer than this. */
function behindCommand(text: string, from: number): number {
  for (let end = from; end < Math.min(text.length, from + 200); end++) {
    const code = text.charCodeAt(end);
    if (code === BELL) return end + 1;
    if (code === ESCAPE) return text[end + 1] === "\\" ? end + 2 : from;
  }
  return from;
}

/** Reads behind one layer of escapes; returns whether there was any. */
function readBehind(from: Page, to: Page): boolean {
  begin(to);
  let isOther = false;
  for (let at = 0; at < from.length;) {
    const code = from.codes[at]!;
    const escape = code === PERCENT || code === BACKSLASH || code === AMPERSAND
      ? escapeAt(from, at)
      : 0;
    if (escape === 0) {
      put(to, code, from.starts[at]!, from.ends[at]!);
      at++;
      continue;
    }
    isOther = true;
    const start = from.starts[at]!;
    const meant = meaningOf(escape);
    at += lengthOf(escape);
    if (meant === ESCAPE) at = behindEscapedColour(from, at);
    else putCharacter(to, meant, start, from.ends[at - 1]!);
  }
  if (to.hasHalves) joinHalves(to);
  return isOther;
}

function behindEscapedColour({ codes, length }: Codes, at: number): number {
  if (codes[at] !== 0x5B) return at;
  for (let end = at + 1; end < Math.min(length, at + 20); end++) {
    const code = codes[end]!;
    if (code === 0x6D) return end + 1;
    if (!(code >= 0x30 && code <= 0x39 || code === 0x3B)) break;
  }
  return at;
}

/** Halves of a character may have been escaped each by itself; those that found no other half do not show. */
function joinHalves(page: Page): void {
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
