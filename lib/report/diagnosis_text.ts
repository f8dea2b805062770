/**
 * The doctor's report for people.
 *
 * @module
 */
import {
  allFindingsOf,
  type CheckReport,
  type CheckStatus,
  type ConnectionReport,
  type Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../resolution/finding.ts";
import type { ResolvedSetting } from "../resolution/resolved_setting.ts";
import { findingLines, settingLines } from "./finding_text.ts";
import {
  describeDuration,
  type Look,
  padded,
  type Style,
  styled,
  wrapped,
} from "./layout.ts";
import { isFailing, type Strictness } from "./verdict.ts";

/** How much to say. */
export type Verbosity = "quiet" | "normal" | "verbose";

/** How the report should look. */
export interface TextOptions extends Look, Strictness {
  /** How much to say. */
  readonly verbosity: Verbosity;
}

const STATUS_MARKS: Readonly<
  Record<CheckStatus, readonly [mark: string, style: Style]>
> = {
  pass: ["✓", "green"],
  warn: ["!", "yellow"],
  fail: ["✗", "red"],
  skip: ["-", "dim"],
};

/** The width of the longest step's name. */
const STEP_WIDTH = 8;

/**
 * Writes a diagnosis for people: the configuration, each connection, and one sentence at the end.
 *
 * @param diagnosis What the doctor found.
 * @param settings The variables as the resolver shows them.
 * @param options The width, the colours, and how much to say.
 * @returns The report, with a line end.
 *
 * @example Usage
 * ```ts
 * import { diagnosisText } from "./diagnosis_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const diagnosis = { startedAt: new Date(0), durationMs: 1, findings: [], connections: [], interrupted: true };
 * const options = { columns: 80, color: false, strict: false, verbosity: "quiet" } as const;
 * assertEquals(diagnosisText(diagnosis, [], options), "Interrupted: the steps that had not ended are skipped (1 ms).\n");
 * ```
 */
export function diagnosisText(
  diagnosis: Diagnosis,
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): string {
  const lines = options.verbosity === "quiet"
    ? allFindingsOf(diagnosis).filter((finding) => isFailing(finding, options))
      .flatMap((finding) => findingLines(finding, options, false))
    : [
      ...configurationLines(diagnosis.findings, settings, options),
      ...diagnosis.connections.flatMap((report) =>
        connectionLines(report, options)
      ),
    ];
  return [...lines, ...lastSentence(diagnosis, options)].join("\n") + "\n";
}

function configurationLines(
  findings: readonly Finding[],
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): string[] {
  return [
    styled("Configuration", "bold", options),
    ...(settings.length > 0
      ? settingLines(settings, options)
      : findings.some(({ code }) => code === "file-unreadable")
      ? []
      : ["  none of ZenML's variables was found"]),
    ...findings.flatMap((finding) =>
      findingLines(finding, options, options.verbosity === "verbose")
    ),
    "",
  ];
}

function connectionLines(
  { connection, checks }: ConnectionReport,
  options: TextOptions,
): string[] {
  const users = connection.consumers.length > 0
    ? connection.consumers.join(" and ")
    : "what both conventions give together";
  return [
    styled(connection.serverUrl, "bold", options),
    styled(`  for ${users}`, "dim", options),
    ...checks.flatMap((check) => checkLines(check, options)),
    "",
  ];
}

function checkLines(check: CheckReport, options: TextOptions): string[] {
  const [mark, style] = STATUS_MARKS[check.status];
  const start = `  ${mark} ${padded(check.id, STEP_WIDTH)} `;
  const time = check.status === "skip"
    ? ""
    : ` (${describeDuration(check.durationMs)})`;
  const verbose = options.verbosity === "verbose";
  const [first = "", ...rest] = wrapped(
    check.summary + time,
    start,
    " ".repeat(start.length),
    options.columns,
  );
  return [
    check.status === "skip"
      ? styled(first, "dim", options)
      : `  ${styled(mark, style, options)}${first.slice(3)}`,
    ...rest.map((line) =>
      check.status === "skip" ? styled(line, "dim", options) : line
    ),
    ...(verbose
      ? Object.entries(check.details).map(([name, value]) =>
        styled(`      ${name}: ${value}`, "dim", options)
      )
      : []),
    ...check.findings.flatMap((finding) =>
      findingLines(finding, options, verbose)
    ),
  ];
}

function lastSentence(diagnosis: Diagnosis, options: TextOptions): string[] {
  const { durationMs, polls = 1 } = diagnosis;
  const took = describeDuration(durationMs) +
    (polls > 1 ? `, asked ${polls} times` : "");
  const [text, style] = sentenceOf(diagnosis, options);
  return wrapped(`${text} (${took}).`, "", "", options.columns)
    .map((line) => styled(line, style, options));
}

function sentenceOf(
  diagnosis: Diagnosis,
  options: TextOptions,
): readonly [string, Style] {
  if (diagnosis.interrupted) {
    return ["Interrupted: the steps that had not ended are skipped", "yellow"];
  }
  const findings = allFindingsOf(diagnosis);
  const first = findings.find(({ severity }) => severity === "error") ??
    findings.find((finding) => isFailing(finding, options));
  if (first) {
    return [`Not well: ${first.code}: ${first.message}`, "red"];
  }
  const warnings =
    findings.filter(({ severity }) => severity === "warning").length;
  const but = warnings === 0
    ? ""
    : `, with ${warnings} warning${warnings === 1 ? "" : "s"}`;
  const names = diagnosis.connections.flatMap(({ account, server }) =>
    account && server ? [`ZenML ${server.version} as '${account.name}'`] : []
  );
  return names.length > 0
    ? [`All is well${but}: ${[...new Set(names)].join(", ")}`, "green"]
    : [`Nothing wrong was found${but}; no server has let this in`, "green"];
}
