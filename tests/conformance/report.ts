/**
 * As much of the doctor's JSON as the cases look at, read from unknown data.
 *
 * @module
 */

/** A finding. */
export interface Finding {
  /** Its stable code. */
  readonly code: string;
  /** `error`, `warning` or `info`. */
  readonly severity: string;
}

/** A step of the doctor on a connection. */
export interface Check {
  /** The step. */
  readonly id: string;
  /** `pass`, `warn`, `fail` or `skip`. */
  readonly status: string;
  /** What it found. */
  readonly findings: readonly Finding[];
}

/** A connection. */
export interface Connection {
  /** Whose it is. */
  readonly consumers: readonly string[];
  /** Its steps. */
  readonly checks: readonly Check[];
}

/** The report. */
export interface Report {
  /** The version of its form. */
  readonly schemaVersion: unknown;
  /** Whether the exit status is 0. */
  readonly ok: unknown;
  /** What the resolver found. */
  readonly findings: readonly Finding[];
  /** What was examined. */
  readonly connections: readonly Connection[];
}

/**
 * Reads a report.
 *
 * @param text What the doctor wrote to standard output.
 * @returns The report.
 */
export function parseReport(text: string): Report {
  const report = record(JSON.parse(text));
  return {
    schemaVersion: report.schemaVersion,
    ok: report.ok,
    findings: list(report.findings).map(finding),
    connections: list(report.connections).map(connection),
  };
}

/**
 * Collects the codes of one severity, the resolver's and all steps'.
 *
 * @param report The report.
 * @param severity The severity.
 * @returns Each code once, sorted.
 */
export function codesOf(report: Report, severity: string): string[] {
  const found = [
    ...report.findings,
    ...report.connections.flatMap((it) => it.checks)
      .flatMap((it) => it.findings),
  ];
  const codes = found.filter((it) => it.severity === severity)
    .map((it) => it.code);
  return [...new Set(codes)].sort();
}

function connection(value: unknown): Connection {
  const { consumers, checks } = record(value);
  return {
    consumers: list(consumers).map(text),
    checks: list(checks).map(check),
  };
}

function check(value: unknown): Check {
  const { id, status, findings } = record(value);
  return {
    id: text(id),
    status: text(status),
    findings: list(findings).map(finding),
  };
}

function finding(value: unknown): Finding {
  const { code, severity } = record(value);
  return { code: text(code), severity: text(severity) };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { ...value };
  }
  throw new TypeError(`Cannot read the report: no object in ${typeof value}`);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`Cannot read the report: no array in ${typeof value}`);
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`Cannot read the report: no text in ${typeof value}`);
}
