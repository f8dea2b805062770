// Durations and times in words.

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

const UNITS = [
  [DAY_MS, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
] as const;

/**
 * Writes a duration in whole units, the largest of which there is one at least.
 *
 * @example Usage
 * ```ts
 * import { describeDuration } from "./duration.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeDuration(45 * 60_000), "45 minutes");
 * assertEquals(describeDuration(86_400_000), "1 day");
 * ```
 */
export function describeDuration(milliseconds: number): string {
  const [size, name] = UNITS.find(([size]) => milliseconds >= size) ??
    UNITS[UNITS.length - 1]!;
  const count = Math.floor(milliseconds / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** Writes a time, in milliseconds since 1970, to the second. */
export function describeTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? "a time beyond the calendar"
    : date.toISOString().replace(/\.\d+Z$/u, "Z");
}
