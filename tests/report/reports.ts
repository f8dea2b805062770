/**
 * Reports made by hand, with any words in every place that can hold words of others.
 *
 * @module
 */
import { STEP_IDS } from "../../lib/codes/steps.ts";
import {
  type CheckReport,
  checkStatusOf,
  diagnosisOf,
} from "../../lib/doctor/diagnosis.ts";
import type { Report, TargetReport } from "../../lib/report/model.ts";
import type { Finding } from "../../lib/finding/finding.ts";
import { inOrder, run, setTo, words } from "../../lib/finding/fix.ts";
import {
  type Code,
  type Resolution,
  resolve,
  type Severity,
} from "../../mod.ts";
import { KEY } from "../helpers/credentials.ts";

/** What differs from a finding to the next. */
export interface FindingParts {
  readonly code: Code;
  readonly severity: Severity;
  readonly message?: string;
  readonly file?: string | null;
  readonly line?: number | null;
}

/**
 * Makes a finding.
 *
 * @param parts What it says.
 * @returns The finding.
 */
export function finding(
  { code, severity, message = "It is so", file = null, line = null }:
    FindingParts,
): Finding {
  return {
    code,
    severity,
    message,
    fix: setTo({ variable: "A", source: { kind: "environment" } }, "b"),
    hint: "export A=b",
    transient: false,
    consumers: ["client"],
    variable: "ZENML_STORE_URL",
    source: file === null ? "environment" : `${file}:${line}`,
    file,
    line,
  };
}

/** What differs from a target to the next. */
export interface TargetParts {
  readonly file?: string | null;
  readonly findings?: readonly Finding[];
  readonly serverUrl?: string;
  readonly summary?: string;
  readonly reason?: string;
  /** The findings of the step `login`; `identity` and `rotation` are skipped. */
  readonly loginFindings?: readonly Finding[];
  readonly interrupted?: boolean;
}

const resolved = new Map<string, Resolution>();

/** Resolves a URL once: thousands of reports have the same. */
function resolvedOf(serverUrl: string): Resolution {
  const resolution = resolved.get(serverUrl) ?? resolve({
    environment: { ZENML_STORE_URL: serverUrl, ZENML_STORE_API_KEY: KEY },
  });
  resolved.set(serverUrl, resolution);
  return resolution;
}

/**
 * Makes a target with one connection, on which every step is as it should be by default.
 *
 * @param parts What it says.
 * @returns The target.
 */
export function target(parts: TargetParts = {}): TargetReport {
  const { file = null, loginFindings = [], interrupted = false } = parts;
  const { serverUrl = "https://zenml.example.com" } = parts;
  const { summary = "fine", reason = "nothing to see" } = parts;
  const { connections, settings } = resolvedOf(serverUrl);
  const checks = STEP_IDS.map((id): CheckReport => {
    const findings = id === "login" ? loginFindings : [];
    const skipped = id === "identity" || id === "rotation" ? reason : null;
    return {
      id,
      status: checkStatusOf(findings, skipped),
      durationMs: 1,
      summary: skipped ?? summary,
      reason: skipped,
      details: {},
      findings,
    };
  });
  const diagnosis = diagnosisOf({
    startedAt: new Date(0),
    durationMs: 12,
    findings: parts.findings ?? [],
    connections: connections.map((connection) => ({
      connection: { ...connection, serverUrl },
      server: null,
      account: null,
      retryAfterMs: null,
      checks,
    })),
    place: "posix",
    settings,
    interrupted,
  });
  return { file, diagnosis };
}

/**
 * Makes the report of one target, or of many.
 *
 * @param targets One without a file, or many with theirs.
 * @param strict Whether a warning fails.
 * @returns The report.
 */
export function reportOf(
  targets: readonly TargetReport[],
  strict = false,
): Report {
  return {
    isEach: targets.length !== 1 || targets[0]?.file !== null,
    targets,
    startedAt: new Date(0),
    durationMs: 12,
    strict,
  };
}

/**
 * Makes reports that hold a text wherever somebody else's words may stand.
 *
 * @param text The text.
 * @returns The report of one target, and of two.
 */
export function reportsHolding(text: string): Report[] {
  const parts: TargetParts = {
    findings: [
      finding({ code: "url-insecure", severity: "warning", message: text }),
    ].map((one) => ({
      ...one,
      variable: text,
      source: text,
      fix: inOrder(words(text), run(text, text)),
      hint: text,
    })),
    loginFindings: [
      finding({
        code: "login-failed",
        severity: "error",
        message: text,
        file: text,
        line: 3,
      }),
      finding({ code: "account-is-user", severity: "info", message: text }),
    ],
    summary: text,
    reason: text,
  };
  const one = target(parts);
  const { diagnosis } = one;
  // The resolver would make nothing of such a URL.
  const connections = diagnosis.connections.map((report) => ({
    ...report,
    connection: { ...report.connection, serverUrl: text },
  }));
  const settings = diagnosis.settings.map((setting) => ({
    ...setting,
    value: text,
    source: text,
  }));
  const made = { ...one, diagnosis: { ...diagnosis, connections, settings } };
  return [
    reportOf([made]),
    reportOf([{ ...made, file: text }, { ...made, file: ".env" }], true),
  ];
}
