// The options that are durations and ages.
import { DAY_MS } from "../finding/duration.ts";
import type { Arguments, UsageProblem } from "./arguments.ts";

const AGE_NAMES = ["min-token-life", "max-key-age"] as const;
const DURATION_NAMES = ["timeout", "deadline", "wait"] as const;

/** How many milliseconds a unit has. */
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
};

/** A timer cannot wait longer than 31 bits of milliseconds. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Reads the options that are durations, in milliseconds. */
export function durationsOf(args: Arguments) {
  return readEach(DURATION_NAMES, args, readDuration, "500ms, 10s or 2m");
}

/** Reads the options that are ages, in milliseconds. */
export function agesOf(args: Arguments) {
  return readEach(AGE_NAMES, args, readAge, "45m, 12h or 90d");
}

function readEach<
  Name extends typeof DURATION_NAMES[number] | typeof AGE_NAMES[number],
>(
  names: readonly Name[],
  { options }: Arguments,
  read: (text: string) => number | null,
  examples: string,
): Partial<Record<Name, number>> | UsageProblem {
  const durations: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const text = options.get(name)?.[0];
    if (text === undefined) continue;
    const milliseconds = read(text);
    if (milliseconds === null) {
      return { problem: `--${name} takes a duration such as ${examples}` };
    }
    durations[name] = milliseconds;
  }
  return durations;
}

/** Reads a time to wait, in milliseconds. */
export function readDuration(text: string): number | null {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/u.exec(text) ?? [];
  const milliseconds = Math.round(Number(number) * (UNITS[unit] ?? NaN));
  return milliseconds > 0 && milliseconds <= LONGEST_WAIT_MS
    ? milliseconds
    : null;
}

/** Reads a time that nothing waits for, such as an age, in milliseconds. */
export function readAge(text: string): number | null {
  const [, number, unit = ""] = /^(\d{1,9}(?:\.\d{1,9})?)(s|m|h|d)$/u
    .exec(text) ?? [];
  const age = Number(number) * (UNITS[unit] ?? NaN);
  return age > 0 ? age : null;
}
