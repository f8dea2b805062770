// Waiting for servers that are being deployed: examines again until each is well, or nothing but a person can help.
import { delay, roundMs } from "../http/timer.ts";
import type { Finding } from "../finding/finding.ts";
import type { DiagnoseOptions } from "./options.ts";
import { type Diagnosis, diagnosisOf } from "./diagnosis.ts";

/** The limits of one poll. */
export type PollLimits = Required<
  Pick<DiagnoseOptions, "timeoutMs" | "deadlineMs" | "reachMs">
>;

/** How to wait. */
export interface WaitOptions {
  /** How many targets there are. */
  readonly targets: number;
  /** The longest that everything may take, in milliseconds. */
  readonly waitMs: number;
  /** The longest that one request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Examines the targets that still are to be examined, by their indices. */
  readonly poll: (
    pending: readonly number[],
    limits: PollLimits,
  ) => Promise<readonly Diagnosis[]>;
  /** Finds what makes a target fail; nothing where it is well. */
  readonly failuresOf: (diagnosis: Diagnosis) => readonly Finding[];
  /** Called once for each target, as soon as it is not examined again. */
  readonly onSettled: (
    diagnosis: Diagnosis,
    target: number,
  ) => void | Promise<void>;
  /** Called before each pause. */
  readonly onPause?: (pause: Pause) => void;
}

/** What is waited for. */
export interface Pause {
  /** How many targets are waited for. */
  readonly pending: number;
  /** The first thing that is wrong with the first of them. */
  readonly finding: Finding;
  /** How much of the time is left, in milliseconds. */
  readonly leftMs: number;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1200;

/** A poll needs about as much: less is not worth one more. */
const LEAST_POLL_MS = 500;

/** A connection that is held open without a response must not hide that the server came up. */
const LEAST_REACH_MS = 1500;

/** Examines targets until each is well or has a failure that waiting cannot fix, or the time is over. */
export async function waitUntilSettled(options: WaitOptions): Promise<void> {
  const { targets, waitMs, signal, failuresOf, onPause } = options;
  const begin = performance.now();
  const elapsed = () => performance.now() - begin;
  const lastPollAt = waitMs - LEAST_POLL_MS;
  const latest: Diagnosis[] = [];
  const unsettled = new Set(Array.from({ length: targets }).keys());
  let pending: readonly Pending[] = Array.from(
    { length: targets },
    (_, target) => ({ target, dueAt: 0 }),
  );
  for (let polls = 1;; polls++) {
    const due = pending.filter(({ dueAt }) => dueAt <= elapsed())
      .map(({ target }) => target);
    const diagnoses = await options.poll(due, limitsAt(elapsed(), options));
    due.forEach((target, index) => {
      const diagnosis = diagnoses[index];
      if (!diagnosis) throw new TypeError("Cannot wait for an unknown target");
      latest[target] = added(latest[target], diagnosis, elapsed(), options);
    });
    pending = stillPending(pending, new Set(due), latest, elapsed(), options)
      // A server whose `Retry-After` is past the end is not requested again.
      .filter(({ dueAt }) => dueAt <= lastPollAt);
    const [first] = pending.flatMap(({ target }) => latest[target] ?? [])
      .flatMap(failuresOf);
    const isOver = signal.aborted || !first || elapsed() > lastPollAt;
    const found = signal.aborted ? interrupted(latest, pending) : latest;
    const open = new Set(isOver ? [] : pending.map(({ target }) => target));
    for (const target of [...unsettled].filter((each) => !open.has(each))) {
      unsettled.delete(target);
      await options.onSettled(found[target]!, target);
    }
    if (isOver) return;
    onPause?.({
      pending: pending.length,
      finding: first,
      leftMs: waitMs - elapsed(),
    });
    const wakeAt = Math.max(
      elapsed() + pauseAfter(polls),
      // A timer may end a little early.
      Math.min(...pending.map(({ dueAt }) => dueAt)) + 2,
    );
    await pause(Math.min(wakeAt, lastPollAt) - elapsed(), signal);
  }
}

/** A target that is examined again, and when at the earliest. */
interface Pending {
  readonly target: number;
  readonly dueAt: number;
}

/** Finds which targets time alone may fix; those that were just examined are not due before their `Retry-After`. */
function stillPending(
  pending: readonly Pending[],
  examined: ReadonlySet<number>,
  latest: readonly Diagnosis[],
  elapsedMs: number,
  { failuresOf }: WaitOptions,
): readonly Pending[] {
  return pending
    .filter(({ target }) => isTransient(latest[target], failuresOf))
    .map(({ target, dueAt }) => ({
      target,
      dueAt: examined.has(target)
        ? elapsedMs + longestRetryAfter(latest[target])
        : dueAt,
    }));
}

/** A target that was still to be examined again has been interrupted, too, even if no poll was under way. */
function interrupted(
  latest: readonly Diagnosis[],
  pending: readonly Pending[],
): readonly Diagnosis[] {
  const isPending = (index: number) =>
    pending.some(({ target }) => target === index);
  return latest.map((diagnosis, index) =>
    isPending(index)
      ? diagnosisOf({ ...diagnosis, interrupted: true })
      : diagnosis
  );
}

/** Adds a poll to what the polls before it found. */
function added(
  before: Diagnosis | undefined,
  diagnosis: Diagnosis,
  elapsedMs: number,
  { failuresOf }: WaitOptions,
): Diagnosis {
  const failures = failuresOf(diagnosis);
  // Where the poll did not come to its end, what was known before says more.
  const wasCutShort = diagnosis.interrupted || failures.length > 0 &&
      failures.every(({ code }) => code === "deadline-exceeded");
  return diagnosisOf({
    ...(before && wasCutShort ? before : diagnosis),
    startedAt: before?.startedAt ?? diagnosis.startedAt,
    durationMs: roundMs(elapsedMs),
    interrupted: diagnosis.interrupted,
    polls: (before?.polls ?? 0) + 1,
  });
}

/**
 * A first response that hangs is given up early, so that the next poll finds a server that has come up since; the
 * longer the wait, the more patient. The last poll has all the time that is left.
 */
function limitsAt(
  elapsedMs: number,
  { waitMs, timeoutMs }: WaitOptions,
): PollLimits {
  const deadlineMs = Math.max(1, Math.ceil(waitMs - elapsedMs));
  const reachMs = Math.max(LEAST_REACH_MS, elapsedMs / 3);
  const isLast = deadlineMs - reachMs < LEAST_REACH_MS;
  return {
    timeoutMs,
    deadlineMs,
    reachMs: Math.min(timeoutMs, isLast ? deadlineMs : Math.round(reachMs)),
  };
}

/** Returns whether something is wrong, and waiting alone may fix all of it. */
function isTransient(
  diagnosis: Diagnosis | undefined,
  failuresOf: WaitOptions["failuresOf"],
): boolean {
  const failures = diagnosis ? failuresOf(diagnosis) : [];
  return failures.length > 0 && failures.every(({ transient }) => transient);
}

function longestRetryAfter(diagnosis: Diagnosis | undefined): number {
  return Math.max(
    0,
    ...(diagnosis?.connections ?? [])
      .map(({ retryAfterMs }) => retryAfterMs ?? 0),
  );
}

/** A pause grows with each poll, and is not the same for two programs. */
function pauseAfter(polls: number): number {
  const longest = FIRST_PAUSE_MS * 1.5 ** (polls - 1);
  return Math.min(longest, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}

/** Waits this long, or until the signal is aborted. */
async function pause(milliseconds: number, signal: AbortSignal) {
  await delay(milliseconds, signal).catch(() => {});
}
