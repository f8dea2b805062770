// The doctor's whole report for people: one target; or of many a table, and all about those that failed.
import { breakCommands } from "../http/inert.ts";
import { diagnosisText } from "./diagnosis_text.ts";
import {
  fleetOf,
  type FleetReport,
  hidesTargets,
  namedFiles,
  type SharedProblem,
  targetRow,
} from "./fleet.ts";
import {
  fitted,
  padded,
  printable,
  shortDuration,
  styled,
  wrapped,
} from "./layout.ts";
import type { Report, ReportLook, TargetReport } from "./model.ts";
import { EXIT, exitStatusOfDiagnosis } from "./exit_status.ts";
import { fleetSentence } from "./sentence.ts";
import { RESULT_MARKS, targetTable } from "./target_table.ts";

/** Writes a report for people. */
export function reportText(report: Report, look: ReportLook): string {
  const { targets, strict, isEach } = report;
  if (hidesTargets(targets.length, look)) {
    return fleetText({ ...report, fleet: fleetOf(report) }, look);
  }
  if (!isEach) {
    return shown(targets.map((one) => textOf(one, strict, look)), look);
  }
  const unwell = targets.filter(({ diagnosis }) =>
    exitStatusOfDiagnosis(diagnosis, { strict }) !== EXIT.ok
  );
  const isQuiet = look.verbosity === "quiet";
  const rows = (isQuiet ? unwell : targets)
    .map((target) => targetRow(target, { strict }));
  return shown([
    ...(isQuiet ? [] : unwell.map((one) => sectionOf(one, strict, look))),
    ...paragraph(targetTable(rows, look)),
    ...lastLines({ ...report, fleet: fleetOf(report) }, look),
  ], look);
}

/** Writes what many targets come to: examples of what failed, then the commonest problems. */
export function fleetText(report: FleetReport, look: ReportLook): string {
  const { fleet, strict } = report;
  const { bad, examples, rows, problems } = fleet;
  const left = bad - rows.length;
  return shown([
    ...(look.verbosity === "quiet"
      ? []
      : examples.map((one) => sectionOf(one, strict, look))),
    ...paragraph([
      ...targetTable(rows, look),
      ...(left > 0
        ? [`and ${left} more: --verbose and --format jsonl name all of them`]
        : []),
    ]),
    ...paragraph(problemTable(problems, look)),
    ...lastLines(report, look),
  ], look);
}

/** Last, since only now is it known what is first in a line. */
function shown(parts: readonly string[], look: ReportLook): string {
  return fitted(breakCommands(parts.join("")), look);
}

function textOf(
  { diagnosis }: TargetReport,
  strict: boolean,
  look: ReportLook,
): string {
  return diagnosisText(diagnosis, { ...look, strict });
}

function sectionOf(
  target: TargetReport,
  strict: boolean,
  look: ReportLook,
): string {
  const title = styled(`== ${printable(target.file ?? "")}`, "bold", look);
  return `${title}\n\n${textOf(target, strict, look)}\n`;
}

function paragraph(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines.map((line) => `${line}\n`), "\n"];
}

function problemTable(
  problems: readonly SharedProblem[],
  look: ReportLook,
): string[] {
  const counts = problems.map(({ count }) => `${count}`);
  const width = Math.max(0, ...counts.map(({ length }) => length));
  const codes = Math.max(0, ...problems.map(({ code }) => code.length));
  return problems.flatMap(({ code, fails, files }, index) => {
    const [mark, style] = RESULT_MARKS[fails ? "failed" : "warnings"];
    const count = (counts[index] ?? "").padStart(width);
    const start = `  ${padded(code, codes)}  ${count}  `;
    const [first = "", ...others] = wrapped(
      namedFiles(files, problems[index]!.count),
      start,
      " ".repeat(start.length),
      look.columns,
    );
    return [`${styled(mark, style, look)} ${first.slice(2)}`, ...others];
  });
}

function lastLines(report: FleetReport, look: ReportLook): string[] {
  const isWell = report.fleet.bad === 0;
  const took = shortDuration(report.durationMs);
  return wrapped(
    `${fleetSentence(report.fleet)} (${took})`,
    "",
    "",
    look.columns,
  )
    .map((line) => `${styled(line, isWell ? "green" : "red", look)}\n`);
}
