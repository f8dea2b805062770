/**
 * Timers.
 *
 * @module
 */

/** Waits, unless the signal aborts before. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted) {
    reject(signal.reason);
    return promise;
  }
  const stop = () => {
    clear();
    reject(signal?.reason);
  };
  const clear = timer(ms, () => {
    signal?.removeEventListener("abort", stop);
    resolve();
  });
  signal?.addEventListener("abort", stop, { once: true });
  return promise;
}

/** Calls back after a time; returns what prevents that. */
export function timer(ms: number, onEnd: () => void): () => void {
  const id = setTimeout(onEnd, ms);
  return () => clearTimeout(id);
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
