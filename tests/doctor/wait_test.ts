import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Code } from "../../lib/codes/codes.ts";
import { type Diagnosis, diagnosisOf } from "../../lib/doctor/diagnosis.ts";
import type { PollLimits, WaitOptions } from "../../lib/doctor/wait.ts";
import { failingFindings } from "../../lib/report/exit_status.ts";
import { words } from "../../lib/finding/fix.ts";
import { findingOf } from "../../lib/finding/finding.ts";
import { settledBy } from "../helpers/settled.ts";
import { mustEnd } from "../helpers/time_limit.ts";

/** A diagnosis with these findings. */
function diagnosisWith(
  codes: readonly Code[],
  interrupted = false,
): Diagnosis {
  return diagnosisOf({
    startedAt: new Date(),
    durationMs: 1,
    findings: codes.map((code) =>
      findingOf(code, { message: code, fix: words("true") })
    ),
    place: "posix",
    connections: [],
    settings: [],
    interrupted,
  });
}

/** Waits for targets, each of which has a list of what its polls find; the last one is found ever after. */
async function waitFor(
  finds: readonly (readonly (readonly Code[])[])[],
  options: Partial<WaitOptions> = {},
) {
  const polls: (readonly number[])[] = [];
  const limits: PollLimits[] = [];
  const seen = finds.map(() => 0);
  const settled = await settledBy({
    targets: finds.length,
    waitMs: 60_000,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    failuresOf: (diagnosis) => failingFindings(diagnosis, { strict: false }),
    ...options,
    poll: (pending, given) => {
      polls.push(pending);
      limits.push(given);
      return Promise.resolve(pending.map((target) => {
        const list = finds[target] ?? [];
        const codes = list[Math.min(seen[target]!++, list.length - 1)] ?? [];
        return diagnosisWith(codes);
      }));
    },
  });
  return {
    polls,
    limits,
    codes: settled.map(({ findings }) => findings.map(({ code }) => code)),
    counts: settled.map(({ polls }) => polls),
  };
}

Deno.test("waitUntilSettled() examines once where nothing is wrong", async () => {
  const { polls, codes } = await waitFor([[[]], [["url-trailing-slash"]]], {
    failuresOf: () => [],
  });
  assertEquals(polls, [[0, 1]]);
  assertEquals(codes, [[], ["url-trailing-slash"]]);
});

Deno.test("waitUntilSettled() examines again while only what may pass by itself is wrong", async () => {
  const { polls, codes, counts } = await waitFor([
    [["connect-refused"], ["server-error", "server-not-ready"], []],
  ]);
  assertEquals([polls, codes, counts], [[[0], [0], [0]], [[]], [3]]);
});

for (
  const code of ["key-inactive", "server-not-zenml", "url-missing"] as const
) {
  Deno.test(`waitUntilSettled() stops at once for ${code}`, async () => {
    const { polls, codes } = await waitFor([[["connect-refused", code], []]]);
    assertEquals([polls.length, codes], [1, [["connect-refused", code]]]);
  });
}

Deno.test("waitUntilSettled() examines again only those targets that are not settled", async () => {
  const { polls, codes, counts } = await waitFor([
    [["dns-failed"], ["dns-failed"], []],
    [["key-unknown"]],
    [["rate-limited"], []],
    [[]],
  ]);
  assertEquals(polls, [[0, 1, 2, 3], [0, 2], [0]]);
  assertEquals(codes, [[], ["key-unknown"], [], []]);
  assertEquals(counts, [3, 1, 2, 1]);
});

Deno.test("waitUntilSettled() gives what is still wrong at the end of its time", async () => {
  const { polls, codes, counts } = await mustEnd(
    waitFor([[["connect-refused"]]], { waitMs: 900 }),
  );
  assert(polls.length >= 2);
  assertEquals([codes, counts], [[["connect-refused"]], [polls.length]]);
});

Deno.test("waitUntilSettled() says what was known before the end of the time cut a poll short", async () => {
  const { codes } = await waitFor([
    [["server-not-ready"], ["deadline-exceeded"]],
    [["deadline-exceeded"]],
  ], { waitMs: 900 });
  assertEquals(codes, [["server-not-ready"], ["deadline-exceeded"]]);
});

Deno.test("waitUntilSettled() gives a poll the time that is left, and a hanging first answer less of it", async () => {
  const { limits } = await waitFor([[["response-timeout"], []]]);
  const [first] = limits;
  assert(first);
  assertEquals(first.timeoutMs, 10_000);
  assert(first.deadlineMs <= 60_000 && first.deadlineMs > first.timeoutMs);
  assertEquals(first.reachMs, 1500);
  const { limits: [only] } = await waitFor([[["response-timeout"], []]], {
    waitMs: 2500,
  });
  // There would be no time for another poll behind this one.
  assert(only && only.reachMs > 1500 && only.reachMs <= 2500);
});

/** A diagnosis of a server that is to be left alone. */
function limitedFor(retryAfterMs: number): Diagnosis {
  return {
    ...diagnosisWith(["rate-limited"]),
    connections: [{ retryAfterMs, checks: [] }],
  } as unknown as Diagnosis;
}

/** Waits for targets whose polls find these, each list's last one ever after. */
async function settle(
  finds: readonly (readonly Diagnosis[])[],
  options: Partial<WaitOptions>,
) {
  const polls: (readonly number[])[] = [];
  const seen = finds.map(() => 0);
  const diagnoses = await mustEnd(settledBy({
    targets: finds.length,
    waitMs: 600_000,
    timeoutMs: 1000,
    signal: new AbortController().signal,
    failuresOf: ({ findings }) => findings,
    ...options,
    poll: (pending) => {
      polls.push(pending);
      return Promise.resolve(pending.map((target) => {
        const list = finds[target] ?? [];
        return list[Math.min(seen[target]!++, list.length - 1)]!;
      }));
    },
  }));
  return {
    polls,
    codes: diagnoses.map(({ findings }) => findings.map(({ code }) => code)),
  };
}

Deno.test("waitUntilSettled() ends its pause when it is interrupted, however long that would be", async () => {
  const interruption = new AbortController();
  let pauses = 0;
  const { polls, codes } = await settle([[limitedFor(240_000)]], {
    signal: interruption.signal,
    onPause: ({ pending, finding, leftMs }) => {
      assertEquals([pending, finding.code], [1, "rate-limited"]);
      assert(leftMs > 0);
      pauses++;
      // Once the pause has begun.
      queueMicrotask(() => interruption.abort());
    },
  });
  assertEquals([pauses, codes], [1, [["rate-limited"]]]);
  // The server is left alone all the same.
  assertEquals(polls.flat(), [0]);
});

Deno.test("waitUntilSettled() pauses no more once it was interrupted", async () => {
  const interruption = new AbortController();
  let pauses = 0;
  const { polls } = await settle([[diagnosisWith(["connect-refused"])]], {
    signal: interruption.signal,
    onPause: () => {
      if (++pauses === 2) interruption.abort();
    },
  });
  // What follows the interruption only says that there was one.
  assertEquals([pauses, polls.length], [2, 3]);
});

Deno.test("waitUntilSettled() leaves a server alone as long as it says, and asks the others meanwhile", async () => {
  const interruption = new AbortController();
  const refused = diagnosisWith(["connect-refused"]);
  let pauses = 0;
  const { polls } = await settle([
    [limitedFor(240_000)],
    [refused],
    [limitedFor(700)],
  ], {
    signal: interruption.signal,
    onPause: () => {
      if (++pauses === 2) interruption.abort();
    },
  });
  assertEquals(polls[0], [0, 1, 2]);
  assertEquals(polls[1], [1]);
});

Deno.test("waitUntilSettled() asks again once a server allows it", async () => {
  const { polls, codes } = await settle(
    [[limitedFor(300), diagnosisWith([])]],
    {},
  );
  assertEquals([polls, codes], [[[0], [0]], [[]]]);
});

Deno.test("waitUntilSettled() does not ask a server again that is to be left alone until the end", async () => {
  const { polls, codes } = await settle(
    [[limitedFor(60_000), diagnosisWith([])]],
    { waitMs: 60_000 },
  );
  assertEquals([polls, codes], [[[0]], [["rate-limited"]]]);
});

Deno.test("waitUntilSettled() throws if a poll gives too few diagnoses", async () => {
  await assertRejects(
    () =>
      settledBy({
        targets: 2,
        waitMs: 1000,
        timeoutMs: 1000,
        signal: new AbortController().signal,
        failuresOf: () => [],
        poll: () => Promise.resolve([diagnosisWith([])]),
      }),
    TypeError,
    "unknown target",
  );
});

Deno.test("waitUntilSettled() keeps what the last whole poll found where the next one is interrupted", async () => {
  const interruption = new AbortController();
  let polls = 0;
  const [diagnosis] = await settledBy({
    targets: 1,
    waitMs: 60_000,
    timeoutMs: 1000,
    signal: interruption.signal,
    failuresOf: ({ findings }) => findings,
    poll: () => {
      if (++polls === 1) {
        return Promise.resolve([diagnosisWith(["connect-refused"])]);
      }
      interruption.abort();
      return Promise.resolve([diagnosisWith([], true)]);
    },
  });
  assertEquals(diagnosis?.findings.map(({ code }) => code), [
    "connect-refused",
  ]);
  assertEquals([diagnosis?.interrupted, diagnosis?.polls], [true, 2]);
});
