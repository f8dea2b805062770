// Examines targets once, some at a time.
import type { Code } from "../codes/codes.ts";
import { beginRun, type Run, type RunOptions } from "../doctor/begin.ts";
import { diagnosisOf } from "../doctor/diagnosis.ts";
import { roundMs } from "../http/timer.ts";
import { findingOf } from "../finding/finding.ts";
import { run } from "../finding/fix.ts";
import { describeCrash } from "../report/crash.ts";
import { withoutIgnored } from "../report/ignored.ts";
import type { TargetReport } from "../report/model.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { GatedHost } from "./host.ts";
import { stepProgress } from "./progress.ts";
import { workConcurrently } from "./work_concurrently.ts";

/** What to examine. */
export interface Target {
  /** The env file that `--each` named, or null. */
  readonly file: string | null;
  /** Reads and resolves its sources, for no longer than the signal allows. */
  readonly resolve: (signal: AbortSignal) => Resolution | Promise<Resolution>;
}

/** How to examine targets once. */
export interface PollOptions {
  /** What runs, the limits, and what ends it. */
  readonly limits: RunOptions;
  /** How many targets are examined at a time. */
  readonly jobs: number;
  readonly ignored: ReadonlySet<Code>;
}

/** Takes a target that is done; returns whether to begin with another one. */
export type TakeTarget = (
  target: TargetReport,
  index: number,
) => boolean | Promise<boolean>;

/** What a poll does with each target, by its index. */
export interface PollSteps {
  readonly resolve: (
    target: Target,
    signal: AbortSignal,
    index: number,
  ) => Resolution | Promise<Resolution>;
  readonly take: TakeTarget;
}

/** Examines some of the targets once. */
export async function pollTargets(
  targets: readonly Target[],
  pending: readonly number[],
  { limits, jobs, ignored }: PollOptions,
  host: GatedHost,
  { resolve, take }: PollSteps,
): Promise<void> {
  const run = beginRun({
    ...limits,
    hasManyServers: targets.length > 1,
    secrets: host.secrets,
  });
  try {
    await workConcurrently(jobs, pending, async (index) => {
      const target = targets[index]!;
      const { file } = target;
      const examine = () =>
        examineOne(
          file,
          () => resolve(target, run.signal, index),
          run,
          host,
        );
      const report =
        await (file === null ? examine() : orFailed(examine, file, host));
      const diagnosis = withoutIgnored(report.diagnosis, ignored);
      return await take({ ...report, diagnosis }, index);
    });
  } finally {
    run.end();
  }
}

async function examineOne(
  file: string | null,
  resolve: () => Resolution | Promise<Resolution>,
  run: Run,
  host: GatedHost,
): Promise<TargetReport> {
  const resolution = await resolve();
  await host.isInterrupted();
  const onCheck = host.showProgress && file === null
    ? stepProgress(resolution, host.showProgress)
    : undefined;
  const diagnosis = await run.diagnose(resolution, onCheck);
  return { file, diagnosis };
}

/** A bug that one target brings to light ends no other: it is that target's failure. */
async function orFailed(
  examine: () => Promise<TargetReport>,
  file: string,
  { signal }: GatedHost,
): Promise<TargetReport> {
  const startedAt = new Date();
  const begin = performance.now();
  try {
    return await examine();
  } catch (error) {
    const finding = findingOf("examination-failed", {
      message: describeCrash(error),
      fix: run("zenml-env", "--version"),
    });
    const diagnosis = diagnosisOf({
      startedAt,
      durationMs: roundMs(performance.now() - begin),
      findings: [{ ...finding, source: file, file }],
      settings: [],
      connections: [],
      place: "posix",
      interrupted: signal.aborted,
    });
    return { file, diagnosis };
  }
}
