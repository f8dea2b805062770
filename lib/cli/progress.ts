// What a terminal shows while targets are examined.
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import { describeDuration } from "../finding/duration.ts";
import { timer } from "../http/timer.ts";
import type { Resolution } from "../resolver/resolve.ts";

/** A terminal shows no more than one line in so many milliseconds: thousands of targets may end in one second. */
const PAUSE_MS = 100;

/** Shows a line in the place of the one before; null takes it away. */
type ShowProgress = (line: string | null) => void;

/** The progress of many targets. */
export interface FleetProgress {
  /** Counts a target that is done. */
  readonly add: (failed: boolean) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Shows how many of many targets are done, how many failed, and how long the others will take. */
export function fleetProgress(
  total: number,
  showProgress: ShowProgress,
): FleetProgress {
  const begin = performance.now();
  let [done, failed, shownAt] = [0, 0, -Infinity];
  let cancel: (() => void) | null = null;
  const show = () => {
    cancel = null;
    const now = performance.now();
    shownAt = now;
    const left = total - done;
    const leftMs = (now - begin) / done * left;
    showProgress(
      `${done} of ${total} targets done, ${failed} failed, ${left} left` +
        (leftMs >= 1000 ? `, about ${describeDuration(leftMs)}` : ""),
    );
  };
  return {
    add(isFailure) {
      done++;
      if (isFailure) failed++;
      const dueMs = shownAt + PAUSE_MS - performance.now();
      if (dueMs <= 0) show();
      else cancel ??= timer(Math.ceil(dueMs), show);
    },
    clear() {
      cancel?.();
      cancel = null;
      showProgress(null);
    },
  };
}

/** Shows which step of which connection is awaited; returns what is told of each step that ended. */
export function stepProgress(
  { connections }: Resolution,
  showProgress: ShowProgress,
) {
  const done = connections.map(() => new Set<StepId>());
  const show = () => {
    const index = done.findIndex((steps) => steps.size < STEP_IDS.length);
    const url = connections[index]?.serverUrl;
    const step = STEP_IDS.find((id) => !done[index]?.has(id));
    showProgress(url && step ? `${url}: ${step} ...` : null);
  };
  show();
  return ({ id }: { readonly id: StepId }, connection: number) => {
    done[connection]?.add(id);
    show();
  };
}
