// The options that are durations and ages.
import {
  type Arguments,
  readAge,
  readDuration,
  type UsageProblem,
} from "./arguments.ts";

const AGE_NAMES = ["min-token-life", "max-key-age"] as const;
const DURATION_NAMES = ["timeout", "deadline", "wait"] as const;

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
