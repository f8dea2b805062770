// How long a command may take: up to its deadline, or an interruption.
import { timer } from "../http/timer.ts";

/** The longest that a command may take by default, in milliseconds. */
const DEFAULT_MS = 60_000;

/** What is written has this many milliseconds at least: a report gets out even if the deadline has passed. */
const WRITING_MS = 400;

/** The end of a command. */
export interface Deadline {
  /** Aborted as soon as the deadline has passed or the user interrupts. */
  readonly signal: AbortSignal;
  /** How many milliseconds have passed. */
  readonly spentMs: () => number;
  /** Changes the deadline; it is counted from the start all the same. */
  readonly set: (ms: number) => void;
  /** Starts to write, which ends with the signal, but not at once. */
  readonly whileWriting: <T>(
    work: (signal: AbortSignal) => Promise<T>,
  ) => Promise<T>;
  /** Ends the counting. */
  readonly clear: () => void;
}

/** Begins to count. */
export function startDeadline(interruption: AbortSignal): Deadline {
  const begin = performance.now();
  const controller = new AbortController();
  const end = () => controller.abort();
  interruption.addEventListener("abort", end, { once: true });
  if (interruption.aborted) end();
  const spentMs = () => performance.now() - begin;
  let clear = timer(DEFAULT_MS, end);
  return {
    signal: controller.signal,
    spentMs,
    set(ms) {
      clear();
      clear = timer(Math.max(1, ms - spentMs()), end);
    },
    whileWriting: (work) => atLeast(WRITING_MS, controller.signal, work),
    clear: () => clear(),
  };
}

/** Gives work a signal that aborts with another one, but not before a time has passed. */
async function atLeast<T>(
  ms: number,
  ending: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let hadTime = false;
  const end = () => {
    if (hadTime && ending.aborted) controller.abort();
  };
  const clear = timer(ms, () => {
    hadTime = true;
    end();
  });
  ending.addEventListener("abort", end);
  try {
    return await work(controller.signal);
  } finally {
    clear();
    ending.removeEventListener("abort", end);
  }
}
