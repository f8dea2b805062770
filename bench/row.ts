/**
 * The rows of the table: what was measured, against what, and what must hold.
 *
 * @module
 */
import { type Spread, spreadOf, spreadOfPairs } from "./statistics.ts";

/** What the medians of a comparison must keep to. */
export interface Limit {
  /** What is compared with it: ours over theirs, ours less theirs, or ours alone. */
  readonly of: "ratio" | "difference" | "ours";
  /** The most that it may be. */
  readonly atMost: number;
}

/** Something of ours, measured in pairs with something else. */
export interface Comparison {
  /** What was measured; the ratio is stored under this name. */
  readonly name: string;
  /** What it is compared with. */
  readonly against: string;
  /** What both are measured in. */
  readonly unit: "ms" | "KB";
  /** What ours came to, each time. */
  readonly ours: readonly number[];
  /** What the other came to, each time. */
  readonly theirs: readonly number[];
  /** What must hold, or null where nothing is asked for. */
  readonly limit: Limit | null;
  /** Whether the ratio says something of this program, and may therefore not grow. */
  readonly isKept: boolean;
}

/** Something that was counted, once, since it is the same each time. */
export interface Count {
  /** What was counted. */
  readonly name: string;
  /** What it came to. */
  readonly text: string;
}

/** Something that could not be measured here. */
export interface Missing {
  /** What could not be measured. */
  readonly name: string;
  /** Why. */
  readonly reason: string;
}

/** A row of the table. */
export type Row = Comparison | Count | Missing;

/** A comparison in numbers. */
export interface Summary {
  /** What ours came to. */
  readonly ours: Spread;
  /** What the other came to. */
  readonly theirs: Spread;
  /** Ours over theirs, pair by pair. */
  readonly ratio: Spread;
  /** Ours less theirs, pair by pair. */
  readonly difference: Spread;
  /** Whether it keeps to its limit; null where it has none. */
  readonly isWithinLimit: boolean | null;
}

/**
 * Returns whether a row is a comparison.
 *
 * @param row The row.
 * @returns Whether it is one.
 */
export function isComparison(row: Row): row is Comparison {
  return "ours" in row;
}

/**
 * Sums up a comparison.
 *
 * @param comparison The comparison.
 * @returns Its numbers.
 */
export function summaryOf({ ours, theirs, limit }: Comparison): Summary {
  const spreads = {
    ours: spreadOf(ours),
    theirs: spreadOf(theirs),
    ratio: spreadOfPairs(ours, theirs, (our, their) => our / their),
    difference: spreadOfPairs(ours, theirs, (our, their) => our - their),
  };
  return {
    ...spreads,
    isWithinLimit: limit && spreads[limit.of].median <= limit.atMost,
  };
}
