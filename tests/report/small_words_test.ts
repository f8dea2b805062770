import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CODES } from "../../lib/codes/codes.ts";
import {
  findingLines,
  placeOf,
  shownValue,
} from "../../lib/report/finding_text.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import {
  diagnosisSentence,
  reportSentence,
} from "../../lib/report/sentence.ts";
import { targetSummaryOf } from "../../lib/report/target_summary.ts";
import { workflowCommand } from "../../lib/report/workflow_command.ts";
import { finding, reportOf, target } from "./reports.ts";

const ERROR = finding({ code: "key-inactive", severity: "error" });
const WARNING = finding({ code: "url-trailing-slash", severity: "warning" });
const INFO = finding({ code: "account-is-user", severity: "info" });
const LOOK = { columns: 80, color: false } as const;

Deno.test("shownValue() shows that a value is empty", () => {
  const setting = {
    variable: "ZENML_STORE_URL",
    value: "",
    keyId: null,
    source: "environment",
    consumers: [],
  };
  assert(shownValue(setting) !== "");
  assertStringIncludes(shownValue({ ...setting, value: "abc" }), "abc");
  assertStringIncludes(
    shownValue({ ...setting, value: "[redacted]", keyId: "31fc" }),
    "31fc",
  );
});

Deno.test("placeOf() shows no control or bidirectional character of a file's name", () => {
  const place = placeOf({
    variable: "ZENML_STORE_URL",
    source: "a\u001b[31m\u202e.env:1",
  });
  assertStringIncludes(place, "ZENML_STORE_URL");
  assertEquals(/[\p{Cc}\p{Cf}]/u.test(place), false);
  assertEquals(placeOf({ variable: null, source: null }), "");
});

Deno.test("findingLines() explains the code where everything is wanted", () => {
  const textOf = (verbose: boolean) =>
    findingLines(ERROR, {
      ...LOOK,
      place: "posix",
      hasFix: true,
      hasMessage: true,
      isVerbose: verbose,
    }).map((
      line,
    ) => line.trim()).join(" ");
  const { why } = CODES["key-inactive"];
  assertStringIncludes(textOf(true), why);
  assertEquals(textOf(false).includes(why), false);
});

Deno.test("workflowCommand() leaves out what is not known", () => {
  assertEquals(
    workflowCommand("error", { file: null, line: null, title: "x" }, ["m"]),
    "::error title=x::m",
  );
  assertEquals(
    workflowCommand("error", { file: "a", line: 0 }, ["m"]),
    "::error file=a,line=0::m",
  );
});

/** What a target's findings come to, without and with `--strict`. */
const RESULTS = [
  [[], "ok", "ok", null],
  [[INFO], "ok", "ok", null],
  [[WARNING], "warnings", "failed", "url-trailing-slash"],
  [[WARNING, ERROR], "failed", "failed", "key-inactive"],
] as const;

for (const [findings, result, strict, problem] of RESULTS) {
  Deno.test(`targetSummaryOf() says '${result}', strictly '${strict}', of ${findings.map(({ severity }) => severity).join(" and ") || "no finding"}`, () => {
    const one = target({ loginFindings: findings });
    assertEquals(
      [targetSummaryOf(one, false).result, targetSummaryOf(one, true).result],
      [result, strict],
    );
    assertEquals(targetSummaryOf(one, false).problem, problem);
  });
}

Deno.test("targetSummaryOf() names the URL that has the problem", () => {
  const [good, bad] = [
    target({ loginFindings: [INFO], serverUrl: "https://a.example.com" }),
    target({ loginFindings: [ERROR], serverUrl: "https://b.example.com" }),
  ].map(({ diagnosis }) => diagnosis);
  assert(good && bad);
  for (const diagnoses of [[good, bad], [bad, good]]) {
    const connections = diagnoses.flatMap(({ connections }) => connections);
    const { url } = targetSummaryOf(
      { diagnosis: { ...good, connections } },
      false,
    );
    assertEquals(url, "https://b.example.com");
  }
});

Deno.test("diagnosisSentence() says that a run was interrupted, whatever it found", () => {
  const { diagnosis } = target({ loginFindings: [ERROR], interrupted: true });
  const [sentence] = diagnosisSentence(diagnosis, { strict: false });
  assertStringIncludes(sentence, "nterrupted");
  assertEquals(sentence.includes("key-inactive"), false);
});

Deno.test("reportSentence() counts an interrupted target among those that are not known to be well", () => {
  const report = reportOf([
    target({ file: "a.env" }),
    target({ file: "b.env", loginFindings: [ERROR] }),
    target({ file: "c.env", interrupted: true }),
  ]);
  assertStringIncludes(reportSentence(report), "2 of 3");
});

Deno.test("reportMarkdown() folds up what passed, and nothing that warns", () => {
  const markdown = reportMarkdown(
    reportOf([target({ loginFindings: [WARNING] })]),
    { verbosity: "normal" },
  );
  const [open = "", folded = ""] = markdown.split("<details>");
  assertStringIncludes(open, "`login`");
  assertEquals(folded.includes("`login`"), false);
  assertStringIncludes(folded, "`server`");
});

Deno.test("reportMarkdown() lists an interrupted target among those that failed", () => {
  const markdown = reportMarkdown(
    reportOf([
      target({ file: "a.env" }),
      target({ file: "b.env", interrupted: true }),
      target({ file: "c.env", loginFindings: [WARNING] }),
    ]),
    { verbosity: "normal" },
  );
  const rows = markdown.split("\n").filter((line) => /[abc]\.env/u.test(line));
  assertStringIncludes(rows[0] ?? "", "b.env");
  assertStringIncludes(rows[0] ?? "", "❌");
});
