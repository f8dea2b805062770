// The doctor's report as GitHub Actions shows it: annotations, then the log of the step, which folds up.
import type { Severity } from "../codes/code_entry.ts";
import { CODES } from "../codes/codes.ts";
import { codePage, pageLines } from "../codes/pages.ts";
import { allFindingsOf } from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { Place } from "../finding/place.ts";
import { inertLine } from "../http/inert.ts";
import { lastFixes, quietLines, sectionsOf } from "./diagnosis_text.ts";
import { placeOf } from "./finding_text.ts";
import { fixLines, fixParts } from "./fix_text.ts";
import { shortDuration } from "./layout.ts";
import type { Report, ReportLook, TargetReport } from "./model.ts";
import { fails } from "./exit_status.ts";
import { diagnosisSentence, reportSentence } from "./sentence.ts";
import { workflowCommand } from "./workflow_command.ts";

/** GitHub drops everything beyond this many annotations of one level in a step. */
const MOST_OF_A_LEVEL = 10;

/** An annotation names no more other places than this. */
const MOST_PLACES = 5;

/** The levels of annotations, in the order in which they are written. */
const LEVELS = ["error", "warning", "notice"] as const;

type Level = typeof LEVELS[number];

const LEVEL_OF: Readonly<Record<Severity, Level>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** An annotation: one cause, wherever it was found. */
interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly fix: readonly string[];
  readonly file: string | null;
  readonly line: number | null;
  readonly places: ReadonlySet<string>;
}

/** Writes a report for the log of a step of GitHub Actions. */
export function reportGithub(
  report: Report,
  { columns, verbosity }: ReportLook,
): string {
  // Escape sequences would be taken for somebody else's.
  const look = { columns, verbosity, color: false };
  const sentence = `${reportSentence(report)} (${
    shortDuration(report.durationMs)
  })`;
  const options = { ...look, strict: report.strict };
  const lines = [
    ...annotationLines(annotationsOf(report)),
    ...(verbosity === "quiet"
      ? report.targets.flatMap(({ diagnosis }) =>
        // Annotations alone may be too many.
        quietLines(diagnosis, options).map(inertLine)
      )
      : report.targets.flatMap((target) => groupLines(target, report, look))),
    inertLine(sentence),
    ...report.targets.flatMap(({ file, diagnosis }) => {
      const fixes = lastFixes(diagnosis, options);
      return (file === null || fixes.length === 0 ? fixes : [file, ...fixes])
        .map(inertLine);
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** The errors come first, and before the warnings that fail under `--strict`. */
function annotationsOf(report: Report): Annotation[] {
  const causes = new Map<
    string,
    Annotation & { readonly places: Set<string> }
  >();
  const add = (annotation: Annotation) => {
    const { level, title, message } = annotation;
    const key = JSON.stringify([level, title, message]);
    const known = causes.get(key);
    // Thousands of lines of a file may have one cause: its places are not copied for each.
    if (known === undefined) {
      causes.set(key, { ...annotation, places: new Set(annotation.places) });
    } else {
      for (const place of annotation.places) known.places.add(place);
    }
  };
  for (const severity of ["error", "warning", "info"] as const) {
    for (const target of report.targets) {
      const { diagnosis } = target;
      if (diagnosis.interrupted && severity === "error") {
        add(interruption(target, diagnosisSentence(diagnosis, report)[0]));
      }
      for (const finding of allFindingsOf(diagnosis)) {
        if (finding.severity === severity) {
          add(annotationOf(finding, target, report));
        }
      }
    }
  }
  return [...causes.values()];
}

function annotationOf(
  finding: Finding,
  { file, diagnosis }: TargetReport,
  report: Report,
): Annotation {
  const place = [finding.file === file ? "" : file ?? "", placeOf(finding)]
    .filter((part) => part !== "");
  return {
    level: fails(finding, report) ? "error" : LEVEL_OF[finding.severity],
    title: `${CODES[finding.code].means} (${finding.code})`,
    message: finding.message,
    fix: [
      ...fixLinesAfterHeading(finding, diagnosis.place),
      ...pageLines(codePage(finding.code)),
    ],
    file: finding.file ?? file,
    line: finding.line,
    places: new Set(place.length > 0 ? [place.join(": ")] : []),
  };
}

function fixLinesAfterHeading({ fix }: Finding, place: Place): string[] {
  const lines = fixLines(fixParts(fix, place));
  return lines.length === 0
    ? []
    : ["Fix:", ...lines.map((line) => `  ${line}`)];
}

function interruption({ file }: TargetReport, message: string): Annotation {
  return {
    level: "error",
    title: "zenml-env",
    message,
    fix: [],
    file,
    line: null,
    places: new Set(file === null ? [] : [file]),
  };
}

function annotationLines(annotations: readonly Annotation[]): string[] {
  return LEVELS.flatMap((level) => {
    const all = annotations.filter((one) => one.level === level);
    const shown = all.length > MOST_OF_A_LEVEL
      ? all.slice(0, MOST_OF_A_LEVEL - 1)
      : all;
    const left = all.length - shown.length;
    return [
      ...shown.map(annotationLine),
      ...(left > 0
        ? [workflowCommand(level, { title: "zenml-env" }, [
          `${left} more like this are in the log of the step: GitHub shows no more than ${MOST_OF_A_LEVEL}`,
        ])]
        : []),
    ];
  });
}

function annotationLine(annotation: Annotation): string {
  const { level, title, message, fix, file, line, places } = annotation;
  const [first = "", ...others] = places;
  return workflowCommand(level, {
    file,
    line,
    title,
  }, [
    message,
    ...(first === "" ? [] : [`In ${first}`]),
    ...fix,
    ...alsoLine(others),
  ]);
}

function alsoLine(places: readonly string[]): string[] {
  const left = places.length - MOST_PLACES;
  const shown = places.slice(0, MOST_PLACES).join("; ");
  if (places.length === 0) return [];
  return [`Also: ${shown}${left > 0 ? `; and ${left} more` : ""}`];
}

function groupLines(
  { file, diagnosis }: TargetReport,
  { strict }: Report,
  look: ReportLook,
): string[] {
  const prefix = file === null ? "" : `${file}: `;
  return sectionsOf(diagnosis, { ...look, strict }).flatMap(
    ({ title, lines }) => [
      workflowCommand("group", {}, [prefix + title]),
      ...lines.map(inertLine),
      workflowCommand("endgroup", {}, []),
    ],
  );
}
