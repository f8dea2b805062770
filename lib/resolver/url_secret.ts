// Secrets that stand in a URL, in whatever way they are written there.
import { KEY_PREFIX, readApiKey, readToken } from "./credential_format.ts";
import { redactValue } from "./redaction.ts";
import { REDACTED } from "./secret.ts";

/** Returns whether a secret is in the text of a URL. */
export type SecretFinder = (url: string) => boolean;

/** A text may be percent-encoded more than once: each proxy that rewrites it may do so again. */
const DECODINGS = 4;

// Texts may be a megabyte long: no pattern here may try a run of characters again from within.
const ESCAPES_REGEXP = /(?:%[0-9a-f]{2})+/giu;
const INVISIBLE_REGEXP = /[\p{Cc}\p{Cf}]/gu;
const KEY_REGEXP = /zen(?:pro)?key_/iu;
const BEARER_REGEXP = /bearer[\s+:=]+[^\s+:=]/iu;
const DOTTED_REGEXP = /[\w.=-]+/gu;
const KEY_CONTENT_REGEXP = /eyJpZCI6|eyJrZXkiOi/u;
const USER_INFORMATION_REGEXP = /:[^/:@]*@/u;
const SECRET_NAME_REGEXP =
  /(?:apikey|accesskey|token|password|passwd|secret|authorization|jwt)$|^(?:key|pwd|auth)$/u;

/** Returns whether a key, a token or a parameter that is named like one is in a text that is meant as a URL. */
export function containsSecret(text: string): boolean {
  return decodingsOf(text).some((decoded) =>
    KEY_REGEXP.test(decoded) || BEARER_REGEXP.test(decoded) ||
    KEY_CONTENT_REGEXP.test(decoded) || containsToken(decoded) ||
    hasSecretParameter(decoded)
  );
}

/** Returns whether a text is nothing but a key or a token. */
export function isSecretItself(text: string): boolean {
  return readApiKey(text) !== null || readApiKey(KEY_PREFIX + text) !== null ||
    readToken(text) !== null;
}

/** Returns whether a user name and a password stand behind the host of a URL. */
export function hidesUserInformation(behindHost: string): boolean {
  return decodingsOf(behindHost).some((decoded) =>
    USER_INFORMATION_REGEXP.test(decoded)
  );
}

/** Writes the URL of a setting as it may be shown: in full, without user information, or no more than its origin. */
export function shownUrl(text: string, isServer: boolean): string {
  const shown = redactValue(text);
  if (isServer) return shown;
  const decoded = decodingsOf(text).at(-1) ?? text;
  if (countOf(decoded, "@") > countOf(text, "@")) return REDACTED;
  const [, scheme = "", authority = ""] =
    /^\s*["']?([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)/iu.exec(text) ?? [];
  // Without a scheme, what is behind the @ need not be a host.
  if (text.includes("@")) return scheme === "" ? REDACTED : shown;
  // A port has no letter: behind a colon they may be a password.
  const [, ...port] = authority.split(":");
  return authority.includes("[") || !/\p{L}/u.test(port.join())
    ? shown
    : scheme + REDACTED;
}

/** Writes a URL that contains a secret: what is before its path, if that contains none. */
export function withoutSecret(
  text: string,
  hasSecret: SecretFinder,
): string {
  const origin = cleanOrigin(text, hasSecret);
  return origin === null ? REDACTED : `${origin}/${REDACTED}`;
}

/** Writes a URL that somebody else names, such as the server that redirects to it, as it may be shown. */
export function shownForeignUrl(url: string): string {
  return containsSecret(url) ? withoutSecret(url, containsSecret) : url;
}

/** The origin of a URL, or null where it has none or that contains a secret. */
export function cleanOrigin(
  text: string,
  hasSecret: SecretFinder,
): string | null {
  if (!/^https?:\/\/[^/?#\\\s]/iu.test(text) || !URL.canParse(text)) {
    return null;
  }
  const { origin } = new URL(text);
  return hasSecret(origin) ? null : origin;
}

/** Lists a text with what is behind its percent-encoding, as a URL parser reads characters. */
export function decodingsOf(text: string): readonly string[] {
  const decodings = [text.normalize("NFKC").replaceAll(INVISIBLE_REGEXP, "")];
  for (let count = 0; count < DECODINGS; count++) {
    const last = decodings.at(-1) ?? "";
    const next = last.replaceAll(ESCAPES_REGEXP, decoded)
      .normalize("NFKC").replaceAll(INVISIBLE_REGEXP, "");
    if (next === last) break;
    decodings.push(next);
  }
  return decodings;
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes.replaceAll(
      /%[0-7][0-9a-f]/giu,
      (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)),
    );
  }
}

/** A host is written in lower case: there the beginnings of two parts must look like a token's. */
function containsToken(text: string): boolean {
  return (text.match(DOTTED_REGEXP) ?? []).some((dotted) => {
    const start = dotted.search(/eyj/iu);
    if (start === -1) return false;
    const [header = "", claims = "", signature] = dotted.slice(start).split(
      ".",
    );
    if (header.length < 10 || claims === "") return false;
    return header.startsWith("eyJ")
      ? signature !== undefined
      : claims.length >= 10 && claims.toLowerCase().startsWith("eyj");
  });
}

function hasSecretParameter(text: string): boolean {
  const [, ...parameters] = text.split(/[?#&;]/u);
  return parameters.some((parameter) => {
    const [name = "", value = ""] = parameter.split("=", 2);
    return value !== "" &&
      SECRET_NAME_REGEXP.test(name.toLowerCase().replaceAll(/[-_.]/gu, ""));
  });
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
