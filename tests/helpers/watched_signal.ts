/**
 * A signal that knows who listens to it.
 *
 * @module
 */

/** A controller whose signal counts its listeners. */
export interface WatchedSignal {
  readonly controller: AbortController;
  readonly signal: AbortSignal;
  /** How many listen now. */
  readonly listeners: () => number;
  /** How many have ever listened. */
  readonly added: () => number;
}

/**
 * Makes a signal that counts its listeners.
 *
 * @returns The signal, and the counts.
 */
export function watchedSignal(): WatchedSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  let added = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (
    ...args: Parameters<AbortSignal["addEventListener"]>
  ) => {
    listening.add(args[1]);
    added++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (
    ...args: Parameters<AbortSignal["removeEventListener"]>
  ) => {
    listening.delete(args[1]);
    removeEventListener.apply(signal, args);
  };
  return {
    controller,
    signal,
    listeners: () => listening.size,
    added: () => added,
  };
}
