// Finds any number of known secrets in a text, at a cost that does not grow with their number.
import {
  canonicalReader,
  type CanonicalText,
  stringOf,
} from "./canonical_text.ts";
import { type FormKinds, formTable, LONGEST_COMPARED } from "./form_table.ts";
import { REDACTED } from "./secret.ts";

/** Forms are looked up by their last characters, of which there have to be so many. */
export const SHORTEST_SEARCHED = 4;

/** Forms of secrets that are searched for in texts. */
export interface SecretSearch {
  /** Adds a form of a secret, as it is in canonical texts, of some kinds. */
  readonly add: (form: string, kinds: FormKinds) => void;
  /** Finds where forms of some kinds stand in a text. */
  readonly find: (text: string, kinds: FormKinds) => readonly FoundForm[];
}

/** Where a form is in a text as it was. */
export interface FoundForm {
  readonly start: number;
  readonly end: number;
  readonly kinds: FormKinds;
}

/** Begins a search for secrets. */
export function secretSearch(): SecretSearch {
  const forms = formTable();
  const ends = endFilter();
  const reader = canonicalReader();
  return {
    add(form, kinds) {
      if (form.length < SHORTEST_SEARCHED) return;
      forms.add(form, kinds);
      ends.add(form);
    },
    find(text, kinds) {
      const found: FoundForm[] = [];
      if (ends.isEmpty()) return found;
      reader.visit(text, (canonical) => {
        let whole: string | null = null;
        ends.eachIn(canonical, (at, lengths) => {
          whole ??= stringOf(canonical);
          const form = forms.longestAt(whole, at, lengths, kinds);
          if (form === null) return;
          found.push({
            start: canonical.starts[at - form.length]!,
            end: canonical.ends[at - 1]!,
            kinds: form.kinds,
          });
        });
      });
      return found;
    },
  };
}

/** Takes what was found out of a text; those that overlap go together. */
export function withoutFound(
  text: string,
  found: readonly FoundForm[],
): string {
  if (found.length === 0) return text;
  const parts: string[] = [];
  // Where the secret that was found last ends, and whatever overlaps it.
  let last = 0;
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    if (start >= last) parts.push(text.slice(last, start), REDACTED);
    last = Math.max(last, end);
  }
  return parts.join("") + text.slice(last);
}

/** Spreads hashes over a filter. */
const SPREAD = 0x9E3779B1;

/** Knows most places at which no form ends, without looking for any. */
function endFilter() {
  const lengthsByEnd = new Map<number, readonly number[]>();
  let bits = 12;
  let filled = new Uint8Array(1 << bits);
  const place = (hash: number) => Math.imul(hash, SPREAD) >>> (32 - bits);
  const singles: (readonly number[])[] = [];
  const single = (length: number) => singles[length] ??= [length];
  const grow = () => {
    bits += 3;
    filled = new Uint8Array(1 << bits);
    for (const hash of lengthsByEnd.keys()) filled[place(hash)] = 1;
  };
  return {
    isEmpty: () => lengthsByEnd.size === 0,
    add(form: string) {
      const length = Math.min(form.length, LONGEST_COMPARED);
      let hash = 0;
      for (let at = form.length - SHORTEST_SEARCHED; at < form.length; at++) {
        hash = next(hash, form.charCodeAt(at));
      }
      const lengths = lengthsByEnd.get(hash);
      if (lengths?.includes(length)) return;
      lengthsByEnd.set(
        hash,
        lengths ? [...lengths, length].sort((a, b) => b - a) : single(length),
      );
      if (lengthsByEnd.size > filled.length / 8 && bits < 21) grow();
      filled[place(hash)] = 1;
    },
    eachIn(
      { codes, length }: CanonicalText,
      look: (at: number, lengths: readonly number[]) => void,
    ) {
      let hash = 0;
      const [known, shift] = [filled, 32 - bits];
      for (let at = 0; at < length; at++) {
        hash = next(hash, codes[at]!);
        if (known[Math.imul(hash, SPREAD) >>> shift] !== 1) continue;
        const lengths = lengthsByEnd.get(hash);
        if (lengths !== undefined) look(at + 1, lengths);
      }
    },
  };
}

/** Shifted by a byte for each character, a hash has forgotten all but the last four. */
function next(hash: number, code: number): number {
  return (hash << 8) ^ code;
}
