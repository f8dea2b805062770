// The doctor's report for people.
import type {
  CheckReport,
  CheckStatus,
  ConnectionReport,
  Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import { findingLines, settingLines } from "./finding_text.ts";
import {
  describeDuration,
  padded,
  type Style,
  styled,
  wrapped,
} from "./layout.ts";
import { failingFindings } from "./exit_status.ts";
import type { ReportLook, Strictness } from "./model.ts";
import { diagnosisSentence } from "./sentence.ts";

/** How the report should look. */
export type TextOptions = ReportLook & Strictness;

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

/** Writes a diagnosis for people: the configuration, each connection, and one sentence at the end. */
export function diagnosisText(
  diagnosis: Diagnosis,
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): string {
  const lines = options.verbosity === "quiet"
    ? failingFindings(diagnosis, options)
      .flatMap((finding) => findingLines(finding, options, false))
    : sectionsOf(diagnosis, settings, options).flatMap(({ title, lines }) => [
      styled(title, "bold", options),
      ...lines,
      "",
    ]);
  return [...lines, ...lastSentence(diagnosis, options)].join("\n") + "\n";
}

/** A part of the report. */
export interface Section {
  readonly title: string;
  /** What it says. */
  readonly lines: readonly string[];
}

/** Writes the parts of a diagnosis: the configuration, then each connection. */
export function sectionsOf(
  { findings, connections }: Pick<Diagnosis, "findings" | "connections">,
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): Section[] {
  return [
    {
      title: "Configuration",
      lines: configurationLines(findings, settings, options),
    },
    ...connections.map((report) => ({
      title: report.connection.serverUrl,
      lines: connectionLines(report, options),
    })),
  ];
}

function configurationLines(
  findings: readonly Finding[],
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): string[] {
  return [
    ...(settings.length > 0
      ? settingLines(settings, options)
      : findings.some(({ code }) => code === "file-unreadable")
      ? []
      : ["  none of ZenML's variables was found"]),
    ...findings.flatMap((finding) =>
      findingLines(finding, options, options.verbosity === "verbose")
    ),
  ];
}

function connectionLines(
  { connection, checks }: ConnectionReport,
  options: TextOptions,
): string[] {
  return [
    styled(`  for ${usersOf(connection)}`, "dim", options),
    ...checks.flatMap((check) => checkLines(check, options)),
  ];
}

/** Says for whom a connection was examined. */
export function usersOf(
  { consumers }: Pick<ConnectionReport["connection"], "consumers">,
): string {
  return consumers.length > 0
    ? consumers.join(" and ")
    : "what both conventions give together";
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
  const [text, style] = diagnosisSentence(diagnosis, options);
  return wrapped(`${text} (${took}).`, "", "", options.columns)
    .map((line) => styled(line, style, options));
}
