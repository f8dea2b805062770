/**
 * The reports of the command for programs: a diagnosis as text, Markdown, JUnit XML, or an object for JSON.
 *
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { jsonReport, markdownReport } from "@mlops/zenml-env/report";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com", ZENML_STORE_API_KEY: "changeme" };
 * const diagnosis = await diagnose(resolve({ environment }), { offline: true });
 * assertStringIncludes(markdownReport(diagnosis), "## ❌ Connection to ZenML: failed");
 * assertEquals(jsonReport(diagnosis).ok, false);
 * ```
 *
 * The writers need no permission. They take every secret of the examined connections out of what they return, and
 * nothing that a server sent can act in a terminal, in the log of a CI system or in Markdown.
 *
 * @module
 */
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { gated } from "../doctor/gated.ts";
import { roundMs } from "../http/timer.ts";
import { secretsOf } from "../resolver/credential.ts";
import { type SecretSet, secretSet } from "../resolver/secret_set.ts";
import { reportJson } from "./json.ts";
import { reportJunit } from "./junit.ts";
import { reportMarkdown } from "./markdown.ts";
import type { Report, TargetReport, Verbosity } from "./model.ts";
import { reportText } from "./report_text.ts";

export type { Diagnosis, Verbosity };

/** One of several diagnoses. */
export interface NamedDiagnosis {
  /** What was examined, as the report shall name it: an env file, or anything else. */
  readonly name: string;
  /** What was found. */
  readonly diagnosis: Diagnosis;
}

/** One diagnosis, or several with their names. */
export type Diagnoses = Diagnosis | readonly NamedDiagnosis[];

/** How to judge. */
export interface ReportOptions {
  /**
   * Whether a warning fails.
   *
   * @default {false}
   */
  readonly strict?: boolean;
}

/** How to judge, and how much to say. */
export interface MarkdownReportOptions extends ReportOptions {
  /**
   * How much to say.
   *
   * @default {"normal"}
   */
  readonly verbosity?: Verbosity;
}

/** How to judge, how much to say, and where it is shown. */
export interface TextReportOptions extends MarkdownReportOptions {
  /**
   * How many columns there are.
   *
   * @default {80}
   */
  readonly columns?: number;
  /**
   * Whether it is coloured, for a terminal.
   *
   * @default {false}
   */
  readonly color?: boolean;
}

/** The report as plain data, of the shape that `lib/report/report.schema.json` describes. */
export interface JsonReport {
  /** The version of the shape. */
  readonly schemaVersion: number;
  /** Whether there is no error, with `strict` no warning either, and nothing was interrupted. */
  readonly ok: boolean;
  /** When it began, in the form of ISO 8601. */
  readonly startedAt: string;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** All else, by the schema. */
  readonly [name: string]: unknown;
}

/**
 * Writes what the command prints for people.
 *
 * @param diagnoses What `diagnose` returned, or several of them with names.
 * @param options How to judge, how much to say, and where it is shown.
 * @returns The text, which ends with a line break.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { textReport } from "@mlops/zenml-env/report";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const diagnosis = await diagnose(resolve({ environment: {} }), { offline: true });
 * assertStringIncludes(textReport(diagnosis), "Failed: url-missing: ");
 * ```
 */
export function textReport(
  diagnoses: Diagnoses,
  options: TextReportOptions = {},
): string {
  const { columns = 80, color = false, verbosity = "normal" } = options;
  const look = { columns, color, verbosity };
  return secretsIn(diagnoses).gate(
    reportText(reportOf(diagnoses, options), look),
  );
}

/**
 * Writes a report as Markdown, for a comment, a ticket, or the summary of a step of GitHub Actions.
 *
 * @param diagnoses What `diagnose` returned, or several of them with names.
 * @param options How to judge, and how much to say.
 * @returns The Markdown, no longer than a comment on GitHub may be.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { markdownReport } from "@mlops/zenml-env/report";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const diagnosis = await diagnose(resolve({ environment: {} }), { offline: true });
 * const several = [{ name: "staging", diagnosis }, { name: "production", diagnosis }];
 * assertStringIncludes(markdownReport(several), "Failed: 2 of 2 targets");
 * ```
 */
export function markdownReport(
  diagnoses: Diagnoses,
  options: MarkdownReportOptions = {},
): string {
  const { verbosity = "normal" } = options;
  return secretsIn(diagnoses).gate(
    reportMarkdown(reportOf(diagnoses, options), { verbosity }),
  );
}

/**
 * Writes a report as JUnit XML, for what shows the results of tests.
 *
 * @param diagnoses What `diagnose` returned, or several of them with names.
 * @param options How to judge.
 * @returns The XML: a suite for each connection, a case for each of its steps.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { junitReport } from "@mlops/zenml-env/report";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const diagnosis = await diagnose(resolve({ environment: {} }), { offline: true });
 * assertStringIncludes(junitReport(diagnosis), '<failure type="url-missing"');
 * ```
 */
export function junitReport(
  diagnoses: Diagnoses,
  options: ReportOptions = {},
): string {
  return secretsIn(diagnoses).gate(reportJunit(reportOf(diagnoses, options)));
}

/**
 * Makes the object that `--format json` writes: plain data, for `JSON.stringify` or `Response.json`.
 *
 * @param diagnoses What `diagnose` returned, or several of them with names.
 * @param options How to judge.
 * @returns The object; of several diagnoses each is one of its `targets`, with its name as `file`.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { jsonReport } from "@mlops/zenml-env/report";
 * import { assertEquals } from "@std/assert";
 *
 * const diagnosis = await diagnose(resolve({ environment: {} }), { offline: true });
 * const { schemaVersion, ok } = jsonReport(diagnosis);
 * assertEquals([schemaVersion, ok], [1, false]);
 * ```
 */
export function jsonReport(
  diagnoses: Diagnoses,
  options: ReportOptions = {},
): JsonReport {
  const json = reportJson(reportOf(diagnoses, options));
  return gated<JsonReport>(JSON.parse(json), secretsIn(diagnoses));
}

function namedOf(diagnoses: Diagnoses): readonly TargetReport[] {
  return "connections" in diagnoses
    ? [{ file: null, diagnosis: diagnoses }]
    : diagnoses.map(({ name, diagnosis }) => ({ file: name, diagnosis }));
}

function reportOf(
  diagnoses: Diagnoses,
  { strict = false }: ReportOptions,
): Report {
  const targets = namedOf(diagnoses);
  // No errors in nothing would be read as a success.
  if (targets.length === 0) throw new TypeError("Cannot report on nothing");
  const begin = Math.min(
    ...targets.map(({ diagnosis }) => diagnosis.startedAt.getTime()),
  );
  const end = Math.max(
    ...targets.map(({ diagnosis: { startedAt, durationMs } }) =>
      startedAt.getTime() + durationMs
    ),
  );
  return {
    isEach: !("connections" in diagnoses),
    targets,
    startedAt: new Date(begin),
    durationMs: roundMs(end - begin),
    strict,
  };
}

/** A diagnosis is without secrets already; a program may have put its own words into a copy of it. */
function secretsIn(diagnoses: Diagnoses): SecretSet {
  return secretSet(
    namedOf(diagnoses).flatMap(({ diagnosis }) =>
      diagnosis.connections.flatMap(({ connection }) =>
        secretsOf(connection.credential)
      )
    ),
  );
}
