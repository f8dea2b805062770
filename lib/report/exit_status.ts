// The exit status of the command, and which findings make it fail.
import { type Diagnosis, problemsOf } from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { Report, Strictness } from "./model.ts";

/** The exit statuses of the command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  bug: 3,
  interrupted: 130,
} as const;

/** Lists what makes a diagnosis fail, in the order of importance. */
export function failingFindings(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): readonly Finding[] {
  return problemsOf(diagnosis).filter((finding) => fails(finding, strictness));
}

/** Finds the most important thing that is wrong. */
export function firstFailure(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): Finding | undefined {
  return failingFindings(diagnosis, strictness)[0];
}

/** Returns whether a finding makes a run fail. */
export function fails(
  { severity }: Pick<Finding, "severity">,
  { strict }: Strictness,
): boolean {
  return severity === "error" || (strict && severity === "warning");
}

/** Returns the exit status of findings. */
export function exitStatusOf(
  findings: readonly Pick<Finding, "severity">[],
  strictness: Strictness,
): number {
  return findings.some((finding) => fails(finding, strictness))
    ? EXIT.failed
    : EXIT.ok;
}

/** Returns the exit status of a diagnosis. */
export function exitStatusOfDiagnosis(
  diagnosis: Diagnosis,
  strictness: Strictness,
): number {
  return diagnosis.interrupted
    ? EXIT.interrupted
    : exitStatusOf(problemsOf(diagnosis), strictness);
}

/** Returns the exit status of a report. */
export function exitStatusOfReport({ targets, strict }: Report): number {
  const statuses = targets.map(({ diagnosis }) =>
    exitStatusOfDiagnosis(diagnosis, { strict })
  );
  return statuses.includes(EXIT.interrupted)
    ? EXIT.interrupted
    : Math.max(EXIT.ok, ...statuses);
}
