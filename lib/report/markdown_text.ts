// Any text as Markdown that is nothing but text.
//
// A backslash is not enough: GitHub and GitLab look for mentions, issues, commits and addresses in what Markdown has
// become, and only code is left alone. So plain words stay as they are, and all else becomes code.
import { codePage } from "../codes/pages.ts";
import { inertLine, printable } from "../http/inert.ts";

/** A text is cut behind this many characters; a URL alone may have a hundred thousand. */
const LONGEST = 1000;

/** What has no meaning next to a word: quotes and brackets before it, and behind it with one stop. */
const BEFORE = `"'(`;
const BEHIND = `"')`;
const STOPS = ".,;:!?";

/** Words and numbers: nothing that Markdown, or what reads it, gives a meaning. */
const PLAIN_REGEXP = /^(?:\p{L}+(?:['’]\p{L}+)*|\d+)$/u;

/** So much of a word may be the name of a commit. */
const HEXADECIMAL_REGEXP = /[\da-f]{7}/iu;

/** Writes a text as code within a line, also in a table. */
export function code(text: string): string {
  return clipped(text).split("|").map(codeSpan).join("&#124;");
}

/** Writes the name of a code, as a link to its section where that has an address. */
export function linkedCode(name: string, page = codePage(name)): string {
  return page === null ? code(name) : `[${code(name)}](${page})`;
}

/** Writes a sentence: plain words as they are, all else as code. */
export function prose(text: string): string {
  let markdown = "";
  let codeWords: string[] = [];
  const endCode = () => {
    if (codeWords.length > 0) markdown += code(codeWords.join(" "));
    codeWords = [];
  };
  for (const word of clipped(text).split(" ").filter((word) => word !== "")) {
    const { before, core, after } = partsOf(word);
    const goesOn = core !== null && before === "" && codeWords.length > 0;
    if (!goesOn) {
      endCode();
      markdown += `${markdown === "" ? "" : " "}${before}`;
    }
    if (core !== null) codeWords.push(core);
    if (core !== null && after !== "") endCode();
    markdown += after;
  }
  endCode();
  return markdown;
}

/** Splits a word into what stays as it is and, if there is any, the part that must be code. */
function partsOf(word: string) {
  let [start, end] = [0, word.length];
  while (start < end && BEFORE.includes(word[start]!)) start++;
  if (end > start && STOPS.includes(word[end - 1]!)) end--;
  while (end > start && BEHIND.includes(word[end - 1]!)) end--;
  if (start === end) return { before: "", core: word, after: "" };
  const core = word.slice(start, end);
  const isPlain = PLAIN_REGEXP.test(core) && !HEXADECIMAL_REGEXP.test(core);
  // A number with a full stop may begin a list.
  return isPlain && !/^\d+\.$/u.test(word)
    ? { before: word, core: null, after: "" }
    : { before: word.slice(0, start), core, after: word.slice(end) };
}

/** Writes lines to copy as a block of code. */
export function codeBlock(
  lines: readonly string[],
  language: string,
): string[] {
  const texts = lines.map(clipped);
  const fence = "`".repeat(Math.max(3, longestRun(texts.join("\n")) + 1));
  return [fence + language, ...texts, fence];
}

/** Writes a table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`);
}

function codeSpan(text: string): string {
  if (text === "") return "";
  const fence = "`".repeat(longestRun(text) + 1);
  // Markdown takes one blank off each end, where there is one at both.
  const pad = /^`|`$|^ .* $/u.test(text) ? " " : "";
  return fence + pad + text + pad + fence;
}

function longestRun(text: string): number {
  const runs = text.match(/`+/gu) ?? [];
  return runs.reduce((longest, { length }) => Math.max(longest, length), 0);
}

function clipped(text: string): string {
  const line = inertLine(text);
  return line.length > LONGEST
    ? `${printable(line.slice(0, LONGEST - 1))}…`
    : line;
}
