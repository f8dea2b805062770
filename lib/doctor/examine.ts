// Runs the steps on one connection, each as soon as what it needs has passed.
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import { findingAt, findingOf } from "../finding/finding.ts";
import { run as runCommand } from "../finding/fix.ts";
import { Stopped } from "../http/request.ts";
import { unlessAborted } from "../http/streams.ts";
import { delay, roundMs } from "../http/timer.ts";
import type { Context } from "./context.ts";
import { type CheckReport, checkStatusOf } from "./diagnosis.ts";
import { blockedBy, skipped, type StepReport } from "./step.ts";
import type { Values } from "./values.ts";
import { STEPS } from "./steps/steps.ts";

const NEEDED: ReadonlySet<StepId> = new Set(
  STEP_IDS.flatMap((id) => STEPS[id].needs),
);

/** Why a run was stopped before its steps had ended. */
export interface StopFacts {
  /** True for the deadline, false for an interruption. */
  readonly byDeadline: boolean;
  readonly deadlineMs: number;
}

/** How to run the steps. */
export interface ExamineOptions {
  readonly steps: ReadonlySet<StepId>;
  /** Why the steps that are not among them do not run. */
  readonly reason: string;
  /** Called as each step ends. */
  readonly onCheck?: (check: CheckReport) => void;
  /** Tells why the run was stopped, once it was; without it, `Stopped` is thrown then. */
  readonly stopFacts?: () => StopFacts | null;
  /** Whether to look at what decides nothing, too. @default {true} */
  readonly hasSideLooks?: boolean;
}

/** What the steps came to. */
export interface Examined {
  /** All steps, in their order. */
  readonly checks: readonly CheckReport[];
  /** What the steps yielded that passed. */
  readonly values: Partial<Values>;
}

/** Examines a connection. */
export async function examine(
  context: Context,
  options: ExamineOptions,
): Promise<Examined> {
  const { steps, reason, stopFacts, hasSideLooks = true } = options;
  const reports = new Map<StepId, CheckReport>();
  const report = (check: CheckReport) => {
    reports.set(check.id, check);
    options.onCheck?.(check);
  };
  const run = runner(context, report, hasSideLooks);
  // What needs no response is reported even if the run was stopped by now.
  if (steps.has("target")) await run("target");
  const all = Promise.all([...steps].sort(byNeed).map(run));
  const stop = await untilStopped(all, context.signal, stopFacts);
  const late = lateStep(steps, reports, context);
  const checks = STEP_IDS.map((id) =>
    reports.get(id) ??
      checkReport(
        id,
        0,
        steps.has(id) ? stoppedReport(stop, id, late) : skipped(reason),
        context,
      )
  );
  return { checks, values: { ...run.values } };
}

/** Waits for all steps, or until the run is stopped; returns why it was. */
async function untilStopped(
  all: Promise<unknown>,
  signal: AbortSignal,
  stopFacts?: () => StopFacts | null,
): Promise<StopFacts | null> {
  try {
    // By a listener that goes: a promise of the run would keep each examination that waits for it.
    await (stopFacts ? unlessAborted(all, signal) : all);
    return null;
  } catch (error) {
    const isStop = error instanceof Stopped || signal.aborted;
    const stop = isStop ? stopFacts?.() ?? null : null;
    if (stop === null) throw error;
    return stop;
  }
}

/** What others wait for begins first; in what order steps are reported is another matter. */
function byNeed(one: StepId, other: StepId): number {
  return Number(NEEDED.has(other)) - Number(NEEDED.has(one));
}

/** Starts steps, each once, and keeps what they yield. */
function runner(
  context: Context,
  report: (check: CheckReport) => void,
  hasSideLooks: boolean,
) {
  const values: Partial<Values> = {};
  const yielding = new Map<StepId, Promise<void>>();
  const completing = new Map<StepId, Promise<void>>();

  async function runStep<Id extends StepId>(id: Id): Promise<void> {
    const { needs, run } = STEPS[id];
    for (const need of needs) await valueOf(need);
    if (context.signal.aborted && id !== "target") throw new Stopped();
    const started = performance.now();
    const end = (ended: StepReport) =>
      report(checkReport(id, performance.now() - started, ended, context));
    if (!areKnown(values, needs)) {
      const missing = needs.find((need) => values[need] === undefined);
      return end(blockedBy(missing ?? id));
    }
    const { value, complete, ...ended } = await run(values, context);
    if (value !== null) values[id] = value;
    if (!complete || !hasSideLooks) return end(ended);
    completing.set(id, delay(0).then(complete).then(end));
  }

  const valueOf = (id: StepId): Promise<void> => {
    const known = yielding.get(id) ?? runStep(id);
    yielding.set(id, known);
    return known;
  };
  const run = async (id: StepId): Promise<void> => {
    await valueOf(id);
    await completing.get(id);
  };
  return Object.assign(run, { values });
}

function areKnown<Needs extends StepId>(
  values: Partial<Values>,
  needs: readonly Needs[],
): values is Partial<Values> & Pick<Values, Needs> {
  return needs.every((need) => values[need] !== undefined);
}

function checkReport(
  id: StepId,
  durationMs: number,
  { summary, reason, findings, details }: StepReport,
  { place, secrets }: Pick<Context, "place" | "secrets">,
): CheckReport {
  return {
    id,
    status: checkStatusOf(findings, reason),
    durationMs: roundMs(durationMs),
    summary,
    reason,
    findings: findings.map((finding) =>
      findingAt(finding, place, secrets.redactSentence)
    ),
    details,
  };
}

/** The step that the run waited for when it was stopped. */
function lateStep(
  steps: ReadonlySet<StepId>,
  reports: ReadonlyMap<StepId, CheckReport>,
  { connection }: Context,
): StepId | undefined {
  // The tls step of a http URL waits for the response too, but is not what the run waited for.
  const isPlain = connection.serverUrl.startsWith("http:");
  return STEP_IDS.find((id) =>
    steps.has(id) && !reports.has(id) && !(isPlain && id === "tls")
  );
}

function stoppedReport(
  stop: StopFacts | null,
  id: StepId,
  late: StepId | undefined,
): StepReport {
  if (!stop?.byDeadline) return skipped("the run was interrupted");
  if (id !== late) return skipped("the deadline had passed");
  const seconds = stop.deadlineMs / 1000;
  return {
    summary: "the deadline passed",
    reason: null,
    details: {},
    findings: [findingOf("deadline-exceeded", {
      message:
        `The run's deadline of ${seconds} s passed before '${id}' had ended`,
      fix: runCommand(
        "zenml-env",
        "doctor",
        "--deadline",
        `${Math.ceil(seconds * 2)}s`,
      ),
    })],
  };
}
