// The steps of a connection for people: those that passed share lines, and so do those that were skipped alike.
import type { StepId } from "../codes/steps.ts";
import type { CheckReport, CheckStatus } from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import {
  labelled,
  padded,
  printable,
  shortDuration,
  styled,
} from "./layout.ts";
import { type Mark, MARKS } from "./marks.ts";
import type { ReportLook } from "./model.ts";

const STATUS_MARKS: Readonly<Record<CheckStatus, Mark>> = {
  pass: MARKS.good,
  warn: MARKS.warning,
  fail: MARKS.bad,
  skip: MARKS.none,
};

/** Steps that share a line where they pass; the last of them that passed says what was learned. */
const SHARING: readonly (readonly StepId[])[] = [
  ["target", "dns", "connect", "tls"],
  ["version", "clock", "server"],
  ["login", "identity"],
];

/** Names that are longer push their own summary alone. */
const WIDEST_NAMES = 24;

/** A line of steps that ended alike. */
interface StepLine {
  readonly names: readonly StepId[];
  readonly status: CheckStatus;
  readonly summary: string;
  readonly details: CheckReport["details"];
  readonly findings: readonly Finding[];
  /** Whether its summary would be missed on a shared line. */
  readonly saysMore: boolean;
}

/** Writes the steps of a connection, each with its findings. */
export function stepLines(
  checks: readonly CheckReport[],
  look: ReportLook,
  write: (finding: Finding) => readonly string[],
): string[] {
  const lines = look.verbosity === "verbose"
    ? checks.map(wholeLine)
    : sharedLines(checks);
  const widths = lines.map(({ names }) => names.join(", ").length);
  const width = Math.max(
    0,
    ...widths.filter((each) => each <= WIDEST_NAMES),
  );
  return lines.flatMap((line) => [
    ...written(line, width, look),
    ...line.findings.flatMap(write),
  ]);
}

function wholeLine(check: CheckReport): StepLine {
  const { id, status, summary, details, findings, durationMs } = check;
  const time = status === "skip" ? "" : ` (${shortDuration(durationMs)})`;
  return {
    names: [id],
    status,
    summary: summary + time,
    details,
    findings,
    saysMore: true,
  };
}

/** Findings say what failed, in their own lines or at the end of the report: the code is enough here. */
function sharedLines(checks: readonly CheckReport[]): readonly StepLine[] {
  const lines: StepLine[] = [];
  for (const check of checks) {
    const { id, status, summary, findings } = check;
    const codes = [...new Set(findings.map(({ code }) => code))].join(", ");
    const line: StepLine = {
      names: [id],
      status,
      summary: status === "fail" && codes !== "" ? codes : summary,
      details: {},
      findings,
      saysMore: saysMore(check),
    };
    const before = lines.at(-1);
    if (before && areShared(before, line)) {
      lines[lines.length - 1] = {
        ...line,
        names: [...before.names, id],
        summary: speakerOf(before, line).summary,
      };
    } else lines.push(line);
  }
  return lines;
}

/** Returns whether a way leads through a proxy, past dead addresses, or by nobody knows what: that is never left out. */
function saysMore({ id, status, details }: CheckReport): boolean {
  if (id !== "connect" || status === "skip") return false;
  const { tried } = details;
  return details["address"] === undefined ||
    Array.isArray(tried) && tried.length > 1;
}

function areShared(one: StepLine, other: StepLine): boolean {
  if (one.status !== other.status) return false;
  if (one.saysMore || other.saysMore) return false;
  if (one.findings.length > 0 || other.findings.length > 0) return false;
  if (one.status === "skip") return one.summary === other.summary;
  return one.status === "pass" &&
    SHARING.some((steps) =>
      [...one.names, ...other.names].every((name) => steps.includes(name))
    );
}

/** Of steps that share a line the one that is last in its list says more than the others. */
function speakerOf(one: StepLine, other: StepLine): StepLine {
  const order = SHARING.flat();
  const rank = ({ names }: StepLine) =>
    Math.max(...names.map((name) => order.indexOf(name)));
  return rank(one) > rank(other) ? one : other;
}

function written(
  { names, status, summary, details }: StepLine,
  width: number,
  look: ReportLook,
): string[] {
  const [mark, style] = STATUS_MARKS[status];
  const start = `  ${mark} ${padded(names.join(", "), width)}  `;
  const indent = 4 + width + 2;
  const [first = "", ...rest] = labelled(start, summary, look.columns, indent);
  const shown = [first, ...rest].map((line) => line.trimEnd());
  return [
    ...(status === "skip" ? shown.map((line) => styled(line, "dim", look)) : [
      `  ${styled(mark, style, look)}${printable(shown[0] ?? "").slice(3)}`,
      ...shown.slice(1),
    ]),
    ...Object.entries(details).map(([name, value]) =>
      styled(`      ${name}: ${value}`, "dim", look)
    ),
  ];
}
