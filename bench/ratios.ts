/**
 * The ratios of an earlier run, in `ratios.json`. Times are not kept: they tell of the machine.
 *
 * @module
 */
import { isComparison, type Row, summaryOf } from "./row.ts";

/** Ratios by the names of their rows. */
export type Ratios = Readonly<Record<string, number>>;

/** A ratio that grew. */
export interface Regression {
  /** The name of its row. */
  readonly name: string;
  /** What it was. */
  readonly stored: number;
  /** What it is. */
  readonly present: number;
}

/** By how much a ratio may grow: what is less is noise. */
export const TOLERANCE = 0.15;

/**
 * Takes the ratios to keep from the rows of a run.
 *
 * @param rows The rows.
 * @returns The medians of the ratios, rounded.
 */
export function ratiosOf(rows: readonly Row[]): Ratios {
  const ratios: Record<string, number> = {};
  for (const row of rows) {
    if (!isComparison(row) || !row.isKept) continue;
    ratios[row.name] = Number(summaryOf(row).ratio.median.toFixed(3));
  }
  return ratios;
}

/**
 * Compares ratios with those of an earlier run.
 *
 * @param present The ratios of this run.
 * @param stored Those of the earlier one; a ratio that only one of them has is no regression.
 * @returns Those that grew by more than is noise.
 */
export function regressionsIn(present: Ratios, stored: Ratios): Regression[] {
  return Object.entries(present).flatMap(([name, ratio]) => {
    const earlier = stored[name];
    return earlier !== undefined && ratio > earlier * (1 + TOLERANCE)
      ? [{ name, stored: earlier, present: ratio }]
      : [];
  });
}

/**
 * Reads stored ratios.
 *
 * @param file The file.
 * @returns The ratios; none if the file is not there.
 */
export async function readRatios(file: URL): Promise<Ratios> {
  try {
    return checked(JSON.parse(await Deno.readTextFile(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

/**
 * Stores ratios. What a run could not measure keeps its ratio.
 *
 * @param file The file.
 * @param stored The ratios in it.
 * @param present Those to put in their place.
 */
export async function storeRatios(
  file: URL,
  stored: Ratios,
  present: Ratios,
): Promise<void> {
  const text = JSON.stringify({ ...stored, ...present }, null, 2);
  await Deno.writeTextFile(file, `${text}\n`);
}

function checked(value: unknown): Ratios {
  if (typeof value !== "object" || value === null) {
    throw new TypeError("Cannot read the stored ratios: no object");
  }
  const ratios: Record<string, number> = {};
  for (const [name, ratio] of Object.entries(value)) {
    if (typeof ratio !== "number") {
      throw new TypeError(`Cannot read the stored ratio "${name}": no number`);
    }
    ratios[name] = ratio;
  }
  return ratios;
}
