// Work that is done once for all who wait for it: one of them may go without ending it for the others.

/** Work under way. */
export interface Flight<T> {
  /** Waits for the result; rejects with the signal's reason once it is aborted. */
  readonly join: (signal?: AbortSignal) => Promise<T>;
}

/** Begins work that many can wait for. */
export function singleFlight<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onEnd: () => void,
): Flight<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  // Also where all have gone, and nobody hears of a failure.
  result.then(onEnd, onEnd);
  let waiting = 0;
  return {
    async join(signal) {
      const { promise: left, reject } = Promise.withResolvers<never>();
      const leave = () => reject(signal?.reason);
      signal?.addEventListener("abort", leave, { once: true });
      waiting += 1;
      try {
        return await Promise.race([result, left]);
      } finally {
        signal?.removeEventListener("abort", leave);
        waiting -= 1;
        if (waiting === 0) {
          onEnd();
          controller.abort();
        }
      }
    },
  };
}
