/**
 * A Python environment with what builds and runs the wheel, in the ignored folder `.conformance/`.
 *
 * Where it cannot be had, such as without PyPI, its tests are ignored and their names say why, or fail if
 * `ZENML_WHEEL_REQUIRED` is set.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ROOT } from "../../offline/children.ts";
import { type Ended, endOf, PATH } from "../helpers/command.ts";

const FOLDER = fileURLToPath(new URL(".conformance/wheel", ROOT));
const BIN = `${FOLDER}/bin`;

/** What the wheel is built with, as pyproject.toml has it, and what tries it. */
const REQUIREMENTS = [...await buildRequirements(), "uv", "pre-commit"];

/** How to run a script. */
export interface ScriptOptions {
  readonly cwd?: string;
  /** The environment: what is given here and where programs are, or with all of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly inherits?: boolean;
}

/** Starts a script in bash; `exec` in front of its last command makes it the child itself. */
export function startScript(
  script: string,
  args: readonly string[] = [],
  { cwd, env = {}, inherits = false }: ScriptOptions = {},
): Deno.ChildProcess {
  const home = Deno.env.get("HOME") ?? "";
  return new Deno.Command("bash", {
    args: ["--noprofile", "--norc", "-e", "-c", script, "bash", ...args],
    cwd: cwd ?? fileURLToPath(ROOT),
    clearEnv: !inherits,
    env: {
      NO_COLOR: "1",
      HOME: home,
      ...env,
      PATH: `${BIN}:${PATH}`,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a script to its end. */
export async function runScript(
  script: string,
  args: readonly string[] = [],
  options: ScriptOptions = {},
): Promise<Ended> {
  return await endOf(startScript(script, args, options));
}

/** Builds the wheel from a copy of the repository, or from the repository, and returns its path. */
export async function buildWheel(out: string, root?: string): Promise<string> {
  // The environment has what is needed, at these versions: nothing is downloaded.
  await mustRun(
    'python -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir="$1" .',
    [out],
    { inherits: true, ...(root === undefined ? {} : { cwd: root }) },
  );
  const [wheel = "", ...others] = [...Deno.readDirSync(out)]
    .map(({ name }) => name);
  if (others.length > 0) throw new Error(`More than a wheel: ${others}`);
  return `${out}/${wheel}`;
}

/** Builds the wheel in an empty folder, and installs it; what it depends on is there already, which `pip check` confirms. */
export async function installWheel(folder: string): Promise<string> {
  const wheel = await buildWheel(folder);
  await mustRun(
    `python -m pip install --quiet --no-index --no-deps --force-reinstall "$1"
     python -m pip check`,
    [wheel],
    { inherits: true },
  );
  return wheel;
}

/** Runs the command that pip has installed. */
export async function runInstalled(
  args: readonly string[],
  options: ScriptOptions = {},
): Promise<Ended> {
  return await runScript('exec zenml-env "$@"', args, options);
}

/** Runs a script that must end well; returns what it printed. */
export async function mustRun(
  script: string,
  args: readonly string[] = [],
  options: ScriptOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await runScript(script, args, options);
  if (status !== 0) throw new Error(`${script}: ${stderr || stdout}`);
  return stdout;
}

/** Copies the repository, without what Git ignores, to a folder as a repository of its own; returns its commit. */
export async function copyRepository(folder: string): Promise<string> {
  const commit = await mustRun(
    `git ls-files -coz --exclude-standard | tar --null --files-from=- --ignore-failed-read -cf - | tar -xf - -C "$1"
     cd "$1"
     git init --quiet .
     git add --all
     git -c user.name=t -c user.email=t@example.com commit --quiet --message copy
     git rev-parse HEAD`,
    [folder],
  );
  return commit.trim();
}

/** Why there is no such environment, or null. */
export const LACKING: string | null = await makeEnvironment();

/** Names a test of the wheel, and says whether it is skipped: for some only one system has what they look at. */
export function wheelTest(
  name: string,
  systems: readonly (typeof Deno.build.os)[] = [Deno.build.os],
): { readonly name: string; readonly ignore: boolean } {
  const isRequired = Boolean(Deno.env.get("ZENML_WHEEL_REQUIRED"));
  const reason = systems.includes(Deno.build.os)
    ? isRequired ? null : LACKING
    : `only on ${systems.join()}`;
  return reason === null
    ? { name, ignore: false }
    : { name: `${name} (skipped: ${reason})`, ignore: true };
}

async function makeEnvironment(): Promise<string | null> {
  if (Deno.build.os === "windows") return "Windows";
  const { status, stderr } = await runScript(
    `folder=$1
     shift
     if [ "$(cat "$folder/installed" 2>/dev/null)" != "$*" ]; then
       python3 -m venv --clear "$folder"
       "$folder/bin/python" -m pip install --quiet --retries=1 "$@"
       printf %s "$*" >"$folder/installed"
     fi`,
    [FOLDER, ...REQUIREMENTS],
    { inherits: true },
  );
  return status === 0 ? null : stderr.trim().split("\n").at(-1) ?? "failed";
}

async function buildRequirements(): Promise<readonly string[]> {
  const text = await Deno.readTextFile(new URL("pyproject.toml", ROOT));
  const [, list = ""] = /^requires = \[(.*)\]$/mu.exec(text) ?? [];
  return [...list.matchAll(/"([^"]+)"/gu)].map(([, name = ""]) => name);
}
