// Examines targets, some at a time, once or until they are well.
import type { Code } from "../codes/codes.ts";
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import type { DiagnoseOptions } from "../doctor/diagnose.ts";
import { type Diagnosis, diagnosisOf } from "../doctor/diagnosis.ts";
import { beginRun, type RunOptions } from "../doctor/begin.ts";
import { roundMs } from "../doctor/step.ts";
import { findingOf } from "../finding/finding.ts";
import { run } from "../finding/fix.ts";
import { describeDuration } from "../report/layout.ts";
import { failingFindings } from "../report/exit_status.ts";
import { withoutIgnored } from "../report/ignored.ts";
import type { TargetReport } from "../report/model.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import type { Resolution } from "../resolver/resolve.ts";
import { describeCrash } from "../report/crash.ts";
import type { GatedHost } from "./host.ts";

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

/** Examines targets. */
export async function examineTargets(
  targets: readonly Target[],
  options: ExamineTargetsOptions,
  host: GatedHost,
): Promise<readonly TargetReport[]> {
  // Of many targets no more is kept than the report needs, and another poll.
  const resolutions = new Map<number, Resolution>();
  const settings: (readonly ResolvedSetting[])[] = [];
  const progress = progressOf(targets, host);
  const poll = async (
    pending: readonly number[],
    limits: DiagnoseOptions = {},
  ) => {
    const examination = beginRun(
      {
        ...options.limits,
        ...limits,
        // A poll's deadline is counted from its own begin.
        spentMs: options.waitMs === null ? host.spentMs() : 0,
        hasManyServers: targets.length > 1,
        secrets: host.secrets,
      },
    );
    try {
      return await mapConcurrently(options.jobs, pending, async (index) => {
        const target = targets[index]!;
        const examineOne = async () => {
          const resolution = resolutions.get(index) ??
            await target.resolve(examination.signal);
          await host.isInterrupted();
          if (options.waitMs !== null) resolutions.set(index, resolution);
          settings[index] = resolution.settings;
          const onCheck = progress.begin(resolution);
          return await examination.diagnose(resolution, onCheck);
        };
        const diagnosis = target.file === null
          ? await examineOne()
          : await orFailed(examineOne, target.file, host);
        progress.end();
        return withoutIgnored(diagnosis, options.ignored);
      });
    } finally {
      examination.end();
      host.showProgress(null);
    }
  };
  const diagnoses = options.waitMs === null
    ? await poll(targets.map((_, index) => index))
    : await waitFor(targets, options.waitMs, poll, options, host);
  return targets.map(({ file }, index) => ({
    file,
    diagnosis: diagnoses[index]!,
    settings: settings[index] ?? [],
  }));
}

/** A bug that one target brings to light ends no other: it is that target's failure. */
async function orFailed(
  examineOne: () => Promise<Diagnosis>,
  file: string,
  { signal }: GatedHost,
): Promise<Diagnosis> {
  const startedAt = new Date();
  const begin = performance.now();
  try {
    return await examineOne();
  } catch (error) {
    const finding = findingOf("examination-failed", {
      message: describeCrash(error),
      fix: run("zenml-env", "--version"),
    });
    return diagnosisOf({
      startedAt,
      durationMs: roundMs(performance.now() - begin),
      findings: [{ ...finding, source: file, file }],
      settings: [],
      connections: [],
      place: "posix",
      interrupted: signal.aborted,
    });
  }
}

async function waitFor(
  targets: readonly Target[],
  waitMs: number,
  poll: (
    pending: readonly number[],
    limits: DiagnoseOptions,
  ) => Promise<readonly Diagnosis[]>,
  { limits, strict }: ExamineTargetsOptions,
  host: GatedHost,
): Promise<readonly Diagnosis[]> {
  const { waitUntilSettled } = await import("../doctor/wait.ts");
  const diagnoses = await waitUntilSettled({
    targets: targets.length,
    waitMs: Math.max(
      1,
      Math.min(waitMs, limits.deadlineMs ?? waitMs) -
        Math.max(0, host.spentMs() - START_MS),
    ),
    timeoutMs: limits.timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
    signal: host.signal,
    poll,
    failuresOf: (diagnosis) => failingFindings(diagnosis, { strict }),
    onPause: ({ finding, pending, leftMs }) =>
      host.showProgress(
        `${pending > 1 ? `${pending} targets: ` : ""}waiting, ${
          describeDuration(leftMs)
        } left: ${finding.code}: ${finding.message}`,
      ),
  });
  host.showProgress(null);
  return diagnoses;
}

/** Works on items, at most so many at a time, and gives the results in the order of the items. */
async function mapConcurrently<Item, Result>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const takeTurns = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, takeTurns),
  );
  return results;
}

/** Shows on a terminal which step is awaited, or of many targets how many are done. */
function progressOf(targets: readonly Target[], host: GatedHost) {
  const isEach = targets[0]?.file !== null;
  let done = 0;
  return {
    begin: (resolution: Resolution) =>
      isEach ? undefined : stepProgress(resolution, host),
    end: () => {
      if (!isEach) return;
      host.showProgress(`${++done} of ${targets.length} targets examined ...`);
    },
  };
}

function stepProgress(resolution: Resolution, host: GatedHost) {
  const done = resolution.connections.map(() => new Set<StepId>());
  const show = () => {
    const index = done.findIndex((steps) => steps.size < STEP_IDS.length);
    const url = resolution.connections[index]?.serverUrl;
    const step = STEP_IDS.find((id) => !done[index]?.has(id));
    host.showProgress(url && step ? `${url}: ${step} ...` : null);
  };
  show();
  return ({ id }: { readonly id: StepId }, connection: number) => {
    done[connection]?.add(id);
    show();
  };
}
