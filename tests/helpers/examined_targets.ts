/**
 * What comes of targets, all together.
 *
 * @module
 */
import type { GatedHost } from "../../lib/cli/host.ts";
import {
  examineTargets,
  type ExamineTargetsOptions,
} from "../../lib/cli/examine_targets.ts";
import type { Target } from "../../lib/cli/poll_targets.ts";
import type { TargetReport } from "../../lib/report/model.ts";

/**
 * Examines targets.
 *
 * @param targets What to examine.
 * @param options How to examine.
 * @param host The process.
 * @returns Their reports in the order in which they were named.
 */
export async function examinedTargets(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
): Promise<readonly TargetReport[]> {
  const reports: TargetReport[] = [];
  await examineTargets(targets, options, host, (report, index) => {
    reports[index] = report;
    return true;
  });
  return reports;
}
