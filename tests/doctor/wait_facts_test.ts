import { words } from "../../lib/finding/fix.ts";
import { assert, assertEquals } from "@std/assert";
import type { Code } from "../../lib/codes/codes.ts";
import { type Diagnosis, diagnosisOf } from "../../lib/doctor/diagnosis.ts";
import type { WaitOptions } from "../../lib/doctor/wait.ts";
import { findingOf } from "../../lib/finding/finding.ts";
import { settledBy } from "../helpers/settled.ts";
import { mustEnd } from "../helpers/time_limit.ts";

/** A diagnosis with these findings, of the given poll. */
function found(poll: number, ...codes: readonly Code[]): Diagnosis {
  return diagnosisOf({
    place: "posix",
    startedAt: new Date(poll),
    durationMs: 1,
    findings: codes.map((code) =>
      findingOf(code, { message: code, fix: words("true") })
    ),
    connections: [],
    settings: [],
    interrupted: false,
  });
}

const limited = (diagnosis: Diagnosis, retryAfterMs: number) => ({
  ...diagnosis,
  connections: [{ retryAfterMs, checks: [] }],
} as unknown as Diagnosis);

function settle(
  poll: WaitOptions["poll"],
  options: Partial<WaitOptions> = {},
): Promise<readonly Diagnosis[]> {
  return mustEnd(settledBy({
    targets: 1,
    waitMs: 600_000,
    timeoutMs: 1000,
    signal: new AbortController().signal,
    failuresOf: ({ findings }) => findings,
    ...options,
    poll,
  }));
}

Deno.test("waitUntilSettled() says what a poll found even if its time was over, too", async () => {
  let polls = 0;
  const [diagnosis] = await settle(() =>
    Promise.resolve([
      ++polls === 1
        ? found(1, "server-not-ready")
        : found(2, "key-inactive", "deadline-exceeded"),
    ])
  );
  assertEquals(diagnosis?.findings.map(({ code }) => code), [
    "key-inactive",
    "deadline-exceeded",
  ]);
});

Deno.test("waitUntilSettled() began when its first poll did, and counts them", async () => {
  let polls = 0;
  const [diagnosis] = await settle(() =>
    Promise.resolve([
      ++polls < 3 ? found(polls, "connect-refused") : found(polls),
    ])
  );
  assertEquals(diagnosis?.startedAt, new Date(1));
  assertEquals([diagnosis?.polls, diagnosis?.findings], [3, []]);
});

Deno.test("waitUntilSettled() keeps the time at which a server is due, however often others are polled", async () => {
  const retryMs = 240_000;
  const interruption = new AbortController();
  const pending: number[] = [];
  const polled = new Set<number>();
  await settle(
    (due) =>
      Promise.resolve(due.map((target) => {
        if (target === 1) return found(1, "connect-refused");
        assert(!polled.has(target));
        polled.add(target);
        return limited(found(1, "rate-limited"), retryMs);
      })),
    {
      targets: 2,
      // The server is due shortly before the last poll; counted anew from a later poll on, it would be too late.
      waitMs: retryMs + 900,
      signal: interruption.signal,
      onPause: (pause) => {
        pending.push(pause.pending);
        // The pauses before were at least 100, 150, 225 and 337 ms.
        if (pending.length === 5) interruption.abort();
      },
    },
  );
  assertEquals(pending, [2, 2, 2, 2, 2]);
});
