/**
 * The report of one target, as formats take it.
 *
 * @module
 */
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import type { Report, Strictness } from "../../lib/report/model.ts";

/**
 * Makes the report of one target.
 *
 * @param diagnosis What the doctor found.
 * @param strictness Whether a warning fails.
 * @returns The report.
 */
export function reportOfOne(
  diagnosis: Diagnosis,
  { strict }: Strictness = { strict: false },
): Report {
  const { startedAt, durationMs } = diagnosis;
  const targets = [{ file: null, diagnosis }];
  return { isEach: false, targets, startedAt, durationMs, strict };
}
