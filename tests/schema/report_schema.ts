/**
 * The JSON Schema of the reports, from the tables of codes, steps and variables.
 *
 * @module
 */
import { CODE_NAMES, VARIABLES } from "../../mod.ts";
import { FILTERS } from "../../lib/finding/correction.ts";
import { STEP_IDS } from "../../lib/codes/steps.ts";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const line: Schema = { type: "string", pattern: "^[^\\r\\n]+$" };
const flag: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const milliseconds: Schema = { type: "number", minimum: 0 };
const oneOf = (names: readonly string[]): Schema => ({ enum: names });
const orNull = (schema: Schema): Schema => ({
  anyOf: [schema, { type: "null" }],
});
const list = (items: Schema): Schema => ({ type: "array", items });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const variables = Object.keys(VARIABLES);
const consumer = oneOf(["client", "terraform"]);
const credentialKind = oneOf(["api-key", "api-token", "password", "none"]);
const lineNumber = orNull({ type: "integer", minimum: 1 });
const place = {
  variable: orNull(text),
  source: orNull(line),
  file: orNull(line),
  line: lineNumber,
};
const ofKinds = (
  kinds: Readonly<Record<string, Readonly<Record<string, Schema>>>>,
): Schema => ({
  anyOf: Object.entries(kinds).map(([kind, properties]) =>
    object({ kind: { const: kind }, ...properties })
  ),
});
const fixPlace = ofKinds({
  "environment": {},
  "standard-input": {},
  "flag": { name: text },
  "file": { file: text, line: lineNumber },
});
const fixValue = ofKinds({
  text: { text },
  variable: { variable: text },
  unknown: { text },
});
/** What to change: one kind of fix each; a list holds others. */
const fix = {
  anyOf: Object.entries({
    set: { variable: text, source: fixPlace, value: fixValue, isNew: flag },
    unset: { variable: text, source: fixPlace },
    rename: { variable: text, source: fixPlace, to: text },
    correct: {
      variable: text,
      source: fixPlace,
      how: oneOf(Object.keys(FILTERS)),
      what: orNull(text),
    },
    lines: {
      file: text,
      line: lineNumber,
      lines: list(object({ variable: text, value: fixValue })),
    },
    run: {
      where: oneOf(["here", "without-variables", "administrator"]),
      commands: list(
        object({ words: list(text), pipedTo: orNull(list(text)) }),
      ),
    },
    permit: { flag: text, value: text },
    words: { text },
    list: { fixes: list({ $ref: "#/definitions/fix" }) },
  }).map(([kind, properties]) =>
    object({ kind: { const: kind }, ...properties, when: orNull(text) })
  ),
};
const findingFacts = {
  code: oneOf(CODE_NAMES),
  severity: oneOf(["error", "warning", "info"]),
  message: line,
  fix: { $ref: "#/definitions/fix" },
  hint: line,
  transient: flag,
};
const checkFinding = object({ ...findingFacts, ...place });
const resolverFinding = object({
  ...findingFacts,
  consumers: list(consumer),
  ...place,
});
const credential = object({
  kind: credentialKind,
  variable: orNull(oneOf(variables)),
  source: orNull(line),
  keyId: orNull({ type: "string", pattern: "^[0-9a-f-]{32,36}$" }),
});
const check = object({
  id: oneOf(STEP_IDS),
  status: oneOf(["pass", "warn", "fail", "skip"]),
  durationMs: milliseconds,
  summary: line,
  reason: orNull(line),
  details: { type: "object" },
  findings: list(checkFinding),
});
const connection = object({
  consumers: list(consumer),
  serverUrl: line,
  credential,
  server: orNull(
    object({ id: text, version: text, deploymentType: text, authScheme: text }),
  ),
  account: orNull(object({ name: text, isServiceAccount: flag })),
  checks: {
    ...list(check),
    minItems: STEP_IDS.length,
    maxItems: STEP_IDS.length,
  },
});
const provided = (value: Schema) =>
  object({ value, variable: orNull(oneOf(variables)), source: orNull(line) });
const view = object({
  status: oneOf(["remote", "local", "error", "unset"]),
  serverUrl: orNull(text),
  credential: credentialKind,
  credentialVariable: orNull(oneOf(variables)),
  reason: orNull(line),
});

const runFacts = {
  schemaVersion: { const: 1 },
  tool: object({ name: { const: "zenml-env" }, version: line }),
  ok: flag,
  startedAt: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$" },
  durationMs: milliseconds,
  summary: object({ pass: count, warn: count, fail: count, skip: count }),
};
const diagnosisFacts = {
  ...runFacts,
  findings: list(resolverFinding),
  connections: list(connection),
};

/** What `doctor --format json` writes. */
const doctorReport = object(diagnosisFacts);

/** A target of `--each`, which `--format jsonl` writes as a line of its own. */
const targetReport = object({ file: line, ...diagnosisFacts });

/** What it writes with `--each`. */
const eachReport = object({
  ...runFacts,
  targets: list({ $ref: "#/definitions/targetReport" }),
});

/** What `resolve --format json` writes. */
const resolveReport = object({
  schemaVersion: { const: 1 },
  ok: flag,
  configuration: orNull(object({
    serverUrl: provided(line),
    credential,
    proApiUrl: orNull(provided(text)),
    tlsVerification: provided({ anyOf: [text, flag] }),
  })),
  consumers: object({ client: view, terraform: view }),
  findings: list(resolverFinding),
});

/** The schema of all: a report is one of them. */
export const REPORT_SCHEMA: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title:
    "Reports of zenml-env: doctor and resolve with --format json, and each line of doctor with --format jsonl",
  anyOf: [
    { $ref: "#/definitions/doctorReport" },
    { $ref: "#/definitions/eachReport" },
    { $ref: "#/definitions/targetReport" },
    { $ref: "#/definitions/resolveReport" },
  ],
  definitions: { doctorReport, eachReport, targetReport, resolveReport, fix },
};
