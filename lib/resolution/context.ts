/**
 * What the rules of the resolver look at: the settings, as each consumer reads them.
 *
 * @module
 */
import type { Consumer, Convention } from "../catalogue/variables.ts";
import type { Layers } from "../sources/setting.ts";
import type { ConsumerReading } from "./consumer_reading.ts";

/** Everything that a rule can ask. */
export interface ResolutionContext {
  /** All settings by variable, flags included. */
  readonly layers: Layers;
  /** What each consumer reads. */
  readonly readings: Readonly<Record<Consumer, ConsumerReading>>;
  /** The consumers that the user asks about: both, or the one of `--consumer`. */
  readonly considered: readonly Consumer[];
  /** The convention that the user prefers, or null if none was named. */
  readonly prefer: Convention | null;
  /** The present time in milliseconds since 1970, or null if it is not known. */
  readonly now: number | null;
  /** Tells whether a file exists, or null where that cannot be known. */
  readonly isFile: (path: string) => boolean | null;
}

/**
 * Lists the readings that rules look at.
 *
 * @param context Everything that a rule can ask.
 * @returns The readings of the considered consumers that are in use.
 *
 * @example Usage
 * ```ts
 * import { contextOf } from "./resolve.ts";
 * import { readingsInUse } from "./context.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const context = contextOf({ environment: { ZENML_API_TOKEN: "T" } });
 * assertEquals(readingsInUse(context).map(({ consumer }) => consumer), ["terraform"]);
 * ```
 */
export function readingsInUse(
  context: ResolutionContext,
): readonly ConsumerReading[] {
  return context.considered
    .map((consumer) => context.readings[consumer])
    .filter(({ inUse }) => inUse);
}
