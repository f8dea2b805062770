// The doctor's report as JUnit XML, as Jenkins and GitLab read it.
//
// A suite for each connection, a case for each of its steps; one more suite for the configuration. Both show the
// class of a case where one would look for its suite, and split it at the last full stop.
import type { CheckReport, ConnectionReport } from "../doctor/diagnosis.ts";
import type { Finding } from "../finding/finding.ts";
import type { Place } from "../finding/place.ts";
import { usersOf } from "./diagnosis_text.ts";
import { placeOf } from "./finding_text.ts";
import { fixLines, fixParts } from "./fix_text.ts";
import { fails } from "./exit_status.ts";
import type { Report, Strictness, TargetReport } from "./model.ts";
import { diagnosisSentence } from "./sentence.ts";
import { element, textElement } from "./xml.ts";

/** How a case ended, where it did not pass. */
type Outcome = "failure" | "error" | "skipped";

/** What a case depends on other than its findings. */
interface Judging extends Strictness {
  readonly place: Place;
}

/** A case, before it is XML. */
interface Case {
  readonly name: string;
  readonly milliseconds: number;
  readonly outcome: Outcome | null;
  readonly content: readonly string[];
}

/** A suite, before it is XML. */
interface Suite {
  readonly name: string;
  readonly className: string;
  readonly target: TargetReport;
  readonly cases: readonly Case[];
}

/** Writes a report as JUnit XML. */
export function reportJunit(report: Report): string {
  const suites = report.targets.flatMap((target) =>
    suitesOf(target, report.strict)
  );
  const cases = suites.flatMap((suite) => suite.cases);
  const lines = element(
    "testsuites",
    {
      name: "zenml-env",
      ...countsOf(cases),
      time: seconds(report.durationMs),
    },
    suites.flatMap(suiteLines),
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ""].join("\n");
}

function suitesOf(target: TargetReport, strict: boolean): Suite[] {
  const { file, diagnosis } = target;
  const judging = { strict, place: diagnosis.place };
  const prefix = file === null ? "" : `${file}: `;
  // A full stop would cut the name of the file off its class.
  const first = file === null ? "zenml-env" : file.replaceAll(".", "_");
  return [
    {
      name: `${prefix}configuration`,
      className: `${first}.configuration`,
      target,
      cases: [
        caseOf("config", 0, diagnosis.findings, null, judging),
        ...(diagnosis.interrupted
          ? [interruption(diagnosisSentence(diagnosis, { strict })[0])]
          : []),
      ],
    },
    ...diagnosis.connections.map((connection) => ({
      name: `${prefix}${connection.connection.serverUrl} for ${
        usersOf(connection.connection)
      }`,
      className: `${first}.${classOf(connection)}`,
      target,
      cases: connection.checks.map((check) => checkCase(check, judging)),
    })),
  ];
}

/** The programs, but not the URL: a case keeps its name where the server moves. */
function classOf({ connection: { consumers } }: ConnectionReport): string {
  return consumers.length > 0 ? consumers.join("-and-") : "both-conventions";
}

function checkCase(check: CheckReport, judging: Judging): Case {
  const { id, durationMs, findings, status, summary, reason } = check;
  const skipped = status === "skip" ? reason ?? summary : null;
  return caseOf(id, durationMs, findings, skipped, judging);
}

/** The first finding that fails names the failure; GitLab shows the text alone, so that it has everything. */
function caseOf(
  name: string,
  milliseconds: number,
  findings: readonly Finding[],
  skipped: string | null,
  judging: Judging,
): Case {
  const failing = findings.filter((finding) => fails(finding, judging));
  const others = findings.filter((finding) => !fails(finding, judging));
  const [first] = failing;
  const write = (finding: Finding) => linesOf(finding, judging.place);
  const content = others.length === 0
    ? []
    : [textElement("system-out", {}, others.flatMap(write))];
  if (first) {
    const attributes = { type: first.code, message: first.message };
    content.unshift(
      textElement("failure", attributes, failing.flatMap(write)),
    );
  } else if (skipped !== null) {
    content.unshift(...element("skipped", { message: skipped }, []));
  }
  const outcome = first ? "failure" : skipped === null ? null : "skipped";
  return { name, milliseconds, outcome, content };
}

function interruption(message: string): Case {
  const content = [textElement("error", { type: "interrupted", message }, [
    message,
  ])];
  return { name: "run", milliseconds: 0, outcome: "error", content };
}

function linesOf(finding: Finding, where: Place): string[] {
  const { code, severity, message, fix } = finding;
  const place = placeOf(finding);
  return [
    `${severity} ${code}${place === "" ? "" : ` (${place})`}`,
    message,
    ...fixLines(fixParts(fix, where)),
  ];
}

function suiteLines({ name, className, target, cases }: Suite): string[] {
  const { file, diagnosis } = target;
  const milliseconds = cases.reduce((sum, each) => sum + each.milliseconds, 0);
  return element(
    "testsuite",
    {
      name,
      ...countsOf(cases),
      skipped: count(cases, "skipped"),
      time: seconds(milliseconds),
      timestamp: diagnosis.startedAt.toISOString().slice(0, 19),
      file,
    },
    cases.flatMap(({ name, milliseconds, content }) =>
      element("testcase", {
        name,
        classname: className,
        time: seconds(milliseconds),
      }, content)
    ),
  );
}

function countsOf(cases: readonly Case[]) {
  return {
    tests: cases.length,
    failures: count(cases, "failure"),
    errors: count(cases, "error"),
  };
}

function count(cases: readonly Case[], outcome: Outcome): number {
  return cases.filter((each) => each.outcome === outcome).length;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
