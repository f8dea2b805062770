// The forms of secrets by their last characters, in a few bytes each: a run may know half a million of them.
//
// What is kept of a form is no text but numbers, which also keeps secrets out of a dump of the memory. Two texts that
// have one number make a text look like a secret that it is not, at one in 2^53, and never the other way around.

import {
  eachLength,
  endHash,
  type FormEnds,
  formEnds,
  type FormLengths,
  LONGEST_COMPARED,
} from "./form_ends.ts";
import { textNumber } from "./text_number.ts";

/** How many rows a table has at first. */
const FIRST_SIZE = 1024;

/** Of forms that end alike no more are told apart: another takes as much with it as the longest of them. */
const MOST_ALIKE = 8;

/** The table grows before it is filled to more than this. */
const MOST_FILLED = 0.8;

/** Kinds of forms, one bit each. */
export type FormKinds = number;

/** A form that ends at a place. */
export interface EndingForm {
  readonly length: number;
  readonly kinds: FormKinds;
}

/** Forms by their last characters, so that many with one beginning, as keys have, cost no more than one. */
export interface FormTable {
  readonly isEmpty: () => boolean;
  readonly add: (form: string, kinds: FormKinds) => void;
  /** Calls back for places at which forms of some lengths may end. */
  readonly eachEnd: FormEnds["eachIn"];
  /** Finds the longest form that ends at a place, of those with some lengths, the longest first. */
  readonly longestAt: (
    text: string,
    at: number,
    lengths: FormLengths,
    kinds: FormKinds,
  ) => EndingForm | null;
}

/** Columns of a table with open addressing: a form is in the first free row from the one that its tail names. */
interface Columns {
  /** The number of the last characters, or 0 for a free row. */
  readonly tails: Float64Array;
  /** Half the number of the first characters. */
  readonly heads: Uint32Array;
  /** The hash of the last four. */
  readonly hashes: Int32Array;
  readonly lengths: Uint32Array;
  readonly kinds: Uint8Array;
}

/** Makes an empty table. */
export function formTable(): FormTable {
  let columns = columnsOf(FIRST_SIZE);
  let ends = formEnds(FIRST_SIZE);
  let count = 0;
  const grow = () => {
    const { tails, heads, hashes, lengths, kinds } = columns;
    columns = columnsOf(2 * tails.length);
    ends = formEnds(2 * tails.length);
    tails.forEach((tail, row) => {
      if (tail === 0) return;
      const [hash, length] = [hashes[row]!, lengths[row]!];
      put(columns, { tail, head: heads[row]!, hash, length }, kinds[row]!);
      ends.add(hash, length);
    });
  };
  return {
    isEmpty: () => count === 0,
    add(form, kinds) {
      if (count >= MOST_FILLED * columns.tails.length) grow();
      const facts = factsOf(form);
      if (put(columns, facts, kinds)) count++;
      ends.add(facts.hash, facts.length);
    },
    eachEnd: (text, look) => ends.eachIn(text, look),
    longestAt(text, at, lengths, kinds) {
      for (const length of eachLength(lengths)) {
        if (length > at) continue;
        const found = find(columns, text, at, length);
        if (found !== null && (found.kinds & kinds) !== 0) {
          return { length: found.length, kinds: found.kinds & kinds };
        }
      }
      return null;
    },
  };
}

/** What is kept of a form. */
interface FormFacts {
  readonly tail: number;
  readonly head: number;
  readonly hash: number;
  readonly length: number;
}

function factsOf(form: string): FormFacts {
  const { length } = form;
  const compared = Math.min(length, LONGEST_COMPARED);
  return {
    tail: textNumber(form, length - compared, length),
    head: textNumber(form, 0, compared) >>> 0,
    hash: endHash(form),
    length,
  };
}

function columnsOf(size: number): Columns {
  return {
    tails: new Float64Array(size),
    heads: new Uint32Array(size),
    hashes: new Int32Array(size),
    lengths: new Uint32Array(size),
    kinds: new Uint8Array(size),
  };
}

/** Puts a form into its place; returns whether it took a free row. */
function put(
  { tails, heads, hashes, lengths, kinds }: Columns,
  { tail, head, hash, length }: FormFacts,
  added: FormKinds,
): boolean {
  let [alike, shortest] = [0, -1];
  let row = nextRow(tails, tail, tail);
  for (; tails[row] !== 0; row = nextRow(tails, tail, row + 1)) {
    if (lengths[row] === length && heads[row] === head) {
      kinds[row] = kinds[row]! | added;
      return false;
    }
    alike++;
    if (shortest < 0 || lengths[row]! < lengths[shortest]!) shortest = row;
  }
  const isFull = alike >= MOST_ALIKE;
  if (isFull) row = shortest;
  if (!isFull || lengths[row]! < length) {
    tails[row] = tail;
    heads[row] = head;
    hashes[row] = hash;
    lengths[row] = length;
  }
  kinds[row] = kinds[row]! | added;
  return !isFull;
}

/** Finds the forms whose last characters stand before a place, and how long the longest is that the text has whole. */
function find(
  { tails, heads, lengths, kinds }: Columns,
  text: string,
  at: number,
  compared: number,
): EndingForm | null {
  const tail = textNumber(text, at - compared, at);
  let [whole, longest, found] = [0, 0, 0];
  let row = nextRow(tails, tail, tail);
  for (; tails[row] !== 0; row = nextRow(tails, tail, row + 1)) {
    const length = lengths[row]!;
    found |= kinds[row]!;
    longest = Math.max(longest, length);
    if (length > at || length <= whole) continue;
    const end = at - length + Math.min(length, LONGEST_COMPARED);
    if (textNumber(text, at - length, end) >>> 0 === heads[row]) whole = length;
  }
  return found === 0
    ? null
    : { length: whole || Math.min(at, longest), kinds: found };
}

/** Finds the next row that has a tail, or the free one that ends the search. */
function nextRow(tails: Float64Array, tail: number, from: number): number {
  let row = from % tails.length;
  while (tails[row] !== 0 && tails[row] !== tail) {
    row = (row + 1) % tails.length;
  }
  return row;
}
