/**
 * Reads the JSON report of the command.
 *
 * @module
 */

/** A finding in the report. */
export interface ReportedFinding {
  readonly code: string;
  readonly severity: string;
  readonly variable: string | null;
  readonly source: string | null;
}

/** The report, as far as tests look at it. */
export interface Report {
  readonly ok: boolean;
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly ReportedFinding[];
  readonly connections: readonly {
    readonly consumers: readonly string[];
    readonly serverUrl: string;
    readonly checks: readonly {
      readonly id: string;
      readonly status: string;
      readonly reason: string | null;
      readonly findings: readonly ReportedFinding[];
    }[];
  }[];
}

/**
 * Reads a report.
 *
 * @param stdout What the command wrote.
 * @returns The report.
 */
export function readReport(stdout: string): Report {
  return JSON.parse(stdout);
}

/**
 * Lists what a report holds: the resolver's findings, then those of the steps.
 *
 * @param report The report.
 * @returns Each finding's code and severity.
 */
export function codesIn({ findings, connections }: Report): string[] {
  return [
    ...findings,
    ...connections.flatMap(({ checks }) =>
      checks.flatMap(({ findings }) => findings)
    ),
  ].map(({ code, severity }) => `${code} ${severity}`);
}
