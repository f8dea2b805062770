// The options that are durations and ages.
import {
  type Arguments,
  readAge,
  readDuration,
  type UsageProblem,
} from "./arguments.ts";

const AGE_NAMES = ["min-token-life", "max-key-age"] as const;
const DURATION_NAMES = ["timeout", "deadline", "wait"] as const;
type DurationName = typeof DURATION_NAMES[number];

/** Reads the options that are durations, in milliseconds. */
export function durationsOf(
  { options }: Arguments,
): Partial<Record<DurationName, number>> | UsageProblem {
  const durations: Partial<Record<DurationName, number>> = {};
  for (const name of DURATION_NAMES) {
    const text = options.get(name)?.[0];
    if (text === undefined) continue;
    const milliseconds = readDuration(text);
    if (milliseconds === null) {
      return {
        problem: `--${name} takes a duration such as 500ms, 10s or 2m`,
      };
    }
    durations[name] = milliseconds;
  }
  return durations;
}

/** Reads the options that are ages, in milliseconds. */
export function agesOf(
  { options }: Arguments,
): Partial<Record<typeof AGE_NAMES[number], number>> | UsageProblem {
  const ages: Partial<Record<typeof AGE_NAMES[number], number>> = {};
  for (const name of AGE_NAMES) {
    const text = options.get(name)?.[0];
    if (text === undefined) continue;
    const milliseconds = readAge(text);
    if (milliseconds === null) {
      return { problem: `--${name} takes a duration such as 45m, 12h or 90d` };
    }
    ages[name] = milliseconds;
  }
  return ages;
}
