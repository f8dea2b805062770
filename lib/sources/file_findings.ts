// Findings about env files: lines that are no assignment, files of another kind, values that readers take differently.
import {
  CONSUMER_OF,
  isVariableName,
  type VariableName,
  VARIABLES,
} from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { setToUnknown, words } from "../finding/fix.ts";
import { shellWord } from "../finding/quoting.ts";
import type { Source } from "../finding/source.ts";

/** A line of an env file. */
export type FileLine = Extract<Source, { readonly kind: "file" }>;

import {
  describeDifference,
  type EnvReader,
  READER_NAMES,
  type WrittenAssignment,
} from "./env_dialect.ts";
import { FILE_KINDS, type FileKind } from "./file_kind.ts";
import { misspelledVariables } from "./misspelling.ts";

const LEADING_NAME_REGEXP = /^\s*(?:export\s+)?["']?([A-Za-z_][A-Za-z0-9_]*)/u;

const NAME_REGEXP = /ZENML_[A-Za-z_]+/u;

function meantBy(name: string): readonly VariableName[] {
  return isVariableName(name) ? [name] : misspelledVariables(name);
}

/** Says that a line is no assignment. */
export function fileLineFinding(
  line: string,
  source: FileLine,
  format: "dotenv" | "docker" = "dotenv",
): Finding {
  const name = LEADING_NAME_REGEXP.exec(line)?.[1] ?? "";
  const [meant] = meantBy(name);
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
      : `${what} is no assignment and was skipped: NAME=value is expected, with every quote closed and nothing behind it`,
    fix: known ? setToUnknown({ variable: name, source }, "its value") : words(
      `In ${
        shellWord(source.file)
      }, line ${source.line}: write NAME=value, or remove it`,
    ),
    source,
    ...(known
      ? {
        variable: name,
        consumers: [CONSUMER_OF[VARIABLES[meant].convention]],
      }
      : {}),
  });
}

/** Says once that a file is of another kind; `zenmlLines` are those of it that name ZenML. */
export function fileKindFinding(
  kind: FileKind,
  source: Source,
  zenmlLines: readonly string[],
): Finding {
  const { what, fix } = FILE_KINDS[kind];
  const [name] = zenmlLines.flatMap((line) =>
    NAME_REGEXP.exec(line)?.[0] ?? []
  );
  const known = name === undefined ? [] : meantBy(name);
  return findingOf("file-invalid", {
    severity: zenmlLines.length > 0 ? "error" : "warning",
    message: `The file is ${what}, not an env file of lines NAME=value`,
    fix: words(fix),
    source,
    ...(name !== undefined && known.length > 0 ? { variable: name } : {}),
  });
}

/** A value that readers take differently. */
export interface Dialect {
  readonly variable: string;
  readonly source: Source;
  readonly written: WrittenAssignment;
  readonly readers: readonly EnvReader[];
}

/** Says it once for all values that the same readers take differently. */
export function dialectFindings(dialects: readonly Dialect[]): Finding[] {
  const groups = new Map<string, [Dialect, ...Dialect[]]>();
  for (const dialect of dialects) {
    const group = groups.get(dialect.readers.join());
    if (group) group.push(dialect);
    else groups.set(dialect.readers.join(), [dialect]);
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
      fix: words(
        first.readers.every((reader) => reader === "docker")
          ? "for docker run, write the value without quotes, comments and blanks around it; --env-file-format docker reads the file as it does"
          : `write the value in single quotes for ${
            first.readers.filter((reader) => reader !== "docker")
              .map((reader) => READER_NAMES[reader]).join(", ")
          }, and without quotes for docker run`,
      ),
      consumers: [
        ...new Set(
          names.flatMap((name) =>
            isVariableName(name)
              ? [CONSUMER_OF[VARIABLES[name].convention]]
              : []
          ),
        ),
      ],
      variable: first.variable,
      source: first.source,
    });
  });
}
