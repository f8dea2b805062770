/**
 * The forms in which a server, a proxy or a log may echo a secret.
 *
 * @module
 */
const NAMES: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
  "/": "sol",
  "(": "lpar",
  ")": "rpar",
  "+": "plus",
  "%": "percnt",
};
function hex(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}

const percented = (text: string, kept: RegExp) =>
  Array.from(
    new TextEncoder().encode(text),
    (byte) =>
      kept.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`,
  ).join("");
const lower = (text: string) =>
  text.replaceAll(/%[\dA-F]{2}/gu, (escape) => escape.toLowerCase());
const between = (text: string, mark: string) => [...text].join(mark);
/** Encodes the bytes of a text. */
export const base64 = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const escapedUnits = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#x27;");

/** The forms in which a server may echo a secret. */
export const ECHOES: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (text) => text,
  "by encodeURIComponent": encodeURIComponent,
  "by Python's quote": (text) => percented(text, /[\w.~\/-]/u),
  "by Python's quote_plus": (text) =>
    percented(text, /[\w.~ -]/u).replaceAll(" ", "+"),
  "in lower case escapes": (text) => lower(percented(text, /[\w]/u)),
  "every byte escaped": (text) => percented(text, /^$/u),
  "escaped twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "as HTML": html,
  "as HTML in JSON": (text) => JSON.stringify(html(text)),
  "as decimal entities": (text) =>
    Array.from(text, (each) => `&#${each.codePointAt(0)};`).join(""),
  "as hex entities": (text) =>
    Array.from(text, (each) => `&#x${each.codePointAt(0)?.toString(16)};`)
      .join(""),
  "as JSON": (text) => JSON.stringify(text),
  "as JSON in JSON": (text) => JSON.stringify(JSON.stringify(text)),
  "as escaped units": escapedUnits,
  "as hex": hex,
  "as entities without semicolons": (text) =>
    Array.from(text, (each) => `&#${each.codePointAt(0)}`).join(""),
  "as named entities": (text) =>
    text.replaceAll(
      /[&<>"'/()+%]/gu,
      (each) => `&${NAMES[each]};`,
    ),
  "as escaped bytes": (text) => percented(text, /[\w]/u).replaceAll("%", "\\x"),
  "as octal bytes": (text) =>
    percented(text, /[\w]/u).replaceAll(
      /%(..)/gu,
      (_, hex) => `\\${parseInt(hex, 16).toString(8).padStart(3, "0")}`,
    ),
  "as escaped characters": (text) =>
    Array.from(text, (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`)
      .join(""),
  "by encodeURIComponent, as HTML, in JSON": (text) =>
    JSON.stringify(html(encodeURIComponent(text))),
  "escaped three times": (text) =>
    encodeURIComponent(encodeURIComponent(encodeURIComponent(text))),
  "in base64": base64,
  "in base64 without padding": (text) => base64(text).replaceAll("=", ""),
  "in base64url": (text) =>
    base64(text).replaceAll("+", "-").replaceAll("/", "_"),
  "in base64, wrapped": (text) =>
    base64(`${"x".repeat(51)}${text}`).replaceAll(/.{76}/gu, "$&\r\n"),
  "in base64, escaped": (text) => encodeURIComponent(base64(text)),
  "by Basic authentication": (text) => `Basic ${base64(`me:${text}`)}`,
  "as hex in capitals": (text) => hex(text).toUpperCase(),
  "with a soft hyphen inside": (text) =>
    `${text.slice(0, 3)}\u00AD${text.slice(3)}`,
  "with an escaped line break inside": (text) =>
    `${text.slice(0, 3)}\\n${text.slice(3)}`,
  "with a named entity inside": (text) =>
    `${text.slice(0, 3)}&zwnj;${text.slice(3)}`,
  "in lower case": (text) => text.toLowerCase(),
  "split by control characters": (text) => between(text, "\u0001"),
  "split by zero-width characters": (text) => between(text, "\u200B"),
  "split by colours": (text) => between(text, "\u001b[31m"),
  "split by escaped zero-width characters": (text) =>
    between(encodeURIComponent(text), "%E2%80%8B"),
  "over lines": (text) => between(text, "\n      "),
};

/**
 * Lists the pieces of an echo that nobody may see: those that another secret of the same length does not share.
 *
 * @param write Writes a secret in some form.
 * @param secret The secret.
 * @param size How many characters a piece has.
 * @returns The pieces, without blanks.
 */
export function piecesOf(
  write: (secret: string) => string,
  secret: string,
  size = 8,
): ReadonlySet<string> {
  const pieces = (text: string) => {
    const squeezed = squeeze(text);
    return new Set(
      Array.from(
        { length: Math.max(0, squeezed.length - size + 1) },
        (_, at) => squeezed.slice(at, at + size),
      ),
    );
  };
  const others = ["Q", "\uFFFF"].map((each) =>
    pieces(write(each.repeat(secret.length)))
  );
  return new Set(
    [...pieces(secret), ...pieces(write(secret))].filter((piece) =>
      !others.some((other) => other.has(piece))
    ),
  );
}

/**
 * Takes out of a text what does not show.
 *
 * @param text The text.
 * @returns What is left.
 */
export function squeeze(text: string): string {
  return text.replaceAll(/[\s\p{C}]+/gu, "");
}
