import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import { reportGithub } from "../../lib/report/github_log.ts";
import { reportJson } from "../../lib/report/json.ts";
import { reportJsonLines } from "../../lib/report/json_lines.ts";
import { reportJunit } from "../../lib/report/junit.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import type { Report, ReportLook } from "../../lib/report/model.ts";
import { reportText } from "../../lib/report/report_text.ts";
import {
  actingCharactersIn,
  actionsIn,
  assertInert,
  COMMANDS,
  REPORT_COMMANDS,
  SEPARATORS,
} from "../helpers/ci_commands.ts";
import { assertHarmlessInCi } from "../helpers/ci_formats.ts";
import { reportsHolding } from "./reports.ts";

/** Widths at which the reports for people wrap at different words. */
const LOOKS: readonly ReportLook[] = [
  { columns: 20, verbosity: "verbose", color: true },
  { columns: 40, verbosity: "normal", color: false },
  { columns: 80, verbosity: "verbose", color: false },
  { columns: 1000, verbosity: "quiet", color: false },
];

/** Writes a report in every format that is not Markdown or XML, whatever the look. */
function assertInertReport(report: Report): void {
  for (const look of LOOKS) {
    assertInert(reportText(report, look), [], look.color);
    assertInert(reportGithub(report, look), REPORT_COMMANDS);
  }
  assertInert(reportJson(report));
  assertInert(reportJsonLines(report));
  assertInert(reportJunit(report));
  assertInert(reportMarkdown(report, LOOKS[0]!));
}

/** Puts a command where wrapping, or a separator, may bring it to the start of a line. */
function textsWith(command: string): string[] {
  return SEPARATORS.flatMap((separator) => [
    `${separator}${command}`,
    `word${separator}${command} word`,
  ]);
}

for (const [number, command] of COMMANDS.entries()) {
  Deno.test(`no format gives a meaning to ${JSON.stringify(command)}, whatever is before it`, () => {
    for (const [index, text] of textsWith(command).entries()) {
      // Each command meets each separator in both reports, and each separator does so in both of its places.
      const separator = Math.floor(index / 2);
      const report = reportsHolding(text)[(number + separator + index) % 2];
      assertInertReport(report!);
    }
  });
}

Deno.test("no format gives a meaning to any text that is put together from commands", () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(...COMMANDS),
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom("##", "::", "vso[", "[", "section_", "start:", "--"),
      fc.string({ unit: ANY_CHARACTER, maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 10 },
  ).map((parts) => parts.join("")).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(text, fc.constantFrom(...LOOKS), (text, look) => {
      for (const report of reportsHolding(text)) {
        assertInert(reportText(report, look), [], look.color);
        assertInert(reportGithub(report, look), REPORT_COMMANDS);
        assertInert(reportJson(report));
        assertInert(reportJsonLines(report));
        assertInert(reportJunit(report));
        assertInert(reportMarkdown(report, look));
        assertHarmlessInCi(report);
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("reportJson() keeps every text as it is", () => {
  for (const text of COMMANDS.flatMap(textsWith)) {
    const [report] = reportsHolding(text);
    const { findings } = JSON.parse(reportJson(report!));
    assertEquals(findings[0].message, text);
  }
});

Deno.test("no format changes the program's own words", () => {
  for (const report of reportsHolding("plain")) {
    for (const look of LOOKS) {
      assert(reportText(report, look).includes("plain"));
    }
    const names = actionsIn(reportGithub(report, LOOKS[0]!))
      .map(({ by }) => by);
    assertEquals(new Set(names), new Set(["GitHub"]));
  }
});

Deno.test("the readers of commands find each one that is not made inert", () => {
  for (const command of COMMANDS) assertNotEquals(actionsIn(command), []);
  assertEquals(actionsIn("a ::error::x, a--- and # #[x]"), []);
  assertEquals(actingCharactersIn("a\u009bb\u202e\n"), ["U+9b", "U+202e"]);
});
