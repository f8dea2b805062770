// Examines targets, once or until they are well.
import { EXIT, exitStatusOfDiagnosis } from "../report/exit_status.ts";
import type { Strictness } from "../report/model.ts";
import type { GatedHost } from "./host.ts";
import {
  type PollOptions,
  pollTargets,
  type TakeTarget,
  type Target,
} from "./poll_targets.ts";
import { fleetProgress } from "./progress.ts";

/** How to examine targets, once or until they are well. */
export interface ExamineTargetsOptions extends PollOptions, Strictness {
  /** How long to wait for them to be well, in milliseconds, or null for one look. */
  readonly waitMs: number | null;
}

/** Examines targets, and hands out each as soon as it is done; nothing of it is kept here from then on. */
export async function examineTargets(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
  take: TakeTarget,
): Promise<void> {
  const { waitMs } = options;
  const progress = host.showProgress && targets[0]?.file !== null
    ? fleetProgress(targets.length, host.showProgress)
    : null;
  const takeAndCount: TakeTarget = async (report, index) => {
    const goesOn = await take(report, index);
    const status = exitStatusOfDiagnosis(report.diagnosis, options);
    progress?.add(status !== EXIT.ok);
    return goesOn;
  };
  try {
    if (waitMs !== null) {
      const { waitForTargets } = await import("./wait_for_targets.ts");
      const waiting = { ...options, waitMs };
      return await waitForTargets(targets, waiting, host, takeAndCount);
    }
    const limits = { ...options.limits, spentMs: host.spentMs() };
    const all = targets.map((_, index) => index);
    await pollTargets(targets, all, { ...options, limits }, host, {
      resolve: ({ resolve }, signal) => resolve(signal),
      take: takeAndCount,
    });
  } finally {
    progress?.clear();
    host.showProgress?.(null);
  }
}
