/**
 * What is made of measurements: medians, their spread, and what a run with nothing but its requests would take.
 *
 * @module
 */

/** A median, and between which values the middle half lies. */
export interface Spread {
  /** The first quartile. */
  readonly low: number;
  /** The median. */
  readonly median: number;
  /** The third quartile. */
  readonly high: number;
}

/**
 * Sums up values.
 *
 * @param values The values; at least one.
 * @returns Their median and quartiles.
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("Cannot sum up no values");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const position = part * (sorted.length - 1);
    const below = sorted[Math.floor(position)]!;
    const above = sorted[Math.ceil(position)]!;
    return below + (above - below) * (position % 1);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/**
 * Relates what was measured in pairs. A machine that is slow for a while is slow for both halves of a pair, so that
 * this varies less than either.
 *
 * @param ours The values of one.
 * @param theirs As many of the other.
 * @param relation What to make of each pair.
 * @returns What the pairs came to.
 */
export function spreadOfPairs(
  ours: readonly number[],
  theirs: readonly number[],
  relation: (our: number, their: number) => number,
): Spread {
  if (ours.length !== theirs.length) {
    throw new RangeError("Cannot pair values without another");
  }
  return spreadOf(ours.map((our, index) => relation(our, theirs[index]!)));
}

/** Many targets, and what there is to wait for. */
export interface Load {
  /** How many targets. */
  readonly targets: number;
  /** How many of them at a time. */
  readonly jobs: number;
  /** How often each waits for the server. */
  readonly roundTrips: number;
  /** How often all together wait for the server before that. */
  readonly sharedRoundTrips: number;
  /** How long the server takes each time, in milliseconds. */
  readonly latencyMs: number;
}

/**
 * Returns how long many targets take if nothing costs time but waiting for the server.
 *
 * @param load The targets.
 * @returns The time in milliseconds. As all answers take equally long, the last few targets cost a whole turn.
 */
export function idealMs(
  { targets, jobs, roundTrips, sharedRoundTrips, latencyMs }: Load,
): number {
  const turns = Math.ceil(targets / jobs);
  return (sharedRoundTrips + turns * roundTrips) * latencyMs;
}
