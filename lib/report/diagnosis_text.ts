// The doctor's report for people.
import type {
  CheckReport,
  CheckStatus,
  ConnectionReport,
  Diagnosis,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import {
  findingLines,
  type FindingLook,
  settingLines,
} from "./finding_text.ts";
import { fixBlock, fixPartsOfAll } from "./fix_text.ts";
import {
  describeDuration,
  padded,
  type Style,
  styled,
  wrapped,
} from "./layout.ts";
import { failingFindings, fails, firstFailure } from "./exit_status.ts";
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
    ? quietLines(diagnosis, options)
    : sectionsOf(diagnosis, settings, options).flatMap(({ title, lines }) => [
      styled(title, "bold", options),
      ...lines,
      "",
    ]);
  return [
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
  const look = findingLookOf(diagnosis, { ...options, verbosity: "quiet" });
  const headline = headlineOf(diagnosis, options);
  return failingFindings(diagnosis, options)
    .filter((finding) => finding !== headline)
    .flatMap((finding) => findingLines(finding, look(finding)));
}

/** Writes what fixes everything that failed, for the end of a report. */
export function lastFixes(
  diagnosis: Diagnosis,
  options: TextOptions,
): string[] {
  const failing = failingFindings(diagnosis, options);
  // What a warning needs follows what the errors need.
  const ordered = [
    ...failing.filter(({ severity }) => severity === "error"),
    ...failing.filter(({ severity }) => severity !== "error"),
  ];
  return fixBlock(fixPartsOfAll(ordered, diagnosis.place), options);
}

/** The finding that the last sentence says. */
function headlineOf(diagnosis: Diagnosis, options: Strictness) {
  return diagnosis.interrupted ? undefined : firstFailure(diagnosis, options);
}

/** What the end of the report says is not said in its place as well. */
function findingLookOf(
  diagnosis: Diagnosis,
  options: TextOptions,
): (finding: Finding) => FindingLook {
  const headline = headlineOf(diagnosis, options);
  return (finding) => ({
    ...options,
    place: diagnosis.place,
    isVerbose: options.verbosity === "verbose",
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
  settings: readonly ResolvedSetting[],
  options: TextOptions,
): Section[] {
  const { findings, connections } = diagnosis;
  const look = findingLookOf(diagnosis, options);
  const write: WriteFinding = (finding) => findingLines(finding, look(finding));
  return [
    {
      title: "Configuration",
      lines: configurationLines(findings, settings, options, write),
    },
    ...connections.map((report) => ({
      title: report.connection.serverUrl,
      lines: connectionLines(report, options, write),
    })),
  ];
}

type WriteFinding = (finding: Finding) => readonly string[];

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

function connectionLines(
  { connection, checks }: ConnectionReport,
  options: TextOptions,
  write: WriteFinding,
): string[] {
  return [
    styled(`  for ${usersOf(connection)}`, "dim", options),
    ...checks.flatMap((check) => checkLines(check, options, write)),
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

function checkLines(
  check: CheckReport,
  options: TextOptions,
  write: WriteFinding,
): string[] {
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
    ...check.findings.flatMap(write),
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
