// Texts without what may be put into a secret or around its characters: blanks, colours, escapes.
//
// Every character keeps the place that it was read from, so that what is found can be taken out of the text as it
// was.

/** A text that was read, with the place of each of its characters in the text as it was. */
export interface CanonicalText {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** More layers of escapes than this are not looked behind. */
const MOST_LAYERS = 3;

/** Colours, blanks, and whatever does not show; a form writes a blank as `+`; what is printed may have marks for them. */
const UNSEEN =
  "\\u001b(?:\\[[\\d;]{0,20}m)?|(?:(?!\\u001b)[\\s+\\p{C}\\p{Z}\\uFFFD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0\\uFE00-\\uFE0F])+";
const UNSEEN_REGEXP = new RegExp(UNSEEN, "gu");

/** A byte, a character by its number, one by its name, or one behind a backslash. */
const ESCAPED_REGEXP = new RegExp(
  `[%][0-9A-Fa-f]{2}|\\\\x[0-9A-Fa-f]{2}|[\\\\%]u[0-9A-Fa-f]{4}|&#\\d{1,7};?|&#[xX][0-9A-Fa-f]{1,6};?|&[A-Za-z]{2,8};?|\\\\[^\\s]|${UNSEEN}`,
  "gu",
);

/** The names of HTML for what is neither letter nor digit; `htmlentities` names the letters of Latin-1, too. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  excl: "!",
  num: "#",
  dollar: "$",
  percnt: "%",
  lpar: "(",
  rpar: ")",
  ast: "*",
  plus: "+",
  comma: ",",
  hyphen: "-",
  period: ".",
  sol: "/",
  colon: ":",
  semi: ";",
  equals: "=",
  quest: "?",
  commat: "@",
  lsqb: "[",
  lbrack: "[",
  bsol: "\\",
  rsqb: "]",
  rbrack: "]",
  Hat: "^",
  lowbar: "_",
  grave: "`",
  lcub: "{",
  lbrace: "{",
  verbar: "|",
  vert: "|",
  rcub: "}",
  rbrace: "}",
  nbsp: "\u00A0",
};
const LATIN_1 =
  "iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
    .split(" ");

/** Lists what a text says: as it is, and behind each layer of escapes, whatever kinds these are. */
export function canonicalTextsOf(text: string): readonly CanonicalText[] {
  const layers = [withoutMatches(identityOf(text), UNSEEN_REGEXP)];
  for (let layer = layers[0]!; layers.length <= MOST_LAYERS;) {
    if (!/[\\%&]/u.test(layer.text)) break;
    const behind = withoutHalves(
      joinedBytes(withoutMatches(layer, ESCAPED_REGEXP)),
    );
    if (behind.text === layer.text) break;
    layers.push(behind);
    layer = behind;
  }
  return layers;
}

/** Writes a secret as it stands in canonical texts. */
export function canonicalSecret(secret: string): string {
  return secret.replaceAll(UNSEEN_REGEXP, "");
}

function identityOf(text: string): CanonicalText {
  const starts = Uint32Array.from({ length: text.length }, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/** Halves of a character may have been escaped each by itself; those that found no other half do not show. */
function withoutHalves(canonical: CanonicalText): CanonicalText {
  return /\p{Cs}/u.test(canonical.text)
    ? withoutMatches(canonical, UNSEEN_REGEXP)
    : canonical;
}

/** The marks of single bytes, until those that belong together are joined: private characters, which do not show. */
const BYTE_MARK = 0xE000;

function withoutMatches(
  { text, starts, ends }: CanonicalText,
  pattern: RegExp,
): CanonicalText {
  const parts: string[] = [];
  const [newStarts, newEnds] = [
    new Uint32Array(text.length),
    new Uint32Array(text.length),
  ];
  let [length, copied] = [0, 0];
  const copy = (to: number) => {
    parts.push(text.slice(copied, to));
    newStarts.set(starts.subarray(copied, to), length);
    newEnds.set(ends.subarray(copied, to), length);
    length += to - copied;
  };
  for (const match of text.matchAll(pattern)) {
    copy(match.index);
    copied = match.index + match[0].length;
    const meant = meaningOf(match[0]);
    parts.push(meant);
    newStarts.fill(starts[match.index]!, length, length + meant.length);
    newEnds.fill(ends[copied - 1]!, length, length + meant.length);
    length += meant.length;
  }
  copy(text.length);
  return {
    text: parts.join(""),
    starts: newStarts.subarray(0, length),
    ends: newEnds.subarray(0, length),
  };
}

/** Reads an escape; what does not show is nothing. */
function meaningOf(escape: string): string {
  const [kind, then] = escape;
  if (kind === "%" || kind === "\\") {
    if (escape.length === 2) return backslashed(then!);
    if (escape.length < 2) return "";
    const number = parseInt(escape.slice(-(then === "u" ? 4 : 2)), 16);
    return then === "u"
      ? seen(String.fromCharCode(number))
      : number < 0x80
      ? seen(String.fromCharCode(number))
      : String.fromCharCode(BYTE_MARK + number);
  }
  if (kind !== "&") return "";
  const name = escape.slice(1).replace(/;$/u, "");
  if (name.startsWith("#")) {
    const hex = /^#x/iu.test(name);
    const number = hex ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return number <= 0x10FFFF ? seen(String.fromCodePoint(number)) : "";
  }
  const latin = LATIN_1.indexOf(name);
  return latin !== -1
    ? seen(String.fromCharCode(0xA1 + latin))
    : Object.hasOwn(ENTITIES, name)
    ? seen(ENTITIES[name]!)
    : escape;
}

function backslashed(character: string): string {
  return "nrtbfv0".includes(character) ? "" : seen(character);
}

function seen(text: string): string {
  return /^[\uD800-\uDFFF]$/u.test(text)
    ? text
    : text.replaceAll(UNSEEN_REGEXP, "");
}

/** Joins the bytes of a character of more than one; those that belong to none are taken for Latin-1. */
function joinedBytes(canonical: CanonicalText): CanonicalText {
  const { text, starts, ends } = canonical;
  if (!/[\uE080-\uE0FF]/u.test(text)) return canonical;
  const parts: string[] = [];
  const [newStarts, newEnds] = [
    new Uint32Array(text.length),
    new Uint32Array(text.length),
  ];
  let length = 0;
  for (let at = 0; at < text.length;) {
    const [joined, used] = characterAt(text, at);
    const shown = used === 0 ? text[at]! : seen(joined);
    const size = Math.max(1, used);
    parts.push(shown);
    newStarts.fill(starts[at]!, length, length + shown.length);
    newEnds.fill(ends[at + size - 1]!, length, length + shown.length);
    length += shown.length;
    at += size;
  }
  return {
    text: parts.join(""),
    starts: newStarts.subarray(0, length),
    ends: newEnds.subarray(0, length),
  };
}

function characterAt(text: string, at: number): readonly [string, number] {
  const byteAt = (index: number) => text.charCodeAt(index) - BYTE_MARK;
  const lead = byteAt(at);
  if (!(lead >= 0x80 && lead <= 0xFF)) return ["", 0];
  const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  let number = lead & (0xFF >> (size + 1));
  for (let next = 1; next < size; next++) {
    const byte = byteAt(at + next);
    if (lead < 0xC2 || !(byte >= 0x80 && byte < 0xC0)) {
      return [String.fromCharCode(lead), 1];
    }
    number = number << 6 | byte & 0x3F;
  }
  return number <= 0x10FFFF
    ? [String.fromCodePoint(number), size]
    : [String.fromCharCode(lead), 1];
}
