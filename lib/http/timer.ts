// Timers, each with what clears it: one that is forgotten keeps the process alive.

/** Calls back after a time; returns what prevents that. */
export function timer(ms: number, onEnd: () => void): () => void {
  const id = setTimeout(onEnd, ms);
  return () => clearTimeout(id);
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
