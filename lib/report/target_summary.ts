/**
 * A target in one row.
 *
 * @module
 */
import type { TargetReport } from "./report.ts";
import { failingFindings } from "./verdict.ts";

/** What a row says of a target. */
export interface TargetSummary {
  /** The env file, or the URL where no file was named. */
  readonly target: string;
  /** The server's URL, the first one that has a problem if there are several; null if there is none. */
  readonly url: string | null;
  /** What it comes to. */
  readonly verdict: "well" | "warnings" | "not well" | "interrupted";
  /** The code of the first thing that is wrong, or null. */
  readonly problem: string | null;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Says of a target what fits in a row.
 *
 * @param report The target with what was found.
 * @param strict Whether a warning fails.
 * @returns The row.
 *
 * @example Usage
 * ```ts
 * import { targetSummaryOf } from "./target_summary.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const diagnosis = { startedAt: new Date(0), durationMs: 1, findings: [], connections: [], interrupted: false };
 * assertEquals(targetSummaryOf({ file: "a.env", diagnosis, settings: [] }, false).verdict, "well");
 * ```
 */
export function targetSummaryOf(
  { file, diagnosis }: TargetReport,
  strict: boolean,
): TargetSummary {
  const failures = failingFindings(diagnosis, { strict });
  const warnings = failingFindings(diagnosis, { strict: true });
  const [problem] = failures.length > 0 ? failures : warnings;
  const { connections, durationMs, interrupted } = diagnosis;
  const concerned =
    connections.find(({ checks }) =>
      checks.some(({ findings }) => problem && findings.includes(problem))
    ) ?? connections[0];
  const url = concerned?.connection.serverUrl ?? null;
  return {
    target: file ?? url ?? "-",
    url,
    verdict: interrupted
      ? "interrupted"
      : failures.length > 0
      ? "not well"
      : warnings.length > 0
      ? "warnings"
      : "well",
    problem: problem?.code ?? null,
    durationMs,
  };
}
