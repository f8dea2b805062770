// What a report amounts to, in one sentence.
import type { StepId } from "../codes/steps.ts";
import type { ConnectionReport, Diagnosis } from "../doctor/diagnosis.ts";
import { describeDuration } from "../finding/duration.ts";
import { NO_AUTH } from "../zenml/server_info.ts";
import type { Style } from "./layout.ts";
import type { Report, Strictness } from "./model.ts";
import { EXIT, failingFindings, firstFailure } from "./exit_status.ts";
import { type Fleet, fleetOf } from "./fleet.ts";

/** Says in one sentence what a diagnosis amounts to. */
export function diagnosisSentence(
  diagnosis: Diagnosis,
  strictness: Strictness,
): readonly [string, Style] {
  if (diagnosis.interrupted) {
    return ["Interrupted: the steps that had not ended are skipped", "yellow"];
  }
  const first = firstFailure(diagnosis, strictness);
  if (first) {
    return [`Failed: ${first.code}: ${first.message}`, "red"];
  }
  const warned = warningsOf(diagnosis);
  const reached = diagnosis.connections.flatMap(reachedAs);
  return reached.length > 0
    ? [`OK${warned}: ${[...new Set(reached)].join("; ")}`, "green"]
    : [`No errors${warned}; no login was attempted`, "green"];
}

/** Names the warnings, as a report may not show them. */
function warningsOf(diagnosis: Diagnosis): string {
  const codes = failingFindings(diagnosis, { strict: true })
    .map(({ code }) => code);
  const count = codes.length === 1 ? "1 warning" : `${codes.length} warnings`;
  return codes.length === 0
    ? ""
    : `, ${count} (${[...new Set(codes)].join(", ")})`;
}

/** Says of a server that let this in what it is, as whom, and in which project. */
function reachedAs(
  { account, server, checks }: ConnectionReport,
): readonly string[] {
  if (server === null) return [];
  const zenml = `ZenML ${server.version}`;
  if (server.authScheme === NO_AUTH) return [`${zenml}, without a login`];
  const hasPassed = (step: StepId) =>
    checks.some(({ id, status }) =>
      id === step && (status === "pass" || status === "warn")
    );
  if (!hasPassed("login") && !hasPassed("identity")) return [];
  const project = checks.find(({ id }) => id === "project")
    ?.details["projectName"];
  return [
    zenml + (account ? ` as ${named(account.name)}` : ", the login passed") +
    (typeof project === "string" ? `, project ${named(project)}` : "") +
    lastsOf(checks).map((text) => `, ${text}`).join(""),
  ];
}

/** A name of several words is told from the sentence by quotes. */
function named(name: string): string {
  return /^[\w.@-]+$/u.test(name) ? name : `'${name}'`;
}

/** Says how long what ends will last, and how old the key is. */
function lastsOf(checks: ConnectionReport["checks"]): readonly string[] {
  const detail = (step: StepId, name: string) =>
    checks.find(({ id }) => id === step)?.details[name];
  const daysLeft = detail("tls", "daysLeft");
  const ageDays = detail("rotation", "ageDays");
  const secondsLeft = detail("login", "secondsLeft");
  return [
    ...typeof daysLeft === "number"
      ? [`certificate valid for ${days(daysLeft)}`]
      : [],
    ...typeof secondsLeft === "number" && secondsLeft > 0
      ? [`token valid for ${describeDuration(secondsLeft * 1000)}`]
      : [],
    ...typeof ageDays === "number" ? [`API key ${days(ageDays)} old`] : [],
  ];
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** Says in one sentence what a report amounts to. */
export function reportSentence(
  { isEach, targets, strict }: Pick<Report, "isEach" | "targets" | "strict">,
): string {
  const [first] = targets;
  if (!isEach && first) {
    return diagnosisSentence(first.diagnosis, { strict })[0];
  }
  return fleetSentence(fleetOf({ targets, strict }));
}

/** Says in one sentence what many targets amount to. */
export function fleetSentence({ total, bad, warned, status }: Fleet): string {
  const all = `${total} target${total === 1 ? "" : "s"}`;
  if (bad === 0) {
    return `OK: ${all}${warned === 0 ? "" : `, ${warned} with warnings`}`;
  }
  return status === EXIT.interrupted
    ? `Interrupted: ${bad} of ${all} not known to work`
    : `Failed: ${bad} of ${all}`;
}
