// Timers, each with what clears it: one that is forgotten keeps the process alive.

/** Beyond this many milliseconds a timer would end at once (about 24 days). */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Calls back after a time; returns what prevents that.
 *
 * Made of a signal: at its first `setTimeout` Deno loads Node's timers, which takes 5 to 7 ms of an examination's 80
 * (measured on 2.9.6). A signal that nobody listens to keeps no process alive.
 */
export function timer(ms: number, onEnd: () => void): () => void {
  const signal = AbortSignal.timeout(Math.min(ms, LONGEST_MS));
  signal.addEventListener("abort", onEnd, { once: true });
  return () => signal.removeEventListener("abort", onEnd);
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
