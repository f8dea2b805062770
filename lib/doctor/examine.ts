/**
 * Runs the checks of one connection: each as soon as what it needs is known.
 *
 * @module
 */
import { STEP_IDS, STEP_NEEDS, type StepId } from "../codes/steps.ts";
import { checkClock } from "./steps/clock.ts";
import { checkConnect } from "./steps/connect.ts";
import { checkDns } from "./steps/dns.ts";
import type { Check, Examination } from "./examination.ts";
import { checkIdentity } from "./steps/identity.ts";
import { checkLogin } from "./steps/login.ts";
import { found, type Outcome, roundMs, skipped } from "./outcome.ts";
import { checkPro } from "./steps/pro.ts";
import { Stopped } from "../http/request.ts";
import { checkRotation } from "./steps/rotation.ts";
import { checkServer } from "./steps/server.ts";
import { checkTarget } from "./steps/target.ts";
import { checkTls } from "./steps/tls.ts";
import { harmless } from "../http/sanitize.ts";
import { checkVersion } from "./steps/version.ts";
import { findingOf } from "../finding/finding.ts";
import {
  type AccountReport,
  type CheckReport,
  checkStatusOf,
  type ConnectionReport,
  type ServerReport,
} from "./diagnosis.ts";
import type { Selection } from "./selection.ts";

const CHECKS: Readonly<Record<StepId, Check>> = {
  target: checkTarget,
  dns: checkDns,
  connect: checkConnect,
  tls: checkTls,
  server: checkServer,
  version: checkVersion,
  clock: checkClock,
  pro: checkPro,
  login: checkLogin,
  identity: checkIdentity,
  rotation: checkRotation,
};

/** What a step waits for before its own time begins. */
const GATES: Partial<
  Record<StepId, (examination: Examination) => Promise<unknown>>
> = {
  server: (examination) => examination.proof(),
  login: (examination) => examination.session(),
};

/** Why an examination may end before its steps do. */
export interface StopFacts {
  /** Whether it was the deadline, not the user. */
  readonly byDeadline: boolean;
  /** The deadline in milliseconds. */
  readonly deadlineMs: number;
}

/** How to run an examination. */
export interface ExamineOptions {
  /** Which steps run. */
  readonly selection: Selection;
  /** Called as each check ends. */
  readonly onCheck: (check: CheckReport) => void;
  /** Resolves when the run is stopped. */
  readonly stopped: Promise<StopFacts>;
}

/** Examines one connection. */
export async function examine(
  examination: Examination,
  { selection, onCheck, stopped }: ExamineOptions,
): Promise<ConnectionReport> {
  const reports = new Map<StepId, CheckReport>();
  const run = async (step: StepId) => {
    const report = await runStep(step, examination);
    reports.set(step, report);
    onCheck(report);
  };
  // What needs nobody's answer is reported even if the run was stopped by now.
  if (selection.steps.has("target")) await run("target");
  const others = [...selection.steps].filter((step) => step !== "target");
  const all = Promise.all(others.map(run))
    .then(() => null, (error: unknown) => {
      if (error instanceof Stopped) return stopped;
      throw error;
    });
  const stop = await Promise.race([all, stopped]);
  // The tls step of a http URL waits for the answer too, but is not what the run waited for.
  const late = STEP_IDS.find((step) =>
    selection.steps.has(step) && !reports.has(step) &&
    !(step === "tls" && examination.connection.serverUrl.startsWith("http:"))
  );
  const checks = STEP_IDS.map((step) =>
    reports.get(step) ??
      (selection.steps.has(step)
        ? reportOf(step, 0, stoppedOutcome(stop, step, late))
        : reportOf(step, 0, skipped(selection.reason)))
  );
  return {
    connection: examination.connection,
    ...await learned(examination, reports),
    checks,
    retryAfterMs: examination.retryAfterMs(),
  };
}

async function runStep(
  step: StepId,
  examination: Examination,
): Promise<CheckReport> {
  if (examination.signal.aborted && step !== "target") throw new Stopped();
  for (const need of STEP_NEEDS[step]) await GATES[need]?.(examination);
  const started = performance.now();
  const outcome = await CHECKS[step](examination);
  return reportOf(step, performance.now() - started, outcome);
}

function reportOf(
  id: StepId,
  durationMs: number,
  outcome: Outcome,
): CheckReport {
  const { findings, reason } = outcome;
  return {
    id,
    status: checkStatusOf(findings, reason),
    durationMs: roundMs(durationMs),
    ...outcome,
  };
}

/** The first step that had not ended, `late`, carries the finding of the deadline; those after it were not reached. */
function stoppedOutcome(
  stop: StopFacts | null,
  step: StepId,
  late: StepId | undefined,
): Outcome {
  if (!stop?.byDeadline) return skipped("the run was interrupted");
  if (step !== late) return skipped("the deadline had passed");
  const seconds = stop.deadlineMs / 1000;
  return found(
    "the deadline passed",
    findingOf("deadline-exceeded", {
      message:
        `The run's deadline of ${seconds} s passed before '${step}' had ended`,
      hint: `zenml-env doctor --deadline ${Math.ceil(seconds * 2)}s`,
    }),
  );
}

async function learned(
  examination: Examination,
  reports: ReadonlyMap<StepId, CheckReport>,
): Promise<{ server: ServerReport | null; account: AccountReport | null }> {
  const show = (text: string) => harmless(text, examination.redact);
  // Both are kept promises; whatever has not been reported yet is not waited for.
  const proof = reports.has("version") || reports.has("server") ||
      reports.has("login")
    ? await examination.proof()
    : null;
  const reading = reports.has("identity") ? await examination.account() : null;
  const account = reading?.account ?? null;
  return {
    server: proof?.kind === "proven"
      ? {
        id: show(proof.info.id),
        version: show(proof.info.version),
        deploymentType: show(proof.info.deploymentType),
        authScheme: show(proof.info.authScheme),
      }
      : null,
    account: account && {
      name: show(account.name),
      isServiceAccount: account.isServiceAccount,
    },
  };
}
