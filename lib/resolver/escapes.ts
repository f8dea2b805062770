// One escape at a place of a text: percent, HTML, JSON, and what programming languages write.

/** The characters with which an escape may begin: `%`, `&` and the backslash. */
export const PERCENT = 0x25;
export const AMPERSAND = 0x26;
export const BACKSLASH = 0x5C;

/** What an escape means that stands for nothing that shows, such as `\n`. */
const NOTHING = 0;

/** An escape is packed into one number, since most texts of a megabyte would be as many objects. */
const LENGTHS = 64;

/** More digits or letters than this are no escape. */
const MOST_DIGITS = 16;
const MOST_LETTERS = 16;

/** The names of HTML for what is neither letter nor digit. */
const NAMES =
  "amp& lt< gt> quot\" apos' excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, hyphen- dash- period. sol/ colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] Hat^ lowbar_ grave` lcub{ lbrace{ verbar| vert| rcub} rbrace}";
const UNSEEN_NAMES =
  "Tab NewLine nbsp shy ensp emsp thinsp zwnj zwj lrm rlm ZeroWidthSpace NoBreak";
/** `htmlentities` names the letters of Latin-1, too: from U+00A1 on, in their order. */
const LATIN_1 =
  "iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const CODE_OF_NAME: ReadonlyMap<string, number> = new Map([
  ...LATIN_1.split(" ").map((name, index) => [name, 0xA1 + index] as const),
  ...NAMES.split(" ").map((name) =>
    [name.slice(0, -1), name.charCodeAt(name.length - 1)] as const
  ),
  ...UNSEEN_NAMES.split(" ").map((name) => [name, NOTHING] as const),
]);

/** The codes of a text, of which the first `length` count. */
export interface Codes {
  readonly codes: Uint16Array;
  readonly length: number;
}

/** Reads the escape that begins at a place; 0 where none does. */
export function escapeAt(text: Codes, at: number): number {
  switch (text.codes[at]) {
    case PERCENT:
      return text.codes[at + 1] === 0x75
        ? unitAt(text, at)
        : characterAt(text, at);
    case BACKSLASH:
      return backslashAt(text, at);
    case AMPERSAND:
      return text.codes[at + 1] === 0x23
        ? numberAt(text, at)
        : nameAt(text, at);
    default:
      return 0;
  }
}

/** The character, or half of one, that an escape means. */
export function meaningOf(escape: number): number {
  return Math.floor(escape / LENGTHS);
}

/** How many codes an escape takes. */
export function lengthOf(escape: number): number {
  return escape % LENGTHS;
}

function escapeOf(meaning: number, length: number): number {
  return meaning * LENGTHS + length;
}

function digitAt({ codes, length }: Codes, at: number): number {
  const code = at < length ? codes[at]! : 0;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Reads digits, at least one and as many as the base and the limit allow; a length of 0 where there is none. */
function digitsAt(
  text: Codes,
  from: number,
  base: 8 | 10 | 16,
  most: number,
): number {
  let value = 0;
  let at = from;
  for (; at < from + most; at++) {
    const digit = digitAt(text, at);
    if (digit === -1 || digit >= base) break;
    value = Math.min(value * base + digit, 0x110000);
  }
  return escapeOf(value, at - from);
}

/** `\uXXXX` and `%uXXXX`. */
function unitAt(text: Codes, at: number): number {
  const digits = digitsAt(text, at + 2, 16, 4);
  return lengthOf(digits) === 4 ? digits + 2 : 0;
}

/** `%XX` and `\xXX`, or 0; of two digits, since one is a part of the text in other languages. */
function byteAt(text: Codes, at: number): number {
  const head = text.codes[at] === PERCENT ? 1 : 2;
  const isByte = at < text.length &&
    (head === 1 ||
      text.codes[at] === BACKSLASH && (text.codes[at + 1]! | 0x20) === 0x78);
  const digits = isByte ? digitsAt(text, at + head, 16, 2) : 0;
  if (lengthOf(digits) === 2) return digits + head;
  const octal = text.codes[at] === BACKSLASH && at < text.length
    ? digitsAt(text, at + 1, 8, 3)
    : 0;
  return lengthOf(octal) === 3 && meaningOf(octal) <= 0xFF ? octal + 1 : 0;
}

/** The character that bytes in UTF-8 mean; bytes that belong to none are taken for Latin-1. */
function characterAt(text: Codes, at: number): number {
  const lead = byteAt(text, at);
  const first = meaningOf(lead);
  if (first < 0xC2) return lead;
  const size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  let value = first & (0xFF >> (size + 1));
  let end = at + lengthOf(lead);
  for (let count = 1; count < size; count++) {
    const next = byteAt(text, end);
    const byte = meaningOf(next);
    if (next === 0 || byte < 0x80 || byte >= 0xC0) return lead;
    value = value << 6 | byte & 0x3F;
    end += lengthOf(next);
  }
  return value <= 0x10FFFF ? escapeOf(value, end - at) : lead;
}

function backslashAt(text: Codes, at: number): number {
  const { codes, length } = text;
  if (at + 1 >= length) return 0;
  const kind = String.fromCharCode(codes[at + 1]!);
  if (kind === "u") {
    return codes[at + 2] === 0x7B ? bracedAt(text, at) : unitAt(text, at) ||
      escapeOf(0x75, 2);
  }
  if (kind === "U") {
    const digits = digitsAt(text, at + 2, 16, 8);
    if (lengthOf(digits) === 8 && meaningOf(digits) <= 0x10FFFF) {
      return digits + 2;
    }
  }
  return characterAt(text, at) ||
    escapeOf("nrtbfv0ae".includes(kind) ? NOTHING : codes[at + 1]!, 2);
}

/** `\u{X…}`. */
function bracedAt(text: Codes, at: number): number {
  const digits = digitsAt(text, at + 3, 16, 8);
  const end = at + 3 + lengthOf(digits);
  return lengthOf(digits) > 0 && meaningOf(digits) <= 0x10FFFF &&
      text.codes[end] === 0x7D && end < text.length
    ? digits + 4
    : escapeOf(0x75, 2);
}

/** `&#N;` and `&#xN;`, also without the semicolon. */
function numberAt(text: Codes, at: number): number {
  const isHex = at + 2 < text.length && (text.codes[at + 2]! | 0x20) === 0x78;
  const head = isHex ? 3 : 2;
  const digits = digitsAt(text, at + head, isHex ? 16 : 10, MOST_DIGITS);
  if (lengthOf(digits) === 0) return 0;
  const meant = meaningOf(digits);
  return escapeOf(
    meant <= 0x10FFFF ? meant : NOTHING,
    withSemicolon(text, at, head + lengthOf(digits)),
  );
}

function nameAt(text: Codes, at: number): number {
  const { codes, length } = text;
  let end = at + 1;
  const most = Math.min(length, end + MOST_LETTERS);
  while (end < most && isNameCode(codes[end]!)) end++;
  if (end - at < 3) return 0;
  const meant = CODE_OF_NAME.get(
    String.fromCharCode(...codes.subarray(at + 1, end)),
  );
  return meant === undefined
    ? 0
    : escapeOf(meant, withSemicolon(text, at, end - at));
}

function isNameCode(code: number): boolean {
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x7A || code >= 0x30 && code <= 0x39;
}

function withSemicolon(text: Codes, at: number, length: number): number {
  return at + length < text.length && text.codes[at + length] === 0x3B
    ? length + 1
    : length;
}
