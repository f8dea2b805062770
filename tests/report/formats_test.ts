import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { allFindingsOf } from "../../lib/doctor/diagnosis.ts";
import { REPORT_FORMATS, writerOf } from "../../lib/report/formats.ts";
import { exitStatusOfReport } from "../../lib/report/exit_status.ts";
import type { Report } from "../../lib/report/model.ts";
import { ciOutputsOf } from "../helpers/ci_formats.ts";
import { casesIn } from "../helpers/junit_cases.ts";
import { htmlOf } from "../helpers/rendered_markdown.ts";
import { commandsIn } from "../helpers/runner_commands.ts";
import { finding, reportOf, target } from "./reports.ts";

const ERROR = finding({ code: "key-inactive", severity: "error" });
const WARNING = finding({ code: "url-trailing-slash", severity: "warning" });
const INFO = finding({ code: "account-is-user", severity: "info" });

/** What a report may be, and its exit status. */
const REPORTS: readonly (readonly [
  criterion: string,
  report: Report,
  status: number,
])[] = [
  ["a healthy target", reportOf([target()]), 0],
  ["a warning", reportOf([target({ findings: [WARNING] })]), 0],
  [
    "a warning that fails",
    reportOf([target({ findings: [WARNING] })], true),
    1,
  ],
  ["a step's warning", reportOf([target({ loginFindings: [WARNING] })]), 0],
  [
    "a step's warning that fails",
    reportOf([target({ loginFindings: [WARNING] })], true),
    1,
  ],
  ["an info", reportOf([target({ findings: [INFO] })], true), 0],
  ["an error", reportOf([target({ findings: [ERROR] })]), 1],
  [
    "a step's error with others",
    reportOf([target({ loginFindings: [INFO, ERROR, WARNING] })]),
    1,
  ],
  ["an interruption", reportOf([target({ interrupted: true })]), 130],
  ["no target", reportOf([]), 0],
  ["healthy targets", reportOf(["a", "b"].map((file) => target({ file }))), 0],
  [
    "one bad target of two",
    reportOf([
      target({ file: "a.env" }),
      target({ file: "b.env", findings: [WARNING], loginFindings: [ERROR] }),
    ]),
    1,
  ],
  [
    "one interrupted target of two",
    reportOf([
      target({ file: "a.env", loginFindings: [ERROR] }),
      target({ file: "b.env", interrupted: true }),
    ]),
    130,
  ],
];

for (const [criterion, report, status] of REPORTS) {
  Deno.test(`every format agrees with the exit status on ${criterion}`, async () => {
    assertEquals(exitStatusOfReport(report), status);
    const isOk = status === 0;
    const { github, junit, markdown } = ciOutputsOf(report);
    const json = await writerOf("json");
    const look = { columns: 80, color: false, verbosity: "normal" } as const;
    assertEquals(JSON.parse(json(report, look)).ok, isOk);
    const errors = commandsIn(github).filter(({ name }) => name === "error");
    assertEquals(errors.length === 0, isOk);
    const bad = casesIn(junit).filter(({ outcome }) =>
      outcome === "failure" || outcome === "error"
    );
    assertEquals(bad.length === 0, isOk);
    assertEquals(markdown.startsWith("## ✅ "), isOk);
    assertEquals(markdown.startsWith("## ❌ "), !isOk);
  });

  Deno.test(`every format has the codes of ${criterion}`, async () => {
    const codes = new Set(
      report.targets.flatMap(({ diagnosis }) =>
        allFindingsOf(diagnosis).map(({ code }) => code)
      ),
    );
    const look = { columns: 80, color: false, verbosity: "normal" } as const;
    for (const format of REPORT_FORMATS) {
      const output = (await writerOf(format))(report, look);
      for (const code of codes) assertStringIncludes(output, code);
      for (const code of ["key-inactive", "url-trailing-slash"] as const) {
        if (!codes.has(code)) assert(!output.includes(code), format);
      }
    }
  });
}

Deno.test("reportGithub() puts an annotation at the line of the env file", () => {
  const placed = { ...WARNING, source: ".env:3", file: ".env", line: 3 };
  const [command] = commandsIn(
    ciOutputsOf(reportOf([target({ findings: [placed] })])).github,
  );
  assertEquals(command, {
    name: "warning",
    properties: {
      file: ".env",
      line: "3",
      title: "The URL ends in a slash (url-trailing-slash)",
    },
    message: "It is so\nIn ZENML_STORE_URL, .env:3\nFix:\n  export A=b",
  });
});

Deno.test("reportGithub() writes errors, then the warnings that fail, then notices", () => {
  const findings = [INFO, WARNING, ERROR];
  const { github } = ciOutputsOf(reportOf([target({ findings })], true));
  assertEquals(
    commandsIn(github).slice(0, 3)
      .map(({ name, properties }) => [name, properties["title"]]),
    [
      ["error", "The API key is deactivated (key-inactive)"],
      ["error", "The URL ends in a slash (url-trailing-slash)"],
      [
        "notice",
        "The credential is a person's, not a service account's (account-is-user)",
      ],
    ],
  );
});

Deno.test("reportGithub() annotates one cause once, and names the other places", () => {
  const files = ["a.env", "b.env", "c.env"];
  const { github } = ciOutputsOf(
    reportOf(files.map((file) => target({ file, loginFindings: [ERROR] }))),
  );
  const errors = commandsIn(github).filter(({ name }) => name === "error");
  assertEquals(errors.map(({ message }) => message.split("\n").at(-1)), [
    "Also: b.env: ZENML_STORE_URL, environment; c.env: ZENML_STORE_URL, environment",
  ]);
  assertEquals(errors[0]?.properties["file"], "a.env");
});

Deno.test("reportGithub() writes no more annotations of a level than GitHub shows, and says how many it left out", () => {
  for (
    const [count, annotations, said] of [
      [10, 10, "Message 9"],
      [11, 10, "2 more like this are in the log of the step"],
      [500, 10, "491 more like this are in the log of the step"],
    ] as const
  ) {
    const findings = Array.from(
      { length: count },
      (_, index) => ({ ...ERROR, message: `Message ${index}` }),
    );
    const { github } = ciOutputsOf(reportOf([target({ findings })]));
    const errors = commandsIn(github).filter(({ name }) => name === "error");
    assertEquals(errors.length, annotations);
    assertStringIncludes(errors.at(-1)?.message ?? "", said);
    assertStringIncludes(github, `Message ${count - 1}`);
  }
});

Deno.test("reportGithub() closes each group that it opens", () => {
  for (const [, report] of REPORTS) {
    const groups = commandsIn(ciOutputsOf(report).github)
      .filter(({ name }) => name.endsWith("group"))
      .map(({ name }) => name);
    assertEquals(
      groups,
      groups.map((_, index) => index % 2 === 0 ? "group" : "endgroup"),
    );
  }
});

Deno.test("reportJunit() writes a case for each step, and one for the configuration", () => {
  const { junit } = ciOutputsOf(
    reportOf([
      target({ findings: [WARNING, ERROR], loginFindings: [WARNING] }),
    ]),
  );
  const cases = casesIn(junit);
  assertEquals(
    cases.map(({ className, name, outcome }) =>
      `${className} ${name} ${outcome}`
    ),
    [
      "zenml-env.configuration config failure",
      ...STEP_IDS.map((step) =>
        `zenml-env.client ${step} ${
          /identity|rotation/u.test(step) ? "skipped" : "passed"
        }`
      ),
    ],
  );
  assertStringIncludes(cases[0]?.text ?? "", "key-inactive");
  assertStringIncludes(cases[0]?.text ?? "", "url-trailing-slash");
  const caseOf = (step: string) => cases.find(({ name }) => name === step);
  assertStringIncludes(caseOf("login")?.text ?? "", "url-trailing-slash");
  assertEquals(caseOf("identity")?.message, "nothing to see");
});

Deno.test("reportJunit() tells the cases of many targets apart", () => {
  const files = [".env.a", "envs/b.env"];
  const cases = casesIn(
    ciOutputsOf(reportOf(files.map((file) => target({ file })))).junit,
  );
  const keys = cases.map(({ className, name }) => `${className} ${name}`);
  assertEquals(new Set(keys).size, keys.length);
  assertEquals([...new Set(cases.map(({ file }) => file))], files);
});

Deno.test("reportMarkdown() is short where nothing is wrong, and folds up what passed", () => {
  const { markdown } = ciOutputsOf(reportOf([target()]));
  const open = markdown.replaceAll(/<details>[^]*?<\/details>/gu, "");
  assert(open.split("\n").filter((line) => line !== "").length <= 4);
  assertStringIncludes(htmlOf(markdown), "<td><code>login</code></td>");
});

Deno.test("reportMarkdown() puts what to type into a block of code", () => {
  const { markdown } = ciOutputsOf(reportOf([target({ findings: [ERROR] })]));
  assertStringIncludes(
    htmlOf(markdown),
    '<pre><code class="language-sh">export A=b\n</code></pre>',
  );
});

Deno.test("reportMarkdown() is no longer than a comment may be, and says what it left out", () => {
  const findings = Array.from({ length: 2000 }, (_, index) => ({
    ...ERROR,
    message: `Message ${index} ${"long ".repeat(20)}`,
  }));
  const many = Array.from(
    { length: 2000 },
    (_, index) => target({ file: `${index}.env`, loginFindings: [ERROR] }),
  );
  const url = `https://${"a".repeat(100_000)}`;
  for (
    const [report, said] of [
      [reportOf([target({ findings })]), /Left out[^\n]* \d+ findings, /u],
      [reportOf(many), /Left out[^\n]* \d+ targets, \d+ findings/u],
      [reportOf([target({ serverUrl: url })]), /…/u],
    ] as const
  ) {
    const { markdown } = ciOutputsOf(report);
    assert(markdown.length <= 65_536, `${markdown.length}`);
    assert(said.test(markdown));
  }
});

Deno.test("reportMarkdown() puts the targets that failed first", () => {
  const { markdown } = ciOutputsOf(
    reportOf([
      target({ file: "a.env" }),
      target({ file: "b.env", loginFindings: [ERROR] }),
    ]),
  );
  const rows = [...htmlOf(markdown).matchAll(/<code>([ab]\.env)<\/code>/gu)];
  assertEquals(rows.map(([, file]) => file), ["b.env", "a.env", "b.env"]);
  assertEquals(markdown.match(/^Failed: 1 of 2 targets/mu)?.length, 1);
});
