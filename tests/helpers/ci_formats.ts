/**
 * What reports in the formats for CI systems make those systems do.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { reportGithub } from "../../lib/report/github_log.ts";
import { reportJunit } from "../../lib/report/junit.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import type { Report } from "../../lib/report/model.ts";
import { casesIn } from "./junit_cases.ts";
import { htmlOf, tagsIn, textIn } from "./rendered_markdown.ts";
import { commandsIn } from "./runner_commands.ts";

/** The report in each of these formats. */
export interface CiOutputs {
  /** The commands and the log of GitHub Actions. */
  readonly github: string;
  /** JUnit XML. */
  readonly junit: string;
  /** Markdown. */
  readonly markdown: string;
}

/**
 * Writes a report in every format for CI systems.
 *
 * @param report The report.
 * @returns What each format makes of it.
 */
export function ciOutputsOf(report: Report): CiOutputs {
  const look = { columns: 100, color: false, verbosity: "normal" } as const;
  return {
    github: reportGithub(report, look),
    junit: reportJunit(report),
    markdown: reportMarkdown(report, look),
  };
}

/** The commands that a report gives the runner. */
const COMMANDS = new Set(["error", "warning", "notice", "group", "endgroup"]);

/** The elements of which a report consists. */
const ELEMENTS = new Set(
  "h2 h3 p strong table thead tbody tr th td pre code details summary".split(
    " ",
  ),
);

/** What of a report must not depend on the words in it. */
export interface Shape {
  /** The names of the commands for GitHub's runner. */
  readonly commands: readonly string[];
  /** The name of each JUnit case, and how it ended. */
  readonly outcomes: readonly (readonly [name: string, outcome: string])[];
  /** The HTML that the Markdown becomes. */
  readonly html: string;
}

/**
 * Reads the shape of a report as CI systems do.
 *
 * @param report The report.
 * @returns Its shape.
 */
export function shapeOf(report: Report): Shape {
  const { github, junit, markdown } = ciOutputsOf(report);
  return {
    commands: commandsIn(github).map(({ name }) => name),
    outcomes: casesIn(junit).map(({ name, outcome }) => [name, outcome]),
    html: htmlOf(markdown),
  };
}

/**
 * Asserts that a report holds no more commands, cases and elements than one with other words in their places.
 *
 * @param report The report.
 * @param plain The shape of the same report with harmless words.
 */
export function assertSameShape(report: Report, plain: Shape): void {
  const shape = shapeOf(report);
  assertEquals(shape.commands, plain.commands);
  assertEquals(shape.outcomes, plain.outcomes);
  assertEquals(tagsIn(shape.html), tagsIn(plain.html));
  assertInertText(shape.html);
}

/**
 * Asserts that a report makes a CI system do nothing but show it.
 *
 * @param report The report.
 * @returns What each format made of it.
 */
export function assertHarmlessInCi(report: Report): CiOutputs {
  const outputs = ciOutputsOf(report);
  const { github, junit, markdown } = outputs;
  const names = new Set(commandsIn(github).map(({ name }) => name));
  assertEquals(names.difference(COMMANDS), new Set());
  casesIn(junit);
  const html = htmlOf(markdown);
  const elements = new Set(
    tagsIn(html).map((tag) => tag.replaceAll(/[<>/]| .*$/gu, "")),
  );
  assertEquals(elements.difference(ELEMENTS), new Set());
  assertInertText(html);
  return outputs;
}

/**
 * Asserts that rendered Markdown holds nothing outside of code that GitHub or GitLab would make a link or a mention of.
 *
 * @param html The HTML.
 */
function assertInertText(html: string): void {
  for (const word of textIn(html).split(/\s+/u)) {
    // A duration is the program's own.
    if (/^\(?\d+\.\d$/u.test(word)) continue;
    assertMatch(word, /^[\p{L}\d"'’(),.;:!?||✅⚠️❌➖-]*$/u);
    assertEquals(/:\w+:|\w-\d|[\da-f]{7,}|\w\.\w/iu.test(word), false, word);
  }
}
