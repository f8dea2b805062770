/**
 * Reads the text of an env file: every value with its line, and every line that is not NAME=value.
 *
 * `@std/dotenv` unquotes each value; this module finds the assignments, so that nothing is expanded, printed or
 * swallowed, whatever the text.
 *
 * ```ts
 * import { parseEnvFile } from "@mlops/zenml-env/env-file";
 * import { assertEquals } from "@std/assert";
 *
 * const file = parseEnvFile("ZENML_STORE_URL=https://zenml.example.com\n", ".env");
 * assertEquals(file.settings[0]?.value, "https://zenml.example.com");
 * ```
 *
 * @module
 */
import { parse } from "@std/dotenv/parse";
import { isVariableName } from "../codes/variables.ts";
import type { Finding } from "../finding/finding.ts";
import { continuedValue } from "./continued_value.ts";
import { parseDockerEnvFile } from "./docker_env_file.ts";
import { readersThatDiffer, type WrittenAssignment } from "./env_dialect.ts";
import type { EnvFileFormat } from "./env_file_format.ts";
import {
  type Dialect,
  dialectFindings,
  invalidFindings,
  type InvalidLine,
  isKeyLine,
  markFindings,
} from "./file_findings.ts";
import { type EnvFile, type Setting, settingOf } from "./setting.ts";
import type { Source } from "../finding/source.ts";

export type { Code } from "../codes/codes.ts";
export type { Severity } from "../codes/code_entry.ts";
export type { Consumer } from "../codes/variables.ts";
export type { EnvFile, EnvFileFormat, Finding, Setting, Source };

/** The largest env file that is read, in UTF-16 units: larger ones are something else. */
export const ENV_FILE_LIMIT = 1_048_576;

const SEPARATOR_REGEXP = /\r\n|[\n\r\u2028\u2029]/gu;
const BEGINNING_REGEXP =
  /^\s*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(["']?)/u;
const CLOSED_REGEXPS = {
  '"': /^(?:[^"\\]|\\[\s\S])*"/u,
  // What @std/dotenv takes for a single-quoted value: no line separator but LF and CRLF.
  "'": /^(?:[^'\r\n\u2028\u2029]|\r\n|\n)*'/u,
} as const;
const TAIL_REGEXP = /^[ \t]*(?:#.*)?$/u;
/** A line whose value no reader changes, as most are. */
const PLAIN_REGEXP = /^([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_.:/@%+=-]*)$/u;
const NAME_BEFORE_QUOTE_REGEXP = /^\s*(?:export\s+)?\w+[ \t]*=[ \t]*$/u;

/** Noncharacters that stand for `$` and `#` while @std/dotenv reads a value: it would expand the one and cut at the other. */
const DOLLAR = "\uFDD0";
const HASH = "\uFDD1";

interface Line {
  readonly text: string;
  readonly separator: string;
}

interface Assignment {
  readonly variable: string;
  readonly value: string;
  readonly lastIndex: number;
  readonly written: WrittenAssignment;
}

/**
 * Reads the text of an env file.
 *
 * Nothing is expanded: `$NAME` stays as it is written. A `#` begins a comment only at the start of a line, after a
 * quoted value, or after a blank.
 *
 * @param text The file's text.
 * @param file The file's name, for the sources of its settings.
 * @param format Whose rules it is read by: `dotenv`, or `docker` for those of `docker run --env-file`.
 * @returns Its settings in their order, and a finding for each line that is not NAME=value.
 * @throws {RangeError} If the text is longer than {@linkcode ENV_FILE_LIMIT}.
 *
 * @example Usage
 * ```ts
 * import { parseEnvFile } from "@mlops/zenml-env/env-file";
 * import { assertEquals } from "@std/assert";
 *
 * const { settings, findings } = parseEnvFile('A="two\nlines"\nno assignment\nB=$A\n', ".env");
 * assertEquals(settings.map(({ variable, value }) => [variable, value]), [["A", "two\nlines"], ["B", "$A"]]);
 * assertEquals(findings.map(({ line }) => line), [3]);
 * ```
 */
export function parseEnvFile(
  text: string,
  file: string,
  format: EnvFileFormat = "dotenv",
): EnvFile {
  if (text.length > ENV_FILE_LIMIT) {
    throw new RangeError(
      `Cannot read env file as it is longer than ${ENV_FILE_LIMIT} characters`,
    );
  }
  if (format === "docker") return parseDockerEnvFile(text, file);
  const lines = linesOf(text.replace(/^\uFEFF/u, ""));
  const settings: Setting[] = [];
  const invalid: InvalidLine[] = [];
  const dialects: Dialect[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!.text;
    if (/^\s*(?:#|$)/u.test(line)) continue;
    const source = { kind: "file", file, line: index + 1 } as const;
    const assignment = isKeyLine(line) ? null : readAssignment(lines, index);
    if (assignment === null) {
      invalid.push({ line, source });
    } else {
      const { variable, value, lastIndex, written } = assignment;
      const continued = continuedValue(variable, value, lines, lastIndex);
      settings.push(settingOf({ variable, source }, continued.value));
      index = continued.lastIndex;
      if (isVariableName(variable)) {
        const readers = readersThatDiffer(written);
        if (readers.length > 0) {
          dialects.push({ variable, source, written, readers });
        }
      }
    }
  }
  return {
    file,
    settings,
    findings: [
      ...invalidFindings(
        file,
        lines.map(({ text }) => text),
        invalid,
        settings.length,
      ),
      ...markFindings(text, settings),
      ...dialectFindings(dialects),
    ],
  };
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(SEPARATOR_REGEXP)) {
    lines.push({ text: text.slice(start, match.index), separator: match[0] });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), separator: "" });
  return lines;
}

function readAssignment(
  lines: readonly Line[],
  index: number,
): Assignment | null {
  const line = lines[index]!.text;
  const [, name, plain] = PLAIN_REGEXP.exec(line) ?? [];
  if (name !== undefined && plain !== undefined) {
    return assignmentOf(line, name, plain, index);
  }
  const [beginning, variable, quote] = BEGINNING_REGEXP.exec(line) ?? [];
  if (beginning === undefined || !variable) return null;
  if (quote !== '"' && quote !== "'") return unquote(line, variable, index);
  const simple = simplyQuoted(line, beginning.length, quote);
  if (simple !== null) return assignmentOf(line, variable, simple, index);
  const lastIndex = closingIndex(lines, index, beginning.length, quote);
  if (lastIndex === null) return null;
  const chunk = lines.slice(index, lastIndex + 1)
    .map(({ text, separator }, offset) =>
      index + offset < lastIndex ? text + separator : text
    ).join("");
  const quoted = CLOSED_REGEXPS[quote].exec(chunk.slice(beginning.length))?.[0];
  if (quoted === undefined) return null;
  const tail = chunk.slice(beginning.length + quoted.length);
  // A quote right behind a later NAME= opens that value: the one of this line was never closed.
  const swallowed = lastIndex > index &&
    NAME_BEFORE_QUOTE_REGEXP.test(
      quoted.slice(quoted.lastIndexOf("\n") + 1, -1),
    );
  return TAIL_REGEXP.test(tail) && !swallowed
    ? unquote(chunk, variable, lastIndex)
    : null;
}

/** Finds the line of the first quote that is not escaped. Each scan ends at the next opening quote at the latest: linear in all. */
function closingIndex(
  lines: readonly Line[],
  index: number,
  from: number,
  quote: string,
): number | null {
  let escaped = false;
  for (let at = index; at < lines.length; at++) {
    const { text, separator } = lines[at]!;
    for (let i = at === index ? from : 0; i < text.length; i++) {
      if (escaped) escaped = false;
      else if (text[i] === "\\") escaped = quote === '"';
      else if (text[i] === quote) return at;
    }
    // A backslash at the end of a line escapes the separator.
    if (separator !== "") escaped = false;
  }
  return null;
}

/** Returns what is between the quotes of a line without escapes, which is the value itself; null for all other lines. */
function simplyQuoted(
  line: string,
  from: number,
  quote: string,
): string | null {
  const end = line.indexOf(quote, from);
  const isSimple = end !== -1 && !line.includes("\\") &&
    TAIL_REGEXP.test(line.slice(end + 1));
  return isSimple && !hasStandIn(line) ? line.slice(from, end) : null;
}

/** Lets @std/dotenv unquote one well-formed assignment. */
function unquote(
  chunk: string,
  variable: string,
  lastIndex: number,
): Assignment | null {
  if (hasStandIn(chunk)) return null;
  const escaped = chunk.replaceAll("$", DOLLAR)
    .replace(/(?<=\S)#/gu, HASH);
  const value = parse(escaped)[variable];
  if (value === undefined) return null;
  const plain = value.replaceAll(DOLLAR, "$").replaceAll(HASH, "#");
  return assignmentOf(chunk, variable, plain, lastIndex);
}

function hasStandIn(text: string): boolean {
  return text.includes(DOLLAR) || text.includes(HASH);
}

function assignmentOf(
  chunk: string,
  variable: string,
  value: string,
  lastIndex: number,
): Assignment {
  const equals = chunk.indexOf("=");
  const [head, raw] = [chunk.slice(0, equals), chunk.slice(equals + 1)];
  return { variable, value, lastIndex, written: { head, raw, value } };
}
