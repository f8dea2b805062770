// Where reports go, and what is wrong with files.
import { LIBRARY_VARIABLE_NAMES } from "../codes/host_variables.ts";
import { VERIFY_VARIABLE } from "../codes/variables.ts";
import { DENO_ROOT_FILE_NAMES } from "../http/deno_root_files.ts";
import { printable } from "../report/layout.ts";
import { redactForms } from "../resolver/redaction.ts";
import { settingsByName, type Sources } from "../sources/setting.ts";
import {
  type Arguments,
  INPUT_NAME,
  quoted,
  type UsageProblem,
} from "./arguments.ts";
import { configFolderOf } from "./client_files.ts";
import type { Host, NamingMachine, Screen } from "./host.ts";
import { suggestionFor } from "./suggestion.ts";

/** Variables of libraries that may name a file. */
const LIBRARY_FILES = [
  ...LIBRARY_VARIABLE_NAMES,
  ...DENO_ROOT_FILE_NAMES,
];

/** What the client keeps of an earlier login. */
const CLIENT_FILES = ["config.yaml", "credentials.yaml"] as const;

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

/** A file that is read, and the option or the variable that names it. */
type ReadFile = readonly [file: string, namedBy: string];

/** Finds a report that would take the place of a file of an option or a library, or of another report, whatever the names. */
export async function overwritten(
  destinations: readonly Destination<string>[],
  { options }: Arguments,
  host: Pick<Host, "fileIdentity" | "machine">,
): Promise<UsageProblem | null> {
  if (!hasFiles(destinations)) return null;
  const named = (["env-file", "each", "requirements"] as const).flatMap(
    (option) =>
      (options.get(option) ?? [])
        .filter((file) => option !== "env-file" || file !== INPUT_NAME)
        .map((file): ReadFile => [file, `--${option}`]),
  );
  const ofLibraries = LIBRARY_FILES.flatMap((variable): ReadFile[] => {
    const file = host.machine.readVariable(variable);
    return file ? [[file, variable]] : [];
  });
  return await overwrittenOf(
    [...named, ...ofLibraries, ...clientFiles({}, host.machine)],
    destinations,
    host,
  );
}

/** Finds a report that would take the place of a file of which only the sources tell. */
export async function overwrittenOfSources(
  destinations: readonly Destination<string>[],
  sources: Sources,
  host: Pick<Host, "fileIdentity" | "machine">,
): Promise<UsageProblem | null> {
  if (!hasFiles(destinations)) return null;
  const ofCa = caPaths(sources).map((
    path,
  ): ReadFile => [path, VERIFY_VARIABLE]);
  const known = clientFiles({}, host.machine).map(([file]) => file);
  const ofClient = clientFiles(sources, host.machine)
    .filter(([file]) => !known.includes(file));
  const files = [...ofCa, ...ofClient];
  return files.length === 0
    ? null
    : await overwrittenOf(files, destinations, host);
}

/** Without a report in a file nothing is lost, and nobody has to wait for a look at the others. */
function hasFiles(destinations: readonly Destination<string>[]): boolean {
  return destinations.some(({ file }) => file !== null);
}

/** The files that the client keeps, which hold its login. */
function clientFiles(
  sources: Sources,
  machine: NamingMachine,
): readonly ReadFile[] {
  const folder = configFolderOf(sources, machine);
  return folder === null ? [] : CLIENT_FILES.map((name): ReadFile => [
    `${folder.path}/${name}`,
    "the ZenML client",
  ]);
}

async function overwrittenOf(
  files: readonly ReadFile[],
  destinations: readonly Destination<string>[],
  { fileIdentity }: Pick<Host, "fileIdentity">,
): Promise<UsageProblem | null> {
  const keysOf = async (file: string) =>
    [`path ${plainPath(file)}`, await fileIdentity(file)]
      .filter((key) => key !== null);
  // All at once: a dead drive must not use up the time of the others.
  const read = await Promise.all(
    files.map(async ([file, namedBy]) =>
      (await keysOf(file)).map((key) => [key, namedBy] as const)
    ),
  );
  const known = new Map<string, string>(read.flat());
  for (const { format, file } of destinations) {
    if (file === null) continue;
    const keys = await keysOf(file);
    const other = keys.map((key) => known.get(key))
      .find((option) => option !== undefined);
    if (other !== undefined) {
      return fileProblem(
        `--format ${format} would overwrite ${file}, the file of ${other}`,
      );
    }
    keys.forEach((key) => known.set(key, `--format ${format}`));
  }
  return null;
}

/** Lists the values that may name the file of a CA. */
export function caPaths(sources: Sources): readonly string[] {
  const settings = settingsByName(sources).get(VERIFY_VARIABLE) ?? [];
  return settings.map(({ value }) => value);
}

/** The same path for `report.xml` and `./report.xml`. */
function plainPath(path: string): string {
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

/** Says that a file could not be written. */
export function unwritten(
  file: string,
  reason: string | null,
): UsageProblem | null {
  return reason === null
    ? null
    : fileProblem(`Cannot write ${file}: ${reason}`);
}

/** Says what is wrong with a file in one line; somebody may have typed a key in the place of its name. */
export function fileProblem(text: string): UsageProblem {
  return { problem: redactForms(printable(text)) };
}
