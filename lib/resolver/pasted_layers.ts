// What may stand around a value, and how each of it is taken off.
import { KEY_PREFIX, readApiKey } from "./credential_format.ts";

/** What is around it; `what` is the field's name or the prefix, where that may be printed. */
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

/** Longer names are none of variables. */
const LONGEST_NAME = 64;

// Values may be a megabyte long: no pattern here may fail at the end of a run that it tries again from within.
const BASE64_REGEXP = /^[A-Za-z0-9+/_-]{16,}={0,2}$/u;
const JSON_REGEXP = /^[[{"]/u;
const ASSIGNMENT_REGEXP =
  /^(?:(?:export|set|setx|ENV|env)[ \t]+|\$env:|-e[ \t]+)?([A-Za-z_]\w*)[ \t]?(=|:[ \t]|[ \t])[ \t]?/u;
const HEADER_REGEXP =
  /^(?:["']?authorization["']?[ \t]?[:=][ \t]?["']?)?(?:bearer|token)[ \t:]+/iu;
const LINK_REGEXP = /^(?:\[[^\]]*\]\(|<)(https?:\/\/[^\s)>]*)[)>]$/iu;
const NAME_REGEXP = /^[A-Za-z_][\w.-]{0,63}$/u;

/** A layer, and what is under it. */
export interface Unwrapping {
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

/** Takes one layer off, in each way that a text allows. */
export function unwrappings(text: string): readonly Unwrapping[] {
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
  const digits = joined.replace(/={1,2}$/u, "");
  // Thrown errors would take most of the time where thousands of values are random.
  if (digits.length % 4 === 1) return [];
  const binary = atob(digits.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const decoded = new TextDecoder().decode(bytes);
  return /^[\P{Cc}\s]*$/u.test(decoded) && !decoded.includes("\uFFFD")
    ? layered("base64", decoded.trim())
    : [];
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
