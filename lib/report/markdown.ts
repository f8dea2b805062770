// The doctor's report as Markdown: for a comment, a ticket, or the summary of a step of GitHub Actions.
import {
  allFindingsOf,
  type CheckReport,
  type CheckStatus,
  type ConnectionReport,
} from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { Place } from "../finding/place.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import { usersOf } from "./diagnosis_text.ts";
import { placeOf, shownValue } from "./finding_text.ts";
import { type FixPart, fixParts } from "./fix_text.ts";
import { fleetOf, MANY_TARGETS, namedFiles } from "./fleet.ts";
import { shortDuration } from "./layout.ts";
import { type Block, fitting } from "./markdown_limit.ts";
import {
  code,
  codeBlock,
  linkedCode,
  markdownTable,
  prose,
} from "./markdown_text.ts";
import type { Report, ReportLook, TargetReport } from "./model.ts";
import { describeProgram } from "./program.ts";
import { type TargetSummary, targetSummaryOf } from "./target_summary.ts";
import { EXIT, exitStatusOfReport } from "./exit_status.ts";
import { diagnosisSentence, reportSentence } from "./sentence.ts";

/** What each status looks like. */
const SIGNS: Readonly<Record<CheckStatus, string>> = {
  pass: "✅",
  warn: "⚠️",
  fail: "❌",
  skip: "➖",
};

/** Which of them a target has. */
const RESULT_SIGNS: Readonly<Record<TargetSummary["result"], CheckStatus>> = {
  "ok": "pass",
  "warnings": "warn",
  "failed": "fail",
  "interrupted": "fail",
};

/** Writes a report as Markdown: first what is wrong, with what to type; what is well folds up. */
export function reportMarkdown(
  report: Report,
  { verbosity }: Pick<ReportLook, "verbosity">,
): string {
  const [first] = report.targets;
  const withDetails = verbosity !== "quiet";
  return fitting([
    { holds: "heading", lines: headingLines(report) },
    ...(report.isEach || !first
      ? eachBlocks(report)
      : targetBlocks(first, withDetails)),
  ]);
}

function headingLines(report: Report): string[] {
  const status = exitStatusOfReport(report);
  const isWell = status === EXIT.ok;
  const title = `## ${SIGNS[isWell ? "pass" : "fail"]} Connection to ZenML: ${
    isWell ? "OK" : "failed"
  }`;
  // The finding of the one target that failed follows below.
  if (status === EXIT.failed && !report.isEach) return [title];
  const sentence = prose(reportSentence(report));
  return [title, "", `${sentence} (${shortDuration(report.durationMs)})`];
}

function targetBlocks(
  { diagnosis }: TargetReport,
  withDetails: boolean,
): Block[] {
  const { findings, settings, connections, place } = diagnosis;
  return [
    ...findings.map((finding) => findingBlock(finding, place)),
    ...connections.flatMap((connection) =>
      connectionBlocks(connection, place, withDetails)
    ),
    ...(withDetails && settings.length > 0 ? [settingsBlock(settings)] : []),
    ...(withDetails
      ? [foldedBlock("Versions", [code(describeProgram())])]
      : []),
  ];
}

function findingBlock(finding: Finding, where: Place): Block {
  const { code: name, severity, message, fix } = finding;
  const place = placeOf(finding);
  const source = place === "" ? "" : ` (${code(place)})`;
  return {
    holds: "finding",
    lines: [
      `**${severity}** ${linkedCode(name)}${source}: ${prose(message)}`,
      "",
      ...fixParts(fix, where).flatMap(fixMarkdown),
    ],
  };
}

function fixMarkdown({ words, lines }: FixPart, index: number): string[] {
  return [
    ...(index === 0 ? [] : [""]),
    ...(words === null ? [] : [prose(words)]),
    ...(words === null || lines.length === 0 ? [] : [""]),
    ...(lines.length === 0 ? [] : codeBlock(lines, "sh")),
  ];
}

function connectionBlocks(
  { connection, checks }: ConnectionReport,
  where: Place,
  withDetails: boolean,
): Block[] {
  const isBad = ({ status }: CheckReport) =>
    status === "fail" || status === "warn";
  const bad = checks.filter(isBad);
  const good = checks.filter((check) => !isBad(check));
  const passed = good.filter(({ status }) => status === "pass").length;
  const title = `Steps that passed: ${passed}, that did not run: ${
    good.length - passed
  }`;
  return [
    {
      holds: "table",
      lines: [
        `### ${code(connection.serverUrl)} (${usersOf(connection)})`,
        ...(bad.length > 0 ? ["", ...stepTable(bad)] : []),
      ],
    },
    ...checks.flatMap(({ findings }) =>
      findings.map((finding) => findingBlock(finding, where))
    ),
    ...(withDetails && good.length > 0
      ? [foldedBlock(title, stepTable(good))]
      : []),
  ];
}

function stepTable(checks: readonly CheckReport[]): string[] {
  const rows = checks.map(({ id, status, summary, durationMs }) => [
    SIGNS[status],
    `\`${id}\``,
    prose(summary),
    status === "skip" ? "" : shortDuration(durationMs),
  ]);
  return markdownTable(["", "Step", "Result", "Time"], rows);
}

function settingsBlock(settings: readonly ResolvedSetting[]): Block {
  const rows = settings.map((setting) => [
    code(setting.variable),
    code(shownValue(setting)),
    code(setting.source),
    setting.consumers.join(", "),
  ]);
  return foldedBlock(
    `Variables of the configuration: ${settings.length}`,
    markdownTable(["Variable", "Value", "Source", "Read by"], rows),
  );
}

/** The title is HTML, so that it must be the program's own words. */
function foldedBlock(title: string, lines: readonly string[]): Block {
  return {
    holds: "table",
    lines: [
      `<details><summary>${title}</summary>`,
      "",
      ...lines,
      "",
      "</details>",
    ],
  };
}

/** A table of all targets, those that failed first, and the findings of each. */
function eachBlocks(report: Report): Block[] {
  const { targets, strict } = report;
  const rated = targets.map((target) => ({
    target,
    summary: targetSummaryOf(target, strict),
  }));
  const isUnwell = ({ summary: { result } }: typeof rated[number]) =>
    RESULT_SIGNS[result] === "fail";
  const sorted = [
    ...rated.filter(isUnwell),
    ...rated.filter((one) => !isUnwell(one)),
  ];
  const [head = "", rule = "", ...rows] = markdownTable(
    ["", "Target", "URL", "Result", "Time"],
    sorted.map(({ target: { file, diagnosis }, summary }) => [
      SIGNS[RESULT_SIGNS[summary.result]],
      code(file ?? ""),
      summary.url === null ? "-" : code(summary.url),
      prose(diagnosisSentence(diagnosis, { strict })[0]),
      shortDuration(summary.durationMs),
    ]),
  );
  return [
    ...(targets.length > MANY_TARGETS ? problemBlocks(report) : []),
    ...rows.map((row, index): Block => ({
      holds: "target",
      // The rows of one table follow each other without an empty line.
      isRow: index > 0,
      lines: index === 0 ? [head, rule, row] : [row],
    })),
    ...sorted.flatMap(({ target }) => findingsOfTarget(target)),
  ];
}

/** What many targets have in common, the commonest first. */
function problemBlocks(report: Report): Block[] {
  const rows = fleetOf(report).problems.map((problem) => [
    SIGNS[problem.fails ? "fail" : "warn"],
    linkedCode(problem.code),
    `${problem.count}`,
    code(namedFiles(problem.files, problem.count)),
  ]);
  const lines = markdownTable(["", "Problem", "Targets", "Files"], rows);
  return rows.length === 0 ? [] : [{ holds: "table", lines }];
}

function findingsOfTarget({ file, diagnosis }: TargetReport): Block[] {
  const [first, ...others] = allFindingsOf(diagnosis).map((finding) =>
    findingBlock(finding, diagnosis.place)
  );
  if (!first) return [];
  const title = [`### ${code(file ?? "")}`, ""];
  return [{ ...first, lines: [...title, ...first.lines] }, ...others];
}
