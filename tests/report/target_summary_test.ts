import { assertEquals, assertStringIncludes } from "@std/assert";
import { diagnosisOf } from "../../lib/doctor/diagnosis.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import { targetSummaryOf } from "../../lib/report/target_summary.ts";
import { diagnosisSentence } from "../../lib/report/sentence.ts";
import { words } from "../../lib/finding/fix.ts";
import { findingOf } from "../../lib/finding/finding.ts";

const diagnosis = diagnosisOf({
  startedAt: new Date(0),
  durationMs: 1412,
  findings: [
    findingOf("url-trailing-slash", {
      message: "It ends in a slash",
      fix: words("x"),
    }),
    findingOf("credential-missing", {
      message: "There is none",
      fix: words("x"),
    }),
  ],
  place: "posix",
  connections: [],
  settings: [],
  interrupted: false,
});
const target = { file: "a.env", diagnosis };

for (const strict of [false, true]) {
  Deno.test(`targetSummaryOf() names the error that the last sentence names, strict ${strict}`, () => {
    const { result, problem } = targetSummaryOf(target, strict);
    assertEquals([result, problem], ["failed", "credential-missing"]);
    assertStringIncludes(
      diagnosisSentence(diagnosis, { strict })[0],
      `: ${problem}: `,
    );
  });
}

Deno.test("reportMarkdown() says of each target its URL, what it came to, and the time", () => {
  const report = {
    isEach: true,
    targets: [target],
    startedAt: new Date(0),
    durationMs: 1500,
    strict: false,
  };
  assertStringIncludes(
    reportMarkdown(report, { verbosity: "normal" }),
    "|  | Target | URL | Result | Time |\n| --- | --- | --- | --- | --- |\n" +
      "| ❌ | `a.env` | - | Failed: `credential-missing`: There is none | 1.4 s |",
  );
});
