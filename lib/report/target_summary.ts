// A target in one row.
import type { TargetReport } from "./model.ts";
import { firstFailure } from "./exit_status.ts";

/** A target's row. */
export interface TargetSummary {
  /** The server's URL, the first one that has a problem if there are several; null if there is none. */
  readonly url: string | null;
  /** What it comes to. */
  readonly result: "ok" | "warnings" | "failed" | "interrupted";
  /** The code of the first thing that is wrong, or null. */
  readonly problem: string | null;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** Returns a target's row. */
export function targetSummaryOf(
  { diagnosis }: Pick<TargetReport, "diagnosis">,
  strict: boolean,
): TargetSummary {
  const failure = firstFailure(diagnosis, { strict });
  const problem = failure ?? firstFailure(diagnosis, { strict: true });
  const { connections, durationMs, interrupted } = diagnosis;
  const concerned =
    connections.find(({ checks }) =>
      checks.some(({ findings }) => problem && findings.includes(problem))
    ) ?? connections[0];
  return {
    url: concerned?.connection.serverUrl ?? null,
    result: interrupted
      ? "interrupted"
      : failure
      ? "failed"
      : problem
      ? "warnings"
      : "ok",
    problem: problem?.code ?? null,
    durationMs,
  };
}
