// What a diagnosis consists of.
import type { StepId } from "../codes/steps.ts";
import type { Details } from "./step.ts";
import type { Connection } from "../resolver/connection.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import type { Finding } from "../finding/finding.ts";
import type { Place } from "../finding/place.ts";

/** How a check ended. */
export type CheckStatus = "pass" | "warn" | "fail" | "skip";

/** One step of the doctor on a connection. */
export interface CheckReport {
  /** Which step it is. */
  readonly id: StepId;
  /** `fail` with an error, else `warn` with a warning, else `skip` if it did not run, else `pass`. */
  readonly status: CheckStatus;
  /** How long it took by itself, in milliseconds. */
  readonly durationMs: number;
  /** One line of text. */
  readonly summary: string;
  /** Why it did not run, or null. */
  readonly reason: string | null;
  /** What it learned, for machines. */
  readonly details: Details;
  /** What it found. */
  readonly findings: readonly Finding[];
}

/** What a server reports about itself, sanitized. */
export interface ServerReport {
  /** The server's id. */
  readonly id: string;
  /** The version of ZenML. */
  readonly version: string;
  /** How it was deployed. */
  readonly deploymentType: string;
  /** How people log in. */
  readonly authScheme: string;
}

/** The account behind a credential, its name sanitized. */
export interface AccountReport {
  /** Its name. */
  readonly name: string;
  /** Whether it is a service account. */
  readonly isServiceAccount: boolean;
}

/** An examined connection. */
export interface ConnectionReport {
  /** What was examined. */
  readonly connection: Connection;
  /** The server, or null until it is proven. */
  readonly server: ServerReport | null;
  /** The account, or null until it is known. */
  readonly account: AccountReport | null;
  /** All steps in their order. */
  readonly checks: readonly CheckReport[];
  /** The server's `Retry-After`, in milliseconds, or null. */
  readonly retryAfterMs: number | null;
}

/** Everything that the doctor found. */
export interface Diagnosis {
  /** When it began. */
  readonly startedAt: Date;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** What the resolver found. */
  readonly findings: readonly Finding[];
  /** Every variable that is set, as reports show it. */
  readonly settings: readonly ResolvedSetting[];
  /** What sets the variables, for which fixes are written. */
  readonly place: Place;
  /** The examined connections. */
  readonly connections: readonly ConnectionReport[];
  /** Whether the user stopped it. */
  readonly interrupted: boolean;
  /** How many times it was examined, with `--wait`; missing in a diagnosis of `diagnose`. */
  readonly polls?: number;
  /** Whether it ended without an error; warnings do not count. The command then exits with 0. */
  readonly ok: boolean;
  /** What is wrong in all places, errors first, then warnings; the first one is what the report names at its end. */
  readonly problems: readonly Finding[];
}

/** Makes a diagnosis of what was found, or another one where a part of it changed. */
export function diagnosisOf(
  facts: Omit<Diagnosis, "ok" | "problems">,
): Diagnosis {
  const problems = problemsOf(facts);
  const isOk = !facts.interrupted &&
    problems.every(({ severity }) => severity !== "error");
  return { ...facts, ok: isOk, problems };
}

/** Lists what is wrong in the order of importance: errors, then warnings, each as the steps found them. */
export function problemsOf(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
): readonly Finding[] {
  const findings = allFindingsOf(diagnosis);
  return (["error", "warning"] as const).flatMap((each) =>
    findings.filter(({ severity }) => severity === each)
  );
}

/** Returns the status of a check by what it found. */
export function checkStatusOf(
  findings: readonly Finding[],
  reason: string | null,
): CheckStatus {
  const has = (severity: string) =>
    findings.some((finding) => finding.severity === severity);
  if (has("error")) return "fail";
  if (has("warning")) return "warn";
  return reason === null ? "pass" : "skip";
}

/** Lists all findings of a diagnosis: the resolver's, then those of the checks in their order. */
export function allFindingsOf(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
): readonly Finding[] {
  return [
    ...diagnosis.findings,
    ...diagnosis.connections.flatMap(({ checks }) =>
      checks.flatMap(({ findings }) => findings)
    ),
  ];
}
