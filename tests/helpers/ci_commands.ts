/**
 * Reads a log as each CI system does that takes commands from it, and as a terminal does.
 *
 * @module
 */
import { assertEquals } from "@std/assert";

/** What would act instead of being shown. */
export interface Action {
  /** Who acts. */
  readonly by: string;
  /** The line. */
  readonly line: string;
}

/** A command that may be anywhere in a line; capitals make no difference to a cautious reader. */
const ANYWHERE: readonly (readonly [by: string, pattern: RegExp])[] = [
  ["GitHub or Azure Pipelines", /##\[/u],
  ["Azure Pipelines", /##vso\[/iu],
  ["TeamCity", /##teamcity\[/iu],
  ["Octopus Deploy", /##octopus\[/iu],
  ["GitLab", /section_(?:start|end):/iu],
  ["Travis CI", /travis_(?:fold|time):/iu],
];

/** A command that must be at the start of a line, behind blanks and colours. */
const AT_START: readonly (readonly [by: string, pattern: RegExp])[] = [
  ["GitHub", /^::[^:]+?::/u],
  // The lines around a certificate have five hyphens and no blank behind three.
  ["Buildkite", /^(?:---(?!--(?:BEGIN|END) )|\+\+\+|~~~|\^\^\^)/u],
];

/** Everything that a line may hold before a command. */
// deno-lint-ignore no-control-regex
const LEADING_REGEXP = /^(?:\s|\p{Cf}|\p{Cc}|\u001b\[[\d;]*m)+/u;

/**
 * Finds what a log would make CI systems do.
 *
 * @param log What a step wrote.
 * @param own The commands of GitHub Actions that belong to the format.
 * @returns Each action.
 */
export function actionsIn(
  log: string,
  own: readonly string[] = [],
): readonly Action[] {
  const anywhere = ANYWHERE.filter(([, pattern]) => pattern.test(log));
  return log.split(/[\n\r\u0085\u2028\u2029]/u).flatMap((line) => {
    const rest = line.replace(LEADING_REGEXP, "");
    const command = /^::([a-z-]+)/u.exec(rest)?.[1] ?? "";
    return [
      ...AT_START.filter(([by, pattern]) =>
        pattern.test(rest) && !(by === "GitHub" && own.includes(command))
      ),
      ...anywhere.filter(([, pattern]) => pattern.test(line)),
    ].map(([by]) => ({ by, line }));
  });
}

/** The colours of the text report. */
// deno-lint-ignore no-control-regex
const COLOUR_REGEXP = /\u001b\[(?:[0-2]|3[1-6])m/gu;

/**
 * Lists the characters that act on a terminal instead of being shown, but for line breaks.
 *
 * @param text What was written.
 * @param color Whether the text report's own colours may be in it.
 * @returns The characters, each as its number.
 */
export function actingCharactersIn(text: string, color = false): string[] {
  const shown = color ? text.replaceAll(COLOUR_REGEXP, "") : text;
  return [...shown.matchAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu)]
    .map(([character]) => `U+${character.codePointAt(0)?.toString(16)}`);
}

/**
 * Asserts that an output does nothing but show itself.
 *
 * @param output What was written.
 * @param own The commands of GitHub Actions that belong to the format.
 * @param color Whether the text report's own colours may be in it.
 */
export function assertInert(
  output: string,
  own: readonly string[] = [],
  color = false,
): void {
  assertEquals(actionsIn(output, own), []);
  assertEquals(actingCharactersIn(output, color), []);
}

/** The commands of the report for GitHub Actions. */
export const REPORT_COMMANDS = [
  "error",
  "warning",
  "notice",
  "group",
  "endgroup",
] as const;

/** Texts that act somewhere. */
export const COMMANDS: readonly string[] = [
  "::error::x",
  "::error file=a,line=1::x",
  "::add-mask::x",
  "::stop-commands::x",
  "::set-output name=a::b",
  "::anything-else::x",
  "##[error]x",
  "##[group]x",
  "##[add-matcher]x.json",
  "###[error]x",
  "####[error]x",
  "##vso[task.setvariable variable=PATH]x",
  "##VSO[task.complete result=Succeeded;]",
  "##teamcity[buildStatus status='SUCCESS']",
  "##TeamCity[buildStop]",
  "##octopus[setVariable name='a' value='b']",
  "section_start:1560896352:x\r\u001b[0K",
  "section_end:1560896352:x",
  "SECTION_START:1:x[collapsed=true]",
  "travis_fold:start:x\r\u001b[0K",
  "travis_time:start:1",
  "--- x",
  "---",
  "---- x",
  "+++ x",
  "~~~ x",
  "^^^ +++",
];

/** Characters that act on a terminal, or move what is behind them to the start of a line. */
export const SEPARATORS: readonly string[] = [
  "",
  " ",
  "   ",
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\n\n  ",
  "\0",
  "\u0007",
  "\b\b\b",
  "\v",
  "\f",
  "\u001b[2K\r",
  "\u001b[1A",
  "\u001b]8;;https://x.example\u0007",
  "\u001b]1339;url=https://x.example\u0007",
  "\u001b_bk;t=1\u0007",
  "\u007f",
  "\u0085",
  "\u009b2J",
  "\u009d8;;https://x.example\u009c",
  "\u00a0",
  "\u00ad",
  "\u061c",
  "\u180e",
  "\u200b",
  "\u200e",
  "\u2028",
  "\u2029",
  "\u202e",
  "\u2066",
  "\u3000",
  "\ufeff",
  "\ufffd",
  "\ud800",
  "\u{e0001}",
  "x",
  "'",
  '"',
  "`",
  "|",
  "<",
  "&",
  "\\",
  ":",
  "#",
  "-",
  `${"word ".repeat(20)}`,
];
