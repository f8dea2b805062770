// The forms of secrets by their last characters, in a few bytes each: a run may know half a million of them.
//
// What is kept of a form is no text but numbers, which also keeps secrets out of a dump of the memory. Two texts that
// have one number make a text look like a secret that it is not, at one in 2^53, and never the other way around.

/** Of a longer form no more than its first and last characters are compared: a text may nearly hold it everywhere. */
export const LONGEST_COMPARED = 40;

/** Of forms that end alike no more are told apart: another takes as much with it as the longest of them. */
const MOST_ALIKE = 8;

/** The table grows before it is filled to more than this. */
const MOST_FILLED = 0.6;

/** Kinds of forms, one bit each. */
export type FormKinds = number;

/** A form that ends at a place. */
export interface EndingForm {
  readonly length: number;
  readonly kinds: FormKinds;
}

/** Forms by their last characters, so that many with one beginning, as keys have, cost no more than one. */
export interface FormTable {
  readonly add: (form: string, kinds: FormKinds) => void;
  /** Finds the longest form that ends at a place, of those with some lengths, the longest first. */
  readonly longestAt: (
    text: string,
    at: number,
    lengths: readonly number[],
    kinds: FormKinds,
  ) => EndingForm | null;
}

/** Columns of a table with open addressing: forms that end alike follow each other. */
interface Columns {
  /** The number of the last characters, or 0 for a free row. */
  readonly tails: Float64Array;
  /** The number of the first characters. */
  readonly heads: Float64Array;
  readonly lengths: Uint32Array;
  readonly kinds: Uint8Array;
}

/** Makes an empty table. */
export function formTable(): FormTable {
  let columns = columnsOf(1024);
  let count = 0;
  const grow = () => {
    const before = columns;
    columns = columnsOf(2 * before.tails.length);
    before.tails.forEach((tail, row) => {
      if (tail === 0) return;
      const { heads, lengths, kinds } = before;
      put(columns, tail, heads[row]!, lengths[row]!, kinds[row]!);
    });
  };
  return {
    add(form, kinds) {
      if (count >= MOST_FILLED * columns.tails.length) grow();
      const { length } = form;
      const tail = numberOf(
        form,
        Math.max(0, length - LONGEST_COMPARED),
        length,
      );
      const head = numberOf(form, 0, Math.min(length, LONGEST_COMPARED));
      if (put(columns, tail, head, length, kinds)) count++;
    },
    longestAt(text, at, lengths, kinds) {
      for (const length of lengths) {
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

function columnsOf(size: number): Columns {
  return {
    tails: new Float64Array(size),
    heads: new Float64Array(size),
    lengths: new Uint32Array(size),
    kinds: new Uint8Array(size),
  };
}

/** Puts a form into its place; returns whether it took a free row. */
function put(
  { tails, heads, lengths, kinds }: Columns,
  tail: number,
  head: number,
  length: number,
  added: FormKinds,
): boolean {
  let [alike, shortest] = [0, -1];
  let row = rowOf(tail, tails.length);
  for (; tails[row] !== 0; row = (row + 1) % tails.length) {
    if (tails[row] !== tail) continue;
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
  const tail = numberOf(text, at - compared, at);
  let [whole, longest, found] = [0, 0, 0];
  let row = rowOf(tail, tails.length);
  for (; tails[row] !== 0; row = (row + 1) % tails.length) {
    if (tails[row] !== tail) continue;
    const length = lengths[row]!;
    found |= kinds[row]!;
    longest = Math.max(longest, length);
    if (length > at || length <= whole) continue;
    const end = at - length + Math.min(length, LONGEST_COMPARED);
    if (numberOf(text, at - length, end) === heads[row]) whole = length;
  }
  return found === 0
    ? null
    : { length: whole || Math.min(at, longest), kinds: found };
}

function rowOf(tail: number, size: number): number {
  return tail % size;
}

/** Makes a number of a part of a text, from 1 to 2^53 - 1. */
function numberOf(text: string, start: number, end: number): number {
  let [first, second] = [0x811C9DC5, end - start];
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second + code, 0x9E3779B1) ^ (second >>> 15);
  }
  return ((first >>> 0) * 0x20_0000 + (second >>> 11)) || 1;
}
