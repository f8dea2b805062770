import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fleetOf } from "../../lib/report/fleet.ts";
import { fleetLines } from "../../lib/report/fleet_lines.ts";
import type { Report, ReportLook } from "../../lib/report/model.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import { linkedCode } from "../../lib/report/markdown_text.ts";
import { reportText } from "../../lib/report/report_text.ts";
import type { Code, Severity } from "../../mod.ts";
import { finding, reportOf, target } from "./reports.ts";

const LOOK: ReportLook = { columns: 110, color: false, verbosity: "normal" };

function targets(
  count: number,
  code: Code | null,
  severity: Severity = "error",
) {
  return Array.from({ length: count }, (_, index) =>
    target({
      file: `${code ?? "well"}-${index}.env`,
      loginFindings: code ? [finding({ code, severity })] : [],
    }));
}

/** Many targets: some well, some with a warning, some that fail for one of two reasons. */
const FLEET: Report = reportOf([
  ...targets(60, null),
  ...targets(2, "login-failed"),
  ...targets(70, "account-is-user", "warning"),
  ...targets(80, "key-inactive"),
]);

Deno.test("fleetOf() names what makes targets fail before what does not, the commonest first, with the first files", () => {
  const { total, bad, warned, status, problems } = fleetOf(FLEET);
  assertEquals([total, bad, warned, status], [212, 82, 152, 1]);
  assertEquals(problems, [
    {
      code: "key-inactive",
      fails: true,
      count: 80,
      files: ["key-inactive-0.env", "key-inactive-1.env", "key-inactive-2.env"],
    },
    {
      code: "login-failed",
      fails: true,
      count: 2,
      files: ["login-failed-0.env", "login-failed-1.env"],
    },
    {
      code: "account-is-user",
      fails: false,
      count: 70,
      files: [
        "account-is-user-0.env",
        "account-is-user-1.env",
        "account-is-user-2.env",
      ],
    },
  ]);
});

Deno.test("fleetOf() counts a code once for each target, however often it is found there", () => {
  const twice = finding({ code: "key-inactive", severity: "error" });
  const [problem] = fleetOf(
    reportOf([target({ file: "a.env", loginFindings: [twice, twice] })]),
  ).problems;
  assertEquals(problem?.count, 1);
});

Deno.test("reportText() of many targets ends with the commonest problems, and names no more targets than people read", () => {
  const text = reportText(FLEET, LOOK);
  const sections = text.match(/^== .*$/gmu);
  assertEquals(sections, ["== login-failed-0.env", "== key-inactive-0.env"]);
  assert(!text.includes("well-"));
  assertStringIncludes(
    text,
    "\nand 32 more: --verbose and --format jsonl name all of them\n",
  );
  assert(
    text.endsWith(`
✗ key-inactive     80  key-inactive-0.env, key-inactive-1.env, key-inactive-2.env and 77 more
✗ login-failed      2  login-failed-0.env, login-failed-1.env
! account-is-user  70  account-is-user-0.env, account-is-user-1.env, account-is-user-2.env and 67 more

Failed: 82 of 212 targets (12 ms)
`),
    text.slice(-700),
  );
});

Deno.test("reportText() of many targets has the same problems where it is quiet, and all targets where it is verbose", () => {
  const quiet = reportText(FLEET, { ...LOOK, verbosity: "quiet" });
  assert(!quiet.includes("\n== "));
  assertStringIncludes(quiet, "\n✗ key-inactive     80  ");
  const verbose = reportText(FLEET, { ...LOOK, verbosity: "verbose" });
  for (const { file } of FLEET.targets) assertStringIncludes(verbose, file!);
});

Deno.test("reportText() of many targets that are well is one sentence", () => {
  const report = reportOf(targets(100, null));
  assertEquals(reportText(report, LOOK), "OK: 100 targets (12 ms)\n");
});

Deno.test("reportText() names every target of a few", () => {
  const text = reportText(reportOf(targets(20, null)), LOOK);
  assertStringIncludes(text, "well-0.env");
  assertStringIncludes(text, "well-19.env");
});

Deno.test("reportMarkdown() of many targets begins with the commonest problems", () => {
  const markdown = reportMarkdown(FLEET, LOOK);
  const at = markdown.indexOf(`| ❌ | ${linkedCode("key-inactive")} | 80 | `);
  assert(at > 0, markdown.slice(0, 900));
  assert(at < markdown.indexOf(`| ❌ | ${linkedCode("login-failed")} | 2 | `));
  assert(at < markdown.indexOf("| Target | URL |"));
});

Deno.test("fleetLines() says what many targets come to in lines of ASCII", () => {
  const [first, ...others] = fleetLines({
    fleet: fleetOf(FLEET),
    durationMs: 12,
    strict: false,
  });
  assertEquals(
    first,
    "key-inactive: 80 targets (key-inactive-0.env, key-inactive-1.env, key-inactive-2.env and 77 more)",
  );
  assertEquals(others.at(-1), "Failed: 82 of 212 targets (12 ms)");
  assert(
    /^[\x20-\x7E]*$/u.test(others.join("")),
  );
});
