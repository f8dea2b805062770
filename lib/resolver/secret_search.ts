// Finds any number of known secrets in a text, at a cost that does not grow with their number.
import { canonicalTextsOf } from "./canonical_text.ts";
import { REDACTED } from "./secret.ts";

/** Patterns are looked up by their first characters, of which there have to be so many. */
export const SHORTEST_SEARCHED = 4;

/** Forms of secrets that are searched for in texts. */
export interface SecretSearch {
  /** Adds a form of a secret, as it stands in canonical texts. */
  readonly add: (form: string) => void;
  /** Takes the secrets out of a text; those that overlap go together. */
  readonly redact: (text: string) => string;
  /** Returns whether a text holds one. */
  readonly finds: (text: string) => boolean;
}

type Span = readonly [start: number, end: number];

/** Begins a search for secrets. */
export function secretSearch(): SecretSearch {
  // Whole forms by length, so that many with one beginning, as keys have, cost no more than one.
  const formsByStart = new Map<string, Map<number, Set<string>>>();
  const starts = startFilter();
  const longestAt = (text: string, at: number): number => {
    const forms = formsByStart.get(text.slice(at, at + SHORTEST_SEARCHED));
    let longest = 0;
    for (const [length, wholes] of forms ?? []) {
      if (length > longest && wholes.has(text.slice(at, at + length))) {
        longest = length;
      }
    }
    return longest;
  };
  const spansIn = (text: string): Span[] =>
    formsByStart.size === 0
      ? []
      : canonicalTextsOf(text).flatMap((canonical) => {
        const spans: Span[] = [];
        starts.eachIn(canonical.text, (at) => {
          const length = longestAt(canonical.text, at);
          if (length === 0) return;
          spans.push([
            canonical.starts[at]!,
            canonical.ends[at + length - 1]!,
          ]);
        });
        return spans;
      });
  return {
    add(form) {
      if (form.length < SHORTEST_SEARCHED) return;
      const start = form.slice(0, SHORTEST_SEARCHED);
      const forms = formsByStart.get(start) ?? new Map<number, Set<string>>();
      const wholes = forms.get(form.length) ?? new Set<string>();
      starts.add(start);
      formsByStart.set(start, forms.set(form.length, wholes.add(form)));
    },
    redact: (text) => withoutSpans(text, spansIn(text)),
    finds: (text) => spansIn(text).length > 0,
  };
}

function withoutSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  // Where the secret that was found last ends, and whatever overlaps it.
  let end = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    if (from >= end) parts.push(text.slice(end, from), REDACTED);
    end = Math.max(end, to);
  }
  return parts.join("") + text.slice(end);
}

/** Knows most places at which no form begins, without looking for any. */
function startFilter() {
  const bits = 16;
  let filled: Uint8Array | null = null;
  const place = (hash: number) => Math.imul(hash, 0x9E3779B1) >>> (32 - bits);
  // Shifted by a byte for each character, a hash has forgotten all but the last four.
  const next = (hash: number, text: string, at: number) =>
    (hash << 8) ^ text.charCodeAt(at);
  const hashOf = (start: string) => {
    let hash = 0;
    for (let at = 0; at < start.length; at++) hash = next(hash, start, at);
    return hash;
  };
  return {
    add(start: string) {
      filled ??= new Uint8Array(1 << bits);
      filled[place(hashOf(start))] = 1;
    },
    eachIn(text: string, look: (at: number) => void) {
      if (filled === null) return;
      let hash = 0;
      for (let at = 0; at < text.length; at++) {
        hash = next(hash, text, at);
        if (filled[place(hash)] === 1 && at >= SHORTEST_SEARCHED - 1) {
          look(at - SHORTEST_SEARCHED + 1);
        }
      }
    },
  };
}
