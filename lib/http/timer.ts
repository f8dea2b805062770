// Times, and timers, each with what clears it: one that is forgotten keeps the process alive.

/** Beyond this many milliseconds a timer would end at once (about 24 days). */
const LONGEST_MS = 2 ** 31 - 1;

/** Timers of more milliseconds than this may be late by as many as `GRAIN_MS`. */
const LONG_MS = 1000;
const GRAIN_MS = 50;

/**
 * Calls back after a time; returns what prevents that.
 *
 * Made of a signal: at its first `setTimeout` Deno loads Node's timers, which takes 5 to 7 ms of an examination's 80
 * (measured on 2.9.6). A signal that nobody listens to keeps no process alive.
 */
export function timer(ms: number, onEnd: () => void): () => void {
  const most = Math.min(ms, LONGEST_MS);
  return most < LONG_MS || most === LONGEST_MS
    ? listen(AbortSignal.timeout(most), onEnd)
    : listen(sharedTimeout(most), onEnd);
}

function listen(signal: AbortSignal, onEnd: () => void): () => void {
  signal.addEventListener("abort", onEnd, { once: true });
  return () => signal.removeEventListener("abort", onEnd);
}

/** The last signal that timers share, for each time. */
const lastTimeouts = new Map<number, { signal: AbortSignal; until: number }>();

/** A signal lives until its time has passed, needed or not: the requests of one moment share one. */
function sharedTimeout(ms: number): AbortSignal {
  const now = performance.now();
  const last = lastTimeouts.get(ms);
  if (last && now < last.until) return last.signal;
  const signal = AbortSignal.timeout(ms + GRAIN_MS);
  lastTimeouts.set(ms, { signal, until: now + GRAIN_MS });
  return signal;
}

/** Waits; rejects as soon as the signal aborts. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal?.reason);
  const clear = timer(ms, resolve);
  signal?.addEventListener("abort", stop, { once: true });
  await promise.finally(() => {
    clear();
    signal?.removeEventListener("abort", stop);
  });
}

/** Makes a signal that aborts after a time, and what keeps it from that. */
export function timeoutSignal(
  ms: number,
): { readonly signal: AbortSignal; readonly clear: () => void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    clear: timer(ms, () => controller.abort()),
  };
}

/** Rounds milliseconds to one decimal. */
export function roundMs(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
