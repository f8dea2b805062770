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
import {
  begin,
  type CanonicalText,
  isSeen,
  joinHalves,
  type Page,
  pageOf,
  put,
  putCharacter,
} from "./canonical_page.ts";

/** More layers of escapes than this are not looked behind. */
const MOST_LAYERS = 4;

/** Most secrets have nothing but characters that show and begin no escape. */
const PLAIN_REGEXP = /^[!-$'-*,-\[\]-~]*$/u;

const ESCAPE = 0x1B;
const BELL = 0x07;

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
