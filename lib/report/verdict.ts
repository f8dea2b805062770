/**
 * What a report amounts to: which findings count, and the exit status.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import {
  allFindingsOf,
  type CheckReport,
  type CheckStatus,
  checkStatusOf,
  type Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";

/** The exit statuses of the command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  bug: 3,
  interrupted: 130,
} as const;

/** How severe a run is. */
export interface Strictness {
  /** Whether a warning fails. */
  readonly strict: boolean;
}

/**
 * Takes the findings that the user ignores out of a diagnosis.
 *
 * A step whose findings are all ignored was not passed: it counts as skipped.
 */
export function withoutIgnored(
  diagnosis: Diagnosis,
  ignored: ReadonlySet<Code>,
): Diagnosis {
  const counts = ({ code }: Finding) => !ignored.has(code);
  const checkWithout = (check: CheckReport): CheckReport => {
    const findings = check.findings.filter(counts);
    if (findings.length === check.findings.length) return check;
    const dropped = check.findings.filter((finding) => !counts(finding));
    const failed = dropped.some(({ severity }) => severity === "error");
    const reason = failed && check.reason === null
      ? `ignored: ${dropped.map(({ code }) => code).join(", ")}`
      : check.reason;
    return {
      ...check,
      findings,
      reason,
      status: checkStatusOf(findings, reason),
    };
  };
  return {
    ...diagnosis,
    findings: diagnosis.findings.filter(counts),
    connections: diagnosis.connections.map((connection) => ({
      ...connection,
      checks: connection.checks.map(checkWithout),
    })),
  };
}

/** Lists what makes a diagnosis fail. */
export function failingFindings(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): readonly Finding[] {
  return allFindingsOf(diagnosis).filter((finding) =>
    fails(finding, strictness)
  );
}

/** Finds the first thing that is wrong. */
export function firstFailure(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): Finding | undefined {
  const failing = failingFindings(diagnosis, strictness);
  return failing.find(({ severity }) => severity === "error") ?? failing[0];
}

/** Returns whether a finding makes a run fail. */
export function fails(
  { severity }: Pick<Finding, "severity">,
  { strict }: Strictness,
): boolean {
  return severity === "error" || (strict && severity === "warning");
}

/** Tells the exit status of findings. */
export function exitStatusOf(
  findings: readonly Pick<Finding, "severity">[],
  strictness: Strictness,
): number {
  return findings.some((finding) => fails(finding, strictness))
    ? EXIT.failed
    : EXIT.ok;
}

/** Tells the exit status of a diagnosis. */
export function exitStatusOfDiagnosis(
  diagnosis: Diagnosis,
  strictness: Strictness,
): number {
  return diagnosis.interrupted
    ? EXIT.interrupted
    : exitStatusOf(allFindingsOf(diagnosis), strictness);
}

/** Counts the steps of all connections by status. */
export function summaryOf(
  diagnosis: Pick<Diagnosis, "connections">,
): Readonly<Record<CheckStatus, number>> {
  const counts = { pass: 0, warn: 0, fail: 0, skip: 0 };
  for (const { checks } of diagnosis.connections) {
    for (const { status } of checks) counts[status]++;
  }
  return counts;
}
