// A credential or a URL that stands inside of something else, layer by layer.
import { KEY_PREFIX, readApiKey, readToken } from "./credential_format.ts";

/** What is found inside. */
export type Held = "api-key" | "api-token" | "url";

/** What stands around it; `what` is the field's name or the prefix, where that may be printed. */
export interface Layer {
  readonly kind: LayerKind;
  readonly what: string | null;
}

/** Everything that a value may be wrapped in. */
export type LayerKind =
  | "quotes"
  | "line-breaks"
  | "escaped-line-break"
  | "escaped-quotes"
  | "json"
  | "assignment"
  | "header"
  | "base64"
  | "percent-encoding"
  | "key-content"
  | "link"
  | "text";

/** What a text holds, and what stands around it, the outermost first. */
export interface Content {
  readonly layers: readonly Layer[];
  readonly held: Held;
}

/** A value may be wrapped more than once: a JSON object in base64. */
const DEPTH = 4;

/** The most texts that are looked at inside of one. */
const MOST = 64;

/** Longer names are none of variables. */
const LONGEST_NAME = 64;

/** Longer texts are no credential that somebody pasted. */
const LIMIT = 65_536;

// Values may be a megabyte long: no pattern here may fail at the end of a run that it tries again from within.
const BASE64_REGEXP = /^[A-Za-z0-9+/_-]{16,}={0,2}$/u;
const JSON_REGEXP = /^[[{"]/u;
const ASSIGNMENT_REGEXP =
  /^(?:(?:export|set|setx|ENV|env)[ \t]+|\$env:|-e[ \t]+)?([A-Za-z_]\w*)[ \t]?(=|:[ \t]|[ \t])[ \t]?/u;
const HEADER_REGEXP =
  /^(?:["']?authorization["']?[ \t]?[:=][ \t]?["']?)?(?:bearer|token)[ \t:]+/iu;
const LINK_REGEXP = /^(?:\[[^\]]*\]\(|<)(https?:\/\/[^\s)>]*)[)>]$/iu;
const KEY_REGEXP = /ZEN(?:PRO)?KEY_[\w+/=.-]+/gu;
const SECRET_NAME_REGEXP = /key|token|secret|pass|pwd/iu;
const NAME_REGEXP = /^[A-Za-z_][\w.-]{0,63}$/u;

/** Returns what a text is, without anything around it, or null. */
export function heldIn(text: string): Held | null {
  if (/\s/u.test(text)) return null;
  if (/^https?:\/\/[^\s/]/iu.test(text)) return "url";
  if (readApiKey(text) || readApiKey(KEY_PREFIX + text)) return "api-key";
  return readToken(text) ? "api-token" : null;
}

/** Finds what is wanted inside a text; null where it is not there, or more than once. */
export function contentOf(
  text: string,
  wanted: readonly Held[],
): Content | null {
  const found = new Map<string, Content>();
  let depth = DEPTH;
  for (const { layers, inner } of textsIn(text)) {
    if (layers.length > depth) break;
    const held = heldIn(inner);
    if (held === null || !wanted.includes(held) || found.has(inner)) continue;
    depth = layers.length;
    found.set(inner, { layers, held });
  }
  const [first = null] = found.values();
  if (found.size > 1) return null;
  return first ?? (wanted.includes("url") ? null : contentAmongText(text));
}

function innerTextsOf(text: string): readonly string[] {
  return [...textsIn(text)].map(({ inner }) => inner);
}

/** Other text around a key is said only where nothing says more. */
function contentAmongText(text: string): Content | null {
  const found = text.length > LIMIT ? [] : credentialsAmong(text);
  const [inner] = found;
  const held = inner === undefined ? null : heldIn(inner);
  return found.length === 1 && held !== null
    ? { layers: [{ kind: "text", what: null }], held }
    : null;
}

/** Returns whether a key or a token stands inside a text. */
export function holdsCredential(text: string): boolean {
  return innerTextsOf(text).some((inner) => {
    const held = heldIn(inner);
    return held !== null && held !== "url";
  });
}

/** Lists what must not be printed of what stands inside a secret text. */
export function innerSecretsOf(text: string): readonly string[] {
  const among = text.length > LIMIT ? [] : credentialsAmong(text);
  const inside = [...textsIn(text)].flatMap(({ layers, inner }) => {
    const held = heldIn(inner);
    const name = layers.at(-1)?.what ?? "";
    return held === "api-key" || held === "api-token" ||
        SECRET_NAME_REGEXP.test(name)
      ? [inner]
      : [];
  });
  return [...among, ...inside];
}

interface Inside {
  readonly layers: readonly Layer[];
  readonly inner: string;
}

/** Takes layer after layer off, in each way: what is wrapped least comes first. */
function* textsIn(text: string): Generator<Inside> {
  if (text.length > LIMIT) return;
  const seen = new Set([text]);
  let outer: readonly Inside[] = [{ layers: [], inner: text }];
  for (let depth = 0; depth < DEPTH && outer.length > 0; depth++) {
    const next: Inside[] = [];
    for (const { layers, inner: wrapped } of outer) {
      for (const { layer, inner } of unwrappings(wrapped)) {
        if (seen.size > MOST || seen.has(inner) || inner === "") continue;
        seen.add(inner);
        const inside = { layers: [...layers, layer], inner };
        next.push(inside);
        yield inside;
      }
    }
    outer = next;
  }
}

interface Unwrapping {
  readonly layer: Layer;
  readonly inner: string;
}

type Unwrap = (text: string) => readonly Unwrapping[];

/** Each way to take a layer off, the surest first. */
const UNWRAP: readonly Unwrap[] = [
  unquote,
  readLink,
  readJson,
  readHeader,
  readAssignment,
  unescape,
  joinLines,
  decodePercent,
  decodeBase64,
  encodeContent,
];

function unwrappings(text: string): readonly Unwrapping[] {
  return UNWRAP.flatMap((unwrap) => unwrap(text))
    .filter(({ inner }) => inner !== "" && inner !== text);
}

function layered(
  kind: LayerKind,
  inner: string,
  what: string | null = null,
): readonly Unwrapping[] {
  return [{
    layer: {
      kind,
      what: what !== null && NAME_REGEXP.test(what) ? what : null,
    },
    inner,
  }];
}

function unquote(text: string): readonly Unwrapping[] {
  const bare = text.trim();
  const [first = "", last = ""] = [bare.at(0), bare.at(-1)];
  return bare.length > 1 && /["'`]/u.test(first) && first === last
    ? layered("quotes", bare.slice(1, -1).trim())
    : /["'`]/u.test(first)
    ? layered("quotes", bare.slice(1))
    : /["'`]/u.test(last)
    ? layered("quotes", bare.slice(0, -1))
    : [];
}

function readLink(text: string): readonly Unwrapping[] {
  const [, url] = LINK_REGEXP.exec(text) ?? [];
  return url === undefined ? [] : layered("link", url);
}

function readJson(text: string): readonly Unwrapping[] {
  if (!JSON_REGEXP.test(text)) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return layered("quotes", value);
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
      typeof each === "string"
        ? layered("json", each, Array.isArray(value) ? null : name)
        : typeof each === "object" && each !== null
        ? layered("json", JSON.stringify(each), name)
        : []
    );
  } catch {
    return [];
  }
}

function readHeader(text: string): readonly Unwrapping[] {
  const [prefix] = HEADER_REGEXP.exec(text) ?? [];
  return prefix === undefined
    ? []
    : layered("header", text.slice(prefix.length).trim());
}

/** The padding of base64 looks like an assignment of `=` or nothing, and a key's prefix like a name. */
function readAssignment(text: string): readonly Unwrapping[] {
  const [beginning, name = "", sign] = ASSIGNMENT_REGEXP.exec(text) ?? [];
  if (beginning === undefined || name.length > LONGEST_NAME) return [];
  if (/^(?:ZEN(?:PRO)?KEY_|eyJ)/u.test(name)) return [];
  const inner = text.slice(beginning.length).trim();
  if (/^=?$/u.test(inner)) return [];
  return layered(sign === "=" ? "assignment" : "text", inner, name);
}

function unescape(text: string): readonly Unwrapping[] {
  if (!text.includes("\\")) return [];
  const withoutBreaks = text.replaceAll(/\\[rnt]/gu, "").trim();
  return [
    ...layered("escaped-line-break", withoutBreaks),
    ...layered("escaped-quotes", text.replaceAll(/\\?["']|\\$/gu, "").trim()),
  ];
}

/** Parts of a sentence must not grow together to a key: each line must be of its characters alone. */
function joinLines(text: string): readonly Unwrapping[] {
  const parts = text.split(/\s+/u);
  return parts.length > 1 && parts.every((part) => /^[\w+/=.-]*$/u.test(part))
    ? layered("line-breaks", parts.join(""))
    : [];
}

function decodePercent(text: string): readonly Unwrapping[] {
  if (!/%[0-9a-f]{2}/iu.test(text)) return [];
  try {
    return layered("percent-encoding", decodeURIComponent(text));
  } catch {
    return [];
  }
}

function decodeBase64(text: string): readonly Unwrapping[] {
  const joined = text.replaceAll(/\s+/gu, "");
  if (!BASE64_REGEXP.test(joined) || joined.startsWith(KEY_PREFIX)) return [];
  try {
    const binary = atob(joined.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /^[\P{Cc}\s]*$/u.test(decoded)
      ? layered("base64", decoded.trim())
      : [];
  } catch {
    return [];
  }
}

/** The JSON object that an API key is the base64 of. */
function encodeContent(text: string): readonly Unwrapping[] {
  if (!text.startsWith("{")) return [];
  try {
    const key = KEY_PREFIX + btoa(text.trim());
    return readApiKey(key) ? layered("key-content", key) : [];
  } catch {
    return [];
  }
}

/** Lists the keys and tokens among other text. */
function credentialsAmong(text: string): readonly string[] {
  const keys = text.match(KEY_REGEXP) ?? [];
  const tokens = text.split(/[\s"'<>()[\]{},;=:]+/u)
    .filter((word) => word.startsWith("eyJ") && readToken(word));
  return [...new Set([...keys, ...tokens])].filter((each) =>
    each !== text && heldIn(each) !== null
  );
}
