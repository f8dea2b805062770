// Where reports go.
import { type Arguments, quoted, type UsageProblem } from "./arguments.ts";
import { fileProblem, unwritten } from "./file_problem.ts";
import type { Host, Screen } from "./host.ts";
import { suggestionFor } from "./suggestion.ts";

/** Where a report goes, and in which form. */
export interface Destination<Format extends string> {
  readonly format: Format;
  /** The file, or null for standard output. */
  readonly file: string | null;
}

/** Reads where reports go. */
export function destinationsOf<Format extends string>(
  { options }: Arguments,
  formats: readonly Format[],
  defaults: readonly Format[] = formats.slice(0, 1),
): readonly Destination<Format>[] | UsageProblem {
  const destinations: Destination<Format>[] = [];
  for (const text of options.get("format") ?? defaults) {
    const [, name = "", file] = /^([^=]*)(?:=(.*))?$/su.exec(text) ?? [];
    const format = formats.find((known) => known === name);
    if (format === undefined || file === "") {
      return {
        problem: format === undefined
          ? `--format does not know ${quoted(name)}${
            suggestionFor(name, formats)
          }`
          : `--format ${name}= needs the name of a file`,
      };
    }
    destinations.push({ format, file: file ?? null });
  }
  const files = destinations.map(({ file }) => file && plainPath(file));
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice === undefined) return destinations;
  return twice === null
    ? {
      problem:
        "Only one --format can go to standard output: give the other a file, NAME=FILE",
    }
    : fileProblem(`Only one --format can go to the file ${twice}`);
}

/** Writes a path in one way: `report.xml` for `./report.xml`. */
export function plainPath(path: string): string {
  return path.replaceAll(/\/(?:\.?\/)+/gu, "/").replace(/^(?:\.\/)+/u, "");
}

/** Writes reports where they go, the others also where a file cannot be written. */
export async function deliver<Format extends string>(
  destinations: readonly Destination<Format>[],
  render: (format: Format, file: string | null) => string | Promise<string>,
  host: Host,
): Promise<UsageProblem | null> {
  const problems: string[] = [];
  // All at once: one that takes nothing must not use up the time of the others.
  const written = destinations.map(async ({ format, file }) => {
    const report = await render(format, file);
    if (file !== null) {
      return unwritten(file, await host.writeFile(file, report));
    }
    host.print(report);
    return null;
  });
  for (const problem of await Promise.all(written)) {
    if (problem) problems.push(problem.problem);
  }
  return problems.length > 0 ? { problem: problems.join("; ") } : null;
}

/** What a report is shown on: the screen, or a file, which has no colours. */
export function screenFor(file: string | null, { screen }: Host): Screen {
  return file === null ? screen : { columns: 80, color: false };
}
