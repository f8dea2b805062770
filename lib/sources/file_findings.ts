// Findings about env files: lines that are no assignment, files of another kind, values that readers take differently.
import {
  consumerOf,
  isVariableName,
  type VariableName,
} from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { setToUnknown, words } from "../finding/fix.ts";
import { capitalized, inFile } from "../finding/setting_words.ts";
import type { Source } from "../finding/source.ts";
import {
  describeDifference,
  type EnvReader,
  READER_NAMES,
  type WrittenAssignment,
} from "./env_dialect.ts";
import type { EnvFileFormat } from "./env_file_format.ts";
import { FILE_KINDS, type FileKind, fileKindOf } from "./file_kind.ts";
import { misspelledVariables } from "./misspelling.ts";

/** A line of an env file. */
export type FileLine = Extract<Source, { readonly kind: "file" }>;

const LEADING_NAME_REGEXP = /^\s*(?:export\s+)?["']?([A-Za-z_][A-Za-z0-9_]*)/u;

const NAME_REGEXP = /ZENML_[A-Za-z_]+/u;

function knownNames(name: string): readonly VariableName[] {
  return isVariableName(name) ? [name] : misspelledVariables(name);
}

const KEY_LINE_REGEXP = /^\s*(?:export\s+)?["']?ZEN(?:PRO)?KEY_/u;

/** Returns whether a line begins with an API key: the = at its end is no sign of a name. */
export function isKeyLine(line: string): boolean {
  return KEY_LINE_REGEXP.test(line);
}

const ZENML_LINE_REGEXP = /^\s*(?:export\s+)?ZENML_/iu;

/** Says that a line is not NAME=value. */
function fileLineFinding(
  line: string,
  source: FileLine,
  format: EnvFileFormat,
): Finding {
  const isRefused = format === "docker" && /^[^=]*\s/u.test(line);
  if (isKeyLine(line) && !isRefused) return keyLineFinding(source);
  const name = LEADING_NAME_REGEXP.exec(line)?.[1] ?? "";
  const [meant] = knownNames(name);
  const known = meant !== undefined;
  const what = !known
    ? "The line"
    : line.includes("=")
    ? `The line of ${name}`
    : `The line that begins with ${name}`;
  return findingOf("file-invalid", {
    severity: /ZENML/iu.test(line) ? "error" : "warning",
    message: format === "docker"
      ? `${what} makes docker refuse the whole file: the name must have no blanks, and no export before it`
      : `${what} is not NAME=value, so it was ignored: ${
        line.includes("=")
          ? "close every quote, and write nothing after it"
          : "it has no ="
      }`,
    fix: known ? setToUnknown({ variable: name, source }, "its value") : words(
      `${
        capitalized(inFile(source.file, source.line))
      }: write NAME=value, or remove it`,
    ),
    source,
    ...(known
      ? {
        variable: name,
        consumers: [consumerOf(meant)],
      }
      : {}),
  });
}

function keyLineFinding(source: FileLine): Finding {
  return findingOf("file-invalid", {
    severity: "warning",
    message:
      "The line is an API key without the name of a variable, so it was ignored",
    fix: words(
      `${
        capitalized(inFile(source.file, source.line))
      }: write the variable's name and = before the key, or remove the line`,
    ),
    source,
  });
}

/** Says once that a file is of another kind; `zenmlLines` are those of it that name ZenML. */
function fileKindFinding(
  kind: FileKind,
  source: Source,
  zenmlLines: readonly string[],
): Finding {
  const { what, fix } = FILE_KINDS[kind];
  const [name] = zenmlLines.flatMap((line) =>
    NAME_REGEXP.exec(line)?.[0] ?? []
  );
  const known = name === undefined ? [] : knownNames(name);
  return findingOf("file-invalid", {
    severity: zenmlLines.length > 0 ? "error" : "warning",
    message: `The file is ${what}, not an env file of lines NAME=value`,
    fix: words(fix),
    source,
    ...(name !== undefined && known.length > 0 ? { variable: name } : {}),
  });
}

/** A line that is not NAME=value. */
export interface InvalidLine {
  readonly line: string;
  readonly source: FileLine;
}

/** How many lines are named that are no assignments. */
const MOST_LINES = 100;

/** Says it of each line, but not of thousands: nobody reads that, and nobody could interrupt it. */
export function lineFindings(
  invalid: readonly InvalidLine[],
  format: EnvFileFormat = "dotenv",
): readonly Finding[] {
  const rest = invalid.slice(MOST_LINES);
  return [
    ...invalid.slice(0, MOST_LINES).map(({ line, source }) =>
      fileLineFinding(line, source, format)
    ),
    ...rest.length === 0 ? [] : [moreLinesFinding(rest)],
  ];
}

/** Says how many more lines are no assignments, at the first of them that may have been meant for ZenML. */
function moreLinesFinding(rest: readonly InvalidLine[]): Finding {
  const meant = rest.filter(({ line }) => /ZENML/iu.test(line));
  const [first] = [...meant, ...rest];
  return findingOf("file-invalid", {
    severity: meant.length > 0 ? "error" : "warning",
    message:
      `${rest.length} more lines are not NAME=value, so they were ignored${
        meant.length > 0 ? `; ${meant.length} of them have ZENML in them` : ""
      }`,
    fix: words("write them as NAME=value, or begin them with #"),
    ...(first ? { source: first.source } : {}),
  });
}

/** A value that readers take differently. */
export interface Dialect {
  readonly variable: VariableName;
  readonly source: Source;
  readonly written: WrittenAssignment;
  readonly readers: readonly EnvReader[];
}

/** Says it once for all values of a consumer that the same readers take differently. */
export function dialectFindings(dialects: readonly Dialect[]): Finding[] {
  const groups = new Map<string, [Dialect, ...Dialect[]]>();
  for (const dialect of dialects) {
    const id = `${consumerOf(dialect.variable)} ${dialect.readers.join()}`;
    const group = groups.get(id);
    if (group) group.push(dialect);
    else groups.set(id, [dialect]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const names = [...new Set(group.map(({ variable }) => variable))];
    return findingOf("file-dialect", {
      message: `Not all readers of env files read ${
        names.join(" and ")
      } as it is read here. ${
        describeDifference(first.written, first.readers)
      }`,
      fix: words(dialectFix(first.readers)),
      consumers: [consumerOf(first.variable)],
      variable: first.variable,
      source: first.source,
    });
  });
}

/** Says that a byte order mark hides the first name from readers that do not skip it (measured: Node, Deno, bash). */
export function markFindings(
  text: string,
  settings: readonly { readonly variable: string; readonly source: Source }[],
): readonly Finding[] {
  const [first] = settings;
  if (!text.startsWith("\uFEFF") || first === undefined) return [];
  const { variable, source } = first;
  return source.kind !== "file" || source.line !== 1 ||
      !isVariableName(variable)
    ? []
    : [
      findingOf("file-dialect", {
        message:
          `The file begins with a byte order mark, which Node, Deno and bash take for a part of the first name: they do not set ${variable}`,
        fix: words(
          `${
            capitalized(inFile(source.file, null))
          }: save the file as UTF-8 without a byte order mark (BOM)`,
        ),
        consumers: [consumerOf(variable)],
        variable,
        source,
      }),
    ];
}

function dialectFix(readers: readonly EnvReader[]): string {
  const others = readers.filter((reader) => reader !== "docker")
    .map((reader) => READER_NAMES[reader]).join(", ");
  return others === ""
    ? "for docker run, write the value without quotes, comments and blanks around it; --env-file-format docker reads the file as it does"
    : `write the value in single quotes for ${others}, and without quotes for docker run`;
}

/** A file of another kind is said once; in a script, lines that may set a variable are said all the same. */
export function invalidFindings(
  file: string,
  lines: readonly string[],
  invalid: readonly InvalidLine[],
  validCount: number,
): readonly Finding[] {
  const told = lineFindings(invalid);
  const kind = fileKindOf(lines, invalid.map(({ line }) => line));
  if (kind === null) return told;
  const { isReadable } = FILE_KINDS[kind];
  // A single line of another notation does not make the file one of it.
  if (!isReadable && kind !== "systemd" && invalid.length <= validCount) {
    return told;
  }
  return [
    fileKindFinding(
      kind,
      invalid[0]?.source ?? { kind: "file", file, line: 1 },
      isReadable ? [] : lines.filter((line) => /ZENML/iu.test(line)),
    ),
    ...(isReadable
      ? lineFindings(invalid.filter(({ line }) => ZENML_LINE_REGEXP.test(line)))
      : []),
  ];
}
