import { assertEquals } from "@std/assert";
import { readJobs } from "../../lib/cli/doctor_plan.ts";
import { readAge, readDuration } from "../../lib/cli/durations.ts";

/** A duration as people type it, in milliseconds; null for what is none. */
const DURATIONS = {
  "1ms": 1,
  "500ms": 500,
  "10s": 10_000,
  "1.5s": 1500,
  "0.25s": 250,
  "2m": 120_000,
  "1.5m": 90_000,
  "0.6ms": 1,
  "2147483647ms": 2_147_483_647,
  "2147483648ms": null,
  "35791m": 2_147_460_000,
  "35792m": null,
  "0.4ms": null,
  "0s": null,
  "": null,
  "10": null,
  "s": null,
  "1h": null,
  "-1s": null,
  "+1s": null,
  "1 s": null,
  " 1s": null,
  "1s ": null,
  "1S": null,
  "1.s": null,
  ".5s": null,
  "1e3ms": null,
  "1m30s": null,
} as const;

for (const [text, expected] of Object.entries(DURATIONS)) {
  Deno.test(`readDuration() reads ${expected} out of ${JSON.stringify(text)}`, () => {
    assertEquals(readDuration(text), expected);
  });
}

const JOBS = {
  "1": 1,
  "8": 8,
  "08": 8,
  "1000": 1000,
  "1001": null,
  "9999": null,
  "10000": null,
  "0": null,
  "-1": null,
  "1.5": null,
  "": null,
  "two": null,
} as const;

for (const [text, expected] of Object.entries(JOBS)) {
  Deno.test(`readJobs() reads ${expected} out of ${JSON.stringify(text)}`, () => {
    assertEquals(readJobs(text), expected);
  });
}

const AGES: readonly (readonly [string, number | null])[] = [
  ["30s", 30_000],
  ["45m", 2_700_000],
  ["1.5h", 5_400_000],
  ["90d", 7_776_000_000],
  ["0d", null],
  ["90", null],
  ["90 d", null],
  ["-1d", null],
  ["1w", null],
  ["d", null],
  ["1e9d", null],
];

for (const [text, expected] of AGES) {
  Deno.test(`readAge() reads ${expected} out of ${JSON.stringify(text)}`, () => {
    assertEquals(readAge(text), expected);
  });
}
