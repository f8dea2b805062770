// The doctor's whole report for people: one target; or of many a table, and all about those that failed.
import { unicodeWidth } from "@std/cli/unicode-width";
import { breakCommands } from "../http/inert.ts";
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { diagnosisText } from "./diagnosis_text.ts";
import {
  describeDuration,
  padded,
  printable,
  type Style,
  styled,
  wrapped,
} from "./layout.ts";
import type { Report, ReportLook, TargetReport } from "./model.ts";
import { type TargetSummary, targetSummaryOf } from "./target_summary.ts";
import {
  EXIT,
  exitStatusOfDiagnosis,
  exitStatusOfReport,
} from "./exit_status.ts";
import { reportSentence } from "./sentence.ts";

const RESULT_MARKS: Readonly<
  Record<TargetSummary["result"], readonly [mark: string, style: Style]>
> = {
  "ok": ["✓", "green"],
  "warnings": ["!", "yellow"],
  "failed": ["✗", "red"],
  "interrupted": ["-", "dim"],
};

/** Writes a report for people. */
export function reportText(report: Report, look: ReportLook): string {
  // Last, since only now is it known what is first in a line.
  return breakCommands(wholeText(report, look));
}

function wholeText(report: Report, look: ReportLook): string {
  const { isEach, strict, targets } = report;
  const textOf = ({ diagnosis, settings }: TargetReport) =>
    diagnosisText(diagnosis, settings, { ...look, strict });
  if (!isEach) return targets.map(textOf).join("");
  const unwell = targets.filter(({ diagnosis }) => isUnwell(diagnosis, report));
  const isQuiet = look.verbosity === "quiet";
  return [
    ...(isQuiet
      ? []
      : unwell.map((target) =>
        `${styled(`== ${printable(target.file ?? "")}`, "bold", look)}\n\n${
          textOf(target)
        }\n`
      )),
    ...tableLines(isQuiet ? unwell : targets, report, look)
      .map((line) => `${line}\n`),
    ...(targets.length > 0 ? ["\n"] : []),
    ...lastLines(report, look).map((line) => `${line}\n`),
  ].join("");
}

function isUnwell(diagnosis: Diagnosis, { strict }: Report): boolean {
  return exitStatusOfDiagnosis(diagnosis, { strict }) !== 0;
}

function tableLines(
  targets: readonly TargetReport[],
  { strict }: Report,
  look: ReportLook,
): string[] {
  if (targets.length === 0) return [];
  const summaries = targets.map((target) => targetSummaryOf(target, strict));
  const rows = [
    ["Target", "URL", "Verdict", "First problem", "Time"],
    ...summaries.map(({ url, result, problem, durationMs }, index) => [
      printable(targets[index]?.file ?? "-"),
      url ?? "-",
      result,
      problem ?? "-",
      describeDuration(durationMs),
    ]),
  ];
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => unicodeWidth(row[column] ?? "")))
  );
  const width = widths.reduce((sum, one) => sum + one + 2, 0);
  return rows.flatMap((row, index) => {
    const summary = summaries[index - 1];
    const [mark, style] = summary
      ? RESULT_MARKS[summary.result]
      : [" ", "dim"] as const;
    const start = styled(mark, style, look);
    const [target = "", ...rest] = row;
    if (width <= look.columns) {
      const cells = row.map((cell, column) =>
        padded(cell, widths[column] ?? 0)
      );
      const line = cells.join("  ").trimEnd();
      return [`${start} ${summary ? line : styled(line, "dim", look)}`];
    }
    // Too wide for one line: a second one for what is said of the target.
    return summary
      ? [
        `${start} ${target}`,
        ...wrapped(rest.join("  "), "    ", "    ", look.columns),
      ]
      : [];
  });
}

function lastLines(report: Report, look: ReportLook): string[] {
  const isWell = exitStatusOfReport(report) === EXIT.ok;
  const took = describeDuration(report.durationMs);
  return wrapped(`${reportSentence(report)} (${took})`, "", "", look.columns)
    .map((line) => styled(line, isWell ? "green" : "red", look));
}
