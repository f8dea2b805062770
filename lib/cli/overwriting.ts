// Reports that would take the place of a file that is read, or of another report.
import { LIBRARY_VARIABLE_NAMES } from "../codes/host_variables.ts";
import { VERIFY_VARIABLE } from "../codes/variables.ts";
import { DENO_ROOT_FILE_NAMES } from "../http/deno_root_files.ts";
import type { Sources } from "../sources/setting.ts";
import { type Arguments, INPUT_NAME, type UsageProblem } from "./arguments.ts";
import { caPaths, CLIENT_FILES, configFolderOf } from "./client_files.ts";
import { type Destination, plainPath } from "./destinations.ts";
import { fileProblem } from "./file_problem.ts";
import type { Host, NamingMachine } from "./host.ts";

/** Variables of libraries that may name a file. */
const LIBRARY_FILES = [
  ...LIBRARY_VARIABLE_NAMES,
  ...DENO_ROOT_FILE_NAMES,
];

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
  return folder === null
    ? []
    : Object.values(CLIENT_FILES).map((name): ReadFile => [
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
