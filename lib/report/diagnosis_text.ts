// The doctor's report for people.
import type { ConnectionReport, Diagnosis } from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import { findingLines, placeLines, settingLines } from "./finding_text.ts";
import { mergedFixes } from "./fix_text.ts";
import { shortDuration, styled, wrapped } from "./layout.ts";
import { failingFindings, fails, firstFailure } from "./exit_status.ts";
import type { ReportLook, Strictness } from "./model.ts";
import { diagnosisSentence } from "./sentence.ts";
import { describeProgram } from "./program.ts";
import { stepLines } from "./step_lines.ts";

/** How the report should look. */
export type TextOptions = ReportLook & Strictness;

/** Writes a diagnosis for people: the configuration, each connection, and one sentence at the end. */
export function diagnosisText(
  diagnosis: Diagnosis,
  options: TextOptions,
): string {
  const lines = options.verbosity === "quiet"
    ? quietLines(diagnosis, options)
    : sectionsOf(diagnosis, options).flatMap(({ title, lines }) => [
      styled(title, "bold", options),
      ...lines,
      "",
    ]);
  return [
    ...(options.verbosity === "verbose" ? [describeProgram(), ""] : []),
    ...lines,
    ...lastSentence(diagnosis, options),
    ...lastFixes(diagnosis, options),
  ].join("\n") + "\n";
}

/** Writes what failed, but for what the last sentence says. */
export function quietLines(
  diagnosis: Diagnosis,
  options: TextOptions,
): string[] {
  return failingFindings(diagnosis, options)
    .flatMap(findingWriter(diagnosis, { ...options, verbosity: "quiet" }));
}

/** Writes what fixes everything that failed, for the end of a report. */
export function lastFixes(
  diagnosis: Diagnosis,
  options: TextOptions,
): string[] {
  const failing = failingFindings(diagnosis, options);
  return mergedFixes(failing, diagnosis.place, options);
}

/** The finding that the last sentence says. */
function headlineOf(diagnosis: Diagnosis, options: Strictness) {
  return diagnosis.interrupted ? undefined : firstFailure(diagnosis, options);
}

type WriteFinding = (finding: Finding) => readonly string[];

/** What the end of the report says is not said in its place as well; verbose, the finding is named there all the same. */
function findingWriter(
  diagnosis: Diagnosis,
  options: TextOptions,
): WriteFinding {
  const headline = headlineOf(diagnosis, options);
  const isVerbose = options.verbosity === "verbose";
  return (finding) =>
    finding === headline && !isVerbose ? [] : findingLines(finding, {
      ...options,
      place: diagnosis.place,
      isVerbose,
      hasMessage: finding !== headline,
      hasFix: !fails(finding, options),
    });
}

/** A part of the report. */
export interface Section {
  readonly title: string;
  /** What it says. */
  readonly lines: readonly string[];
}

/** Writes the parts of a diagnosis: the configuration, then each connection. */
export function sectionsOf(
  diagnosis: Diagnosis,
  options: TextOptions,
): Section[] {
  const { findings, settings, connections } = diagnosis;
  const write = findingWriter(diagnosis, options);
  return [
    {
      title: "Configuration",
      lines: configurationLines(findings, settings, options, write),
    },
    ...connections.map((report) => ({
      title: `${report.connection.serverUrl} (${usersOf(report.connection)})`,
      lines: stepLines(report.checks, options, write),
    })),
  ];
}

function configurationLines(
  findings: readonly Finding[],
  settings: readonly ResolvedSetting[],
  options: TextOptions,
  write: WriteFinding,
): string[] {
  return [
    ...(settings.length > 0
      ? settingLines(settings, options)
      : findings.some(({ code }) => code === "file-unreadable")
      ? []
      : ["  none of ZenML's variables was found"]),
    ...findings.flatMap(write),
  ];
}

/** Says for whom a connection was examined. */
export function usersOf(
  { consumers }: Pick<ConnectionReport["connection"], "consumers">,
): string {
  return consumers.length > 0
    ? consumers.join(" and ")
    : "the combined configuration";
}

function lastSentence(diagnosis: Diagnosis, options: TextOptions): string[] {
  const { durationMs, polls = 1 } = diagnosis;
  const took = shortDuration(durationMs) +
    (polls > 1 ? `, examined ${polls} times` : "");
  const [text, style] = diagnosisSentence(diagnosis, options);
  const headline = headlineOf(diagnosis, options);
  return [
    ...wrapped(`${text} (${took})`, "", "  ", options.columns)
      .map((line) => styled(line, style, options)),
    ...headline ? placeLines(headline, options) : [],
  ];
}
