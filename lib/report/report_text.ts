/**
 * The doctor's whole report for people: one target, or a table of many.
 *
 * @module
 */
import { diagnosisText } from "./diagnosis_text.ts";
import type { ReportLook } from "./formats.ts";
import type { Report } from "./report.ts";

/**
 * Writes a report for people.
 *
 * @param report The report.
 * @param look The width, the colours, and how much to say.
 * @returns The report, with a line end.
 *
 * @example Usage
 * ```ts
 * import { reportOfOne } from "./report.ts";
 * import { reportText } from "./report_text.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const diagnosis = { startedAt: new Date(0), durationMs: 1, findings: [], connections: [], interrupted: false };
 * const look = { columns: 80, color: false, verbosity: "normal" } as const;
 * const text = reportText(reportOfOne(diagnosis, [], { strict: false }), look);
 * assertStringIncludes(text, "Nothing wrong was found");
 * ```
 */
export function reportText(report: Report, look: ReportLook): string {
  const { strict, targets } = report;
  return targets.map(({ diagnosis, settings }) =>
    diagnosisText(diagnosis, settings, { ...look, strict })
  ).join("\n");
}
