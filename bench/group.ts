/**
 * What the groups of rows share.
 *
 * @module
 */
import type { Comparison, Limit, Row } from "./row.ts";

/** A run of the bench. */
export interface Bench {
  /** How often each program is run. */
  readonly rounds: number;
  /** A folder for what the run writes; it is removed afterwards. */
  readonly folder: string;
}

/** A group of rows, which belong to the same measurements. */
export type Group = (bench: Bench) => Promise<readonly Row[]>;

/** What a row says other than its times. */
export interface RowOptions {
  /**
   * What must hold.
   *
   * @default {null}
   */
  readonly limit?: Limit | null;
  /**
   * Whether the ratio says something of this program, and may therefore not grow.
   *
   * @default {true}
   */
  readonly isKept?: boolean;
}

/**
 * Makes a row of two programs that took turns.
 *
 * @param name What is measured.
 * @param ours Its times.
 * @param against What it is compared with.
 * @param theirs The times of that.
 * @param options What must hold.
 * @returns The row.
 */
export function timeRow(
  name: string,
  ours: readonly number[],
  against: string,
  theirs: readonly number[],
  { limit = null, isKept = true }: RowOptions = {},
): Comparison {
  return { name, against, unit: "ms", ours, theirs, limit, isKept };
}
