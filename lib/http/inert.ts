// Takes the effect from the text of others: on a terminal, and on the CI system in whose log it is shown.
//
// A CI system reads commands from the log of a step, whoever wrote them there. One character of each command is written
// in another way, which each format chooses: where it has an escape, the text keeps its value.

/** Most texts are nothing but this and marks of ours; the pattern for the others is slow to make. */
const VISIBLE_REGEXP = /^[\x20-\x7E…’→✓✗]*$/u;

/** GitHub `##[error]`, Azure Pipelines `##vso[`, TeamCity `##teamcity[`, Octopus Deploy `##octopus[`: anywhere. */
const HASHES_REGEXP = /##+/gu;

/** GitLab and Travis CI, anywhere. Both ask for control characters behind it, which a log may have lost. */
const SECTION_REGEXP = /(section_(?:start|end)|travis_(?:fold|time)):/giu;

/** GitHub `::error::` anywhere: it must be first in its line to act, but a text may be taken out of its line. */
const COLONS_REGEXP = /::(?=[a-z][\w-]*(?: [^:\n]*)?::)/giu;

/**
 * What may be first in a line: GitHub `::error::`, Buildkite `---`, `+++`, `~~~` and `^^^`; behind blanks and colours.
 *
 * The lines around a certificate are none of them.
 */
const START_REGEXP =
  // deno-lint-ignore no-control-regex
  /^((?:[^\S\n\r\u2028\u2029]|\u001B\[\d*m)*)(:(?=:)|-(?=--(?!--(?:BEGIN|END) ))|\+(?=\+\+)|~(?=~~)|\^(?=\^\^))(.)/gmu;

/** Writes the one character that would complete a command. */
export type Rewrite = (character: string) => string;

/** Returns whether all characters of a text show, each in one column of a terminal; of other texts it is not known. */
export function isPlain(text: string): boolean {
  return VISIBLE_REGEXP.test(text);
}

/** Makes a value fit for one line: characters that act instead of showing become a mark. */
export function printable(text: string): string {
  return isPlain(text)
    ? text
    : text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}]/gu, "\uFFFD");
}

/**
 * Breaks up the commands of CI systems in a text of any number of lines, with a blank where no other way is given.
 *
 * @example Usage
 * ```ts
 * import { breakCommands } from "./inert.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(breakCommands("##vso[a]\n--- b"), "# #vso[a]\n- -- b");
 * assertEquals(breakCommands("##vso[a]", () => "&#35;"), "#&#35;vso[a]");
 * ```
 */
export function breakCommands(
  text: string,
  rewrite: Rewrite = withBlank,
): string {
  const withoutColons = text
    .replaceAll(COLONS_REGEXP, () => `:${rewrite(":")}`);
  return breakActing(withoutColons, rewrite);
}

/** Breaks up the commands that act where they are. */
function breakActing(text: string, rewrite: Rewrite): string {
  return text
    .replaceAll(
      HASHES_REGEXP,
      (run) => `#${rewrite("#").repeat(run.length - 1)}`,
    )
    .replaceAll(SECTION_REGEXP, (_, name: string) => name + rewrite(":"))
    .replaceAll(
      START_REGEXP,
      (_, before: string, first: string, second: string) =>
        before + first + rewrite(second),
    );
}

/** Makes text of one line inert for people: on a terminal, and in a log. */
export function inertLine(text: string): string {
  return breakCommands(printable(text));
}

/** Returns whether a text of any number of lines acts neither on a terminal nor on a CI system. */
export function isInert(text: string): boolean {
  return breakActing(text, withBlank) === text &&
    text.split(/[\n\t]/u).every((part) => printable(part) === part);
}

function withBlank(character: string): string {
  return ` ${character}`;
}
