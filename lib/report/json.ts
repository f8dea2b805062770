// The reports for machines: schema 1.
import { byConsumer } from "../codes/variables.ts";
import { VERSION } from "../codes/version.ts";
import type {
  CheckReport,
  CheckStatus,
  ConnectionReport,
  Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Configuration, Sourced } from "../resolver/configuration.ts";
import type { ConsumerView } from "../resolver/consumer.ts";
import type { Credential } from "../resolver/credential.ts";
import type { Finding } from "../finding/finding.ts";
import { redactValue } from "../resolver/redaction.ts";
import { clipped } from "../resolver/resolved_setting.ts";
import type { Resolution } from "../resolver/resolve.ts";
import {
  describeTlsVerification,
  type TlsVerification,
} from "../resolver/tls_verification.ts";
import { describeSource } from "../finding/source.ts";
import { jsonDocument } from "./json_document.ts";
import {
  exitStatusOf,
  exitStatusOfDiagnosis,
  exitStatusOfReport,
} from "./exit_status.ts";
import type { Report, Strictness, TargetReport } from "./model.ts";

/** The version of the shape of both reports. */
const SCHEMA_VERSION = 1;

const HEAD = {
  schemaVersion: SCHEMA_VERSION,
  tool: { name: "zenml-env", version: VERSION },
} as const;

/** Writes a report as JSON: the diagnosis, or with `--each` a list of them under `targets`. */
export function reportJson(report: Report): string {
  const { isEach, targets } = report;
  const objects = targets.map((target) => targetObject(target, report));
  return jsonDocument(isEach ? eachObject(report, objects) : objects[0]);
}

/** Makes the object of a target, which names its file if `--each` did. */
export function targetObject(
  { file, diagnosis }: TargetReport,
  { strict }: Strictness,
) {
  return {
    ...(file === null ? {} : { file }),
    ...diagnosisObject(diagnosis, { strict }),
  };
}

function eachObject(report: Report, targets: readonly unknown[]) {
  return {
    ...HEAD,
    ok: exitStatusOfReport(report) === 0,
    startedAt: report.startedAt.toISOString(),
    durationMs: report.durationMs,
    summary: countSteps({
      connections: report.targets.flatMap(({ diagnosis }) =>
        diagnosis.connections
      ),
    }),
    targets,
  };
}

function diagnosisObject(diagnosis: Diagnosis, strictness: Strictness) {
  return {
    ...HEAD,
    ok: exitStatusOfDiagnosis(diagnosis, strictness) === 0,
    startedAt: diagnosis.startedAt.toISOString(),
    durationMs: diagnosis.durationMs,
    summary: countSteps(diagnosis),
    findings: diagnosis.findings,
    connections: diagnosis.connections.map(connectionJson),
  };
}

/** Writes a resolution as JSON. */
export function resolutionJson(
  resolution: Resolution,
  strictness: Strictness,
): string {
  const { configuration, consumers, findings } = resolution;
  return jsonDocument({
    schemaVersion: SCHEMA_VERSION,
    ok: exitStatusOf(findings, strictness) === 0,
    configuration: configuration && configurationJson(configuration),
    consumers: byConsumer((each) => viewJson(consumers[each])),
    findings,
  });
}

/** Counts the steps of all connections by status. */
function countSteps(
  diagnosis: Pick<Diagnosis, "connections">,
): Readonly<Record<CheckStatus, number>> {
  const counts = { pass: 0, warn: 0, fail: 0, skip: 0 };
  for (const { checks } of diagnosis.connections) {
    for (const { status } of checks) counts[status]++;
  }
  return counts;
}

function connectionJson(
  { connection, server, account, checks }: ConnectionReport,
) {
  return {
    consumers: connection.consumers,
    serverUrl: connection.serverUrl,
    credential: credentialJson(connection.credential),
    server,
    account,
    checks: checks.map(checkJson),
  };
}

function checkJson(check: CheckReport) {
  const { id, status, durationMs, summary, reason, details } = check;
  return {
    id,
    status,
    durationMs,
    summary,
    reason,
    details,
    findings: check.findings.map(checkFinding),
  };
}

/** A check's finding concerns the consumers of its connection, which are listed there. */
function checkFinding({ consumers: _, ...rest }: Finding) {
  return rest;
}

function credentialJson({ kind, variable, source, keyId }: Credential) {
  return { kind, variable, source: source && describeSource(source), keyId };
}

function configurationJson(configuration: Configuration) {
  const { serverUrl, credential, proApiUrl, tlsVerification } = configuration;
  return {
    serverUrl: providedJson(serverUrl, (url) => url),
    credential: credentialJson(credential),
    proApiUrl: proApiUrl && providedJson(proApiUrl, redactValue),
    tlsVerification: providedJson(tlsVerification, tlsJson),
  };
}

function providedJson<T>(
  { value, variable, source }: Sourced<T>,
  show: (value: T) => string | boolean,
) {
  return {
    value: show(value),
    variable,
    source: source && describeSource(source),
  };
}

function tlsJson(verification: TlsVerification): string | boolean {
  return verification.kind === "on"
    ? true
    : verification.kind === "off"
    ? false
    : redactValue(describeTlsVerification(verification));
}

function viewJson(view: ConsumerView) {
  const { status, serverUrl, credential, credentialVariable, reason } = view;
  return {
    status,
    serverUrl: serverUrl && clipped(serverUrl),
    credential,
    credentialVariable,
    reason,
  };
}
