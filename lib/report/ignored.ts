// The findings that the user ignores: they count nowhere.
import type { Code } from "../codes/codes.ts";
import {
  type CheckReport,
  checkStatusOf,
  type Diagnosis,
  diagnosisOf,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";

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
  return diagnosisOf({
    ...diagnosis,
    findings: diagnosis.findings.filter(counts),
    connections: diagnosis.connections.map((connection) => ({
      ...connection,
      checks: connection.checks.map(checkWithout),
    })),
  });
}
