// Examines targets, some at a time, once or until they are well.
import type { Code } from "../codes/codes.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import { type Diagnosis, diagnosisOf } from "../doctor/diagnosis.ts";
import { beginRun, type Run, type RunOptions } from "../doctor/begin.ts";
import { roundMs } from "../doctor/step.ts";
import { findingOf } from "../finding/finding.ts";
import { run } from "../finding/fix.ts";
import { describeDuration } from "../report/layout.ts";
import {
  EXIT,
  exitStatusOfDiagnosis,
  failingFindings,
} from "../report/exit_status.ts";
import { withoutIgnored } from "../report/ignored.ts";
import type { TargetReport } from "../report/model.ts";
import type { Resolution } from "../resolver/resolve.ts";
import { describeCrash } from "../report/crash.ts";
import type { GatedHost } from "./host.ts";
import { type FleetProgress, fleetProgress, stepProgress } from "./progress.ts";
import { workConcurrently } from "./work_concurrently.ts";

/** The start of the program, in milliseconds, is no part of a wait; what it waited for before, such as a file, is. */
const START_MS = 400;

/** What to examine. */
export interface Target {
  /** The env file that `--each` named, or null. */
  readonly file: string | null;
  /** Reads and resolves its sources, for no longer than the signal allows. */
  readonly resolve: (signal: AbortSignal) => Resolution | Promise<Resolution>;
}

/** How to examine. */
export interface ExamineTargetsOptions {
  /** What runs, the limits, and what ends it. */
  readonly limits: RunOptions;
  /** How many targets are examined at a time. */
  readonly jobs: number;
  /** How long to wait for them to be well, in milliseconds, or null for one look. */
  readonly waitMs: number | null;
  readonly ignored: ReadonlySet<Code>;
  /** Whether a warning fails. */
  readonly strict: boolean;
}

/** Takes a target that is done; returns whether to begin with another one. */
export type TakeTarget = (
  target: TargetReport,
  index: number,
) => boolean | Promise<boolean>;

/** Examines targets, and returns them in the order in which they were named. */
export async function examineTargets(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
): Promise<readonly TargetReport[]> {
  const reports: TargetReport[] = [];
  await examineEach(targets, options, host, (report, index) => {
    reports[index] = report;
    return true;
  });
  return reports;
}

/** Examines targets, and hands out each as soon as it is done; nothing of it is kept here from then on. */
export async function examineEach(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
  take: TakeTarget,
): Promise<void> {
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
    if (options.waitMs !== null) {
      return await waitFor(targets, options, host, progress, takeAndCount);
    }
    const limits = { ...options.limits, spentMs: host.spentMs() };
    const all = targets.map((_, index) => index);
    await poll(targets, all, { ...options, limits }, host, {
      resolve: ({ resolve }, signal) => resolve(signal),
      take: takeAndCount,
    });
  } finally {
    progress?.clear();
    host.showProgress?.(null);
  }
}

/** What a poll does with each target, by its index. */
interface PollSteps {
  readonly resolve: (
    target: Target,
    signal: AbortSignal,
    index: number,
  ) => Resolution | Promise<Resolution>;
  readonly take: TakeTarget;
}

/** Examines some of the targets once. */
async function poll(
  targets: readonly Target[],
  pending: readonly number[],
  { limits, jobs, ignored }: ExamineTargetsOptions,
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

/** Examines targets until each has settled, and hands it out then. */
async function waitFor(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
  progress: FleetProgress | null,
  take: TakeTarget,
): Promise<void> {
  const { waitUntilSettled } = await import("../doctor/wait.ts");
  const { waitMs, limits, strict } = options;
  const most = waitMs ?? 0;
  // What another poll needs of a target.
  const resolutions = new Map<number, Resolution>();
  await waitUntilSettled({
    targets: targets.length,
    waitMs: Math.max(
      1,
      Math.min(most, limits.deadlineMs ?? most) -
        Math.max(0, host.spentMs() - START_MS),
    ),
    timeoutMs: limits.timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
    signal: host.signal,
    poll: async (pending, within) => {
      const diagnoses: Diagnosis[] = [];
      const places = new Map(pending.map((index, place) => [index, place]));
      // A poll's deadline is counted from its own begin.
      const own = { ...options, limits: { ...limits, ...within } };
      await poll(targets, pending, own, host, {
        async resolve(target, signal, index) {
          const known = resolutions.get(index) ?? await target.resolve(signal);
          resolutions.set(index, known);
          return known;
        },
        take({ diagnosis }, index) {
          diagnoses[places.get(index)!] = diagnosis;
          return true;
        },
      });
      return diagnoses;
    },
    failuresOf: (diagnosis) => failingFindings(diagnosis, { strict }),
    onPause: ({ finding, pending, leftMs }) =>
      host.showProgress?.(
        `${pending > 1 ? `${pending} targets: ` : ""}waiting, ${
          describeDuration(leftMs)
        } left: ${finding.code}: ${finding.message}`,
      ),
    async onSettled(diagnosis, index) {
      resolutions.delete(index);
      await take({ file: targets[index]!.file, diagnosis }, index);
    },
  });
  progress?.clear();
}
