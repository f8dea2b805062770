// What GitLab's runner does with the component's job: it runs the script in a checkout, with the variables.
import { at } from "../helpers/yaml.ts";
import { kitchen, type RecipeState } from "../readme/recipes.ts";
import { type InputValues, jobOf } from "./component.ts";

/** How a pipeline includes the component. */
export interface Use {
  readonly inputs?: InputValues;
  /** Variables of the project, besides those that examine the server. */
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Variables of the type File, with the contents of the files. */
  readonly fileVariables?: Readonly<Record<string, string>>;
  readonly shell?: Shell;
  /** What the same shell runs before the script. */
  readonly before?: string;
}

/** The shells that images have. */
export const SHELLS = ["bash", "sh", "busybox"] as const;

type Shell = typeof SHELLS[number];

const COMMANDS: Readonly<Record<Shell, readonly string[]>> = {
  bash: ["bash"],
  sh: ["sh"],
  busybox: ["busybox", "sh"],
};

/** What became of the job. */
export interface Outcome {
  readonly status: number;
  readonly log: string;
  /** The JUnit report, or null if there is none. */
  readonly report: string | null;
  /** The names of the files in the checkout that were not there before. */
  readonly added: readonly string[];
  /** The arguments of each run of Deno. */
  readonly runs: readonly (readonly string[])[];
}

/** Takes down with which arguments it runs Deno. */
const NOTES = `deno() {
  printf '%s\\0' "$@" >>"$RUNS"
  printf '\\n\\0' >>"$RUNS"
  command deno "$@"
}
`;

/** Runs the job in a checkout that has zenml-env.js, as GitLab's runner does; the image has bash, and others sh alone. */
export async function runJob(
  state: RecipeState,
  {
    inputs = {},
    env = {},
    files = {},
    fileVariables = {},
    shell = "bash",
    before = "",
  }: Use,
): Promise<Outcome> {
  await using ready = await kitchen(state);
  const { path } = ready.folder;
  const replaced = (text: string) =>
    text.replaceAll(/\bSERVER\b/gu, ready.server.url);
  const paths = Object.keys(fileVariables)
    .map((name) => [name, `${path}.tmp/${name}`] as const);
  await writeAll(`${path}.tmp`, fileVariables);
  await writeAll(path, mapValues(files, replaced));
  const { script, variables, job } = jobOf(mapValues(
    inputs,
    (value) => typeof value === "string" ? replaced(value) : value,
  ));
  const runs = await Deno.makeTempFile();
  const already = namesIn(path);
  const ended = await ready.run('exec "$@"', {
    ...ready.server.environment,
    ...variables,
    // They come before those of the job.
    ...env,
    ...Object.fromEntries(paths),
    GITLAB_CI: "true",
    RUNS: runs,
  }, [...COMMANDS[shell], "-e", "-c", `${NOTES}${before}\n${script}`, "job"]);
  const report = String(at(job, "artifacts", "reports", "junit"));
  const names = namesIn(path);
  const noted = await Deno.readTextFile(runs);
  await Deno.remove(runs);
  await Deno.remove(`${path}.tmp`, { recursive: true });
  return {
    status: ended.status,
    log: ended.stdout + ended.stderr,
    report: names.includes(report)
      ? await Deno.readTextFile(`${path}/${report}`)
      : null,
    added: names.filter((name) => !already.includes(name) && name !== report),
    runs: noted.split("\0\n\0").slice(0, -1).map((run) => run.split("\0")),
  };
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value)]),
  );
}

/** Writes files into a folder, with the folders of their names. */
async function writeAll(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const inner = name.split("/").slice(0, -1).join("/");
    await Deno.mkdir(`${folder}/${inner}`, { recursive: true });
    await Deno.writeTextFile(`${folder}/${name}`, content);
  }
}

function namesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** Lists what a kind of permission, such as `allow-net`, was given for to the doctor that examines the servers. */
export function permissionsOf(
  { runs }: Outcome,
  kind: string,
): readonly string[] {
  const args = runs.findLast((args) => args.includes("doctor")) ?? [];
  return args.filter((arg) => arg.startsWith(`--${kind}`));
}
