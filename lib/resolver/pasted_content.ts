// A credential or a URL inside something else, layer by layer.
import { KEY_PREFIX, readApiKey, readToken } from "./credential_format.ts";
import { type Layer, unwrappings } from "./pasted_layers.ts";

/** What is found inside. */
export type Held = "api-key" | "api-token" | "url";

/** What a text holds, and what is around it, the outermost first. */
export interface Content {
  readonly layers: readonly Layer[];
  readonly held: Held;
}

/** A value may be wrapped more than once: a JSON object in base64. */
const DEPTH = 4;

/** The most texts that are looked at inside of one. */
const MOST = 64;

/** Longer texts are no credential that somebody pasted. */
const LIMIT = 65_536;

// Values may be a megabyte long: no pattern here may fail at the end of a run that it tries again from within.
const KEY_REGEXP = /ZEN(?:PRO)?KEY_[\w+/=.-]+/gu;
const SECRET_NAME_REGEXP = /key|token|secret|pass|pwd/iu;

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

/** Returns whether a key or a token is inside a text. */
export function holdsCredential(text: string): boolean {
  return innerTextsOf(text).some((inner) => {
    const held = heldIn(inner);
    return held !== null && held !== "url";
  });
}

/** Lists what must not be printed of what is inside a secret text. */
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

/** Lists the keys and tokens among other text. */
function credentialsAmong(text: string): readonly string[] {
  const keys = text.match(KEY_REGEXP) ?? [];
  const tokens = text.split(/[\s"'<>()[\]{},;=:]+/u)
    .filter((word) => word.startsWith("eyJ") && readToken(word));
  return [...new Set([...keys, ...tokens])].filter((each) =>
    each !== text && heldIn(each) !== null
  );
}
