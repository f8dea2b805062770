/**
 * What a report amounts to: which findings count, and the exit status.
 *
 * @module
 */
import type { Code } from "../catalogue/codes.ts";
import {
  allFindingsOf,
  type CheckReport,
  type CheckStatus,
  checkStatusOf,
  type Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../resolution/finding.ts";

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
 *
 * @param diagnosis What the doctor found.
 * @param ignored The codes that do not count.
 * @returns The diagnosis without them.
 *
 * @example Usage
 * ```ts
 * import { withoutIgnored } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const diagnosis = { startedAt: new Date(), durationMs: 1, findings: [], connections: [], interrupted: false };
 * assertEquals(withoutIgnored(diagnosis, new Set()).findings, []);
 * ```
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

/**
 * Lists what makes a diagnosis fail.
 *
 * @param diagnosis What the doctor found.
 * @param strictness Whether a warning fails.
 * @returns The errors, and the warnings that fail, too.
 *
 * @example Usage
 * ```ts
 * import { failingFindings } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(failingFindings({ findings: [], connections: [] }, { strict: true }), []);
 * ```
 */
export function failingFindings(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): readonly Finding[] {
  return allFindingsOf(diagnosis).filter((finding) =>
    fails(finding, strictness)
  );
}

/**
 * Finds the first thing that is wrong.
 *
 * @param diagnosis What the doctor found.
 * @param strictness Whether a warning fails.
 * @returns The first error, else the first warning that fails, else nothing.
 *
 * @example Usage
 * ```ts
 * import { firstFailure } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(firstFailure({ findings: [], connections: [] }, { strict: true }), undefined);
 * ```
 */
export function firstFailure(
  diagnosis: Pick<Diagnosis, "findings" | "connections">,
  strictness: Strictness,
): Finding | undefined {
  const failing = failingFindings(diagnosis, strictness);
  return failing.find(({ severity }) => severity === "error") ?? failing[0];
}

/**
 * Tells whether a finding makes a run fail.
 *
 * @param finding The finding.
 * @param strictness Whether a warning fails.
 * @returns Whether it does.
 *
 * @example Usage
 * ```ts
 * import { fails } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fails({ severity: "warning" }, { strict: true }), true);
 * ```
 */
export function fails(
  { severity }: Pick<Finding, "severity">,
  { strict }: Strictness,
): boolean {
  return severity === "error" || (strict && severity === "warning");
}

/**
 * Tells the exit status of findings.
 *
 * @param findings All findings that count.
 * @param strictness Whether a warning fails.
 * @returns 0 or 1.
 *
 * @example Usage
 * ```ts
 * import { exitStatusOf } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exitStatusOf([], { strict: true }), 0);
 * ```
 */
export function exitStatusOf(
  findings: readonly Pick<Finding, "severity">[],
  strictness: Strictness,
): number {
  return findings.some((finding) => fails(finding, strictness))
    ? EXIT.failed
    : EXIT.ok;
}

/**
 * Tells the exit status of a diagnosis.
 *
 * @param diagnosis What the doctor found.
 * @param strictness Whether a warning fails.
 * @returns 0, 1, or 130 if the user interrupted it.
 *
 * @example Usage
 * ```ts
 * import { exitStatusOfDiagnosis } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const diagnosis = { startedAt: new Date(), durationMs: 1, findings: [], connections: [], interrupted: true };
 * assertEquals(exitStatusOfDiagnosis(diagnosis, { strict: false }), 130);
 * ```
 */
export function exitStatusOfDiagnosis(
  diagnosis: Diagnosis,
  strictness: Strictness,
): number {
  return diagnosis.interrupted
    ? EXIT.interrupted
    : exitStatusOf(allFindingsOf(diagnosis), strictness);
}

/**
 * Counts the steps of all connections by status.
 *
 * @param diagnosis What the doctor found.
 * @returns How many passed, warn, failed and were skipped.
 *
 * @example Usage
 * ```ts
 * import { summaryOf } from "./verdict.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(summaryOf({ connections: [] }), { pass: 0, warn: 0, fail: 0, skip: 0 });
 * ```
 */
export function summaryOf(
  diagnosis: Pick<Diagnosis, "connections">,
): Readonly<Record<CheckStatus, number>> {
  const counts = { pass: 0, warn: 0, fail: 0, skip: 0 };
  for (const { checks } of diagnosis.connections) {
    for (const { status } of checks) counts[status]++;
  }
  return counts;
}
