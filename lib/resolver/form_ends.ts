// Knows most places of a text at which no form of a secret ends, without looking for any.
import type { CanonicalText } from "./canonical_page.ts";

/** Forms are looked up by their last characters, of which there have to be so many. */
export const SHORTEST_SEARCHED = 4;

/** Of a longer form no more than its first and last characters are compared: a text may nearly hold it everywhere. */
export const LONGEST_COMPARED = SHORTEST_SEARCHED + 31;

/** Lengths of forms from the shortest to the longest compared, one bit each. */
export type FormLengths = number;

/** Spreads hashes over the places of the filter. */
const SPREAD = 0x9E3779B1;

/** The filter has so many places for each form, as long as it is not larger than this. */
const ROOM = 8;
const MOST_BITS = 21;

/** Which lengths the forms have that end with four characters of one hash, or of some others. */
export interface FormEnds {
  readonly add: (hash: number, length: number) => void;
  readonly eachIn: (
    text: CanonicalText,
    look: (at: number, lengths: FormLengths) => void,
  ) => void;
}

/** Makes a filter with room for a number of forms. */
export function formEnds(forms: number): FormEnds {
  const bits = Math.min(Math.ceil(Math.log2(forms * ROOM)), MOST_BITS);
  const shift = 32 - bits;
  const known = new Uint32Array(1 << bits);
  return {
    add(hash, length) {
      const place = Math.imul(hash, SPREAD) >>> shift;
      const compared = Math.min(length, LONGEST_COMPARED);
      known[place] = known[place]! | 1 << (compared - SHORTEST_SEARCHED);
    },
    eachIn({ codes, length }, look) {
      let hash = 0;
      for (let at = 0; at < length; at++) {
        hash = next(hash, codes[at]!);
        const lengths = known[Math.imul(hash, SPREAD) >>> shift]!;
        if (lengths !== 0) look(at + 1, lengths);
      }
    },
  };
}

/** Lists lengths, the longest first. */
export function* eachLength(lengths: FormLengths): Generator<number> {
  for (let rest = lengths; rest !== 0;) {
    const bit = 31 - Math.clz32(rest);
    yield bit + SHORTEST_SEARCHED;
    rest = bit === 0 ? 0 : rest & ((1 << bit) - 1);
  }
}

/** Hashes the last characters of a form. */
export function endHash(form: string): number {
  let hash = 0;
  for (let at = form.length - SHORTEST_SEARCHED; at < form.length; at++) {
    hash = next(hash, form.charCodeAt(at));
  }
  return hash;
}

/** Shifted by a byte for each character, a hash has forgotten all but the last four. */
function next(hash: number, code: number): number {
  return (hash << 8) ^ code;
}
