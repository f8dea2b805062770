/**
 * The Python environments with the real ZenML servers, one for each version, in
 * the ignored folder `.conformance/`.
 *
 * Run as a program it installs what is missing and prints the permission to run
 * them, so that a task can say
 * `deno test $(deno run … bench/real_server/environment.ts) …`. Where one cannot
 * be had, one line on standard error says so, and its tests are ignored, or fail
 * if `ZENML_CONFORMANCE_REQUIRED` is set.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { wantedVersions } from "./versions.ts";

/** The ignored folder for environments and for what a run leaves behind. */
export const CONFORMANCE_FOLDER: string = fileURLToPath(
  new URL("../../.conformance", import.meta.url),
);

/** Lets `python3` run the environment's Python: one permission for any version. */
const RUN_OTHER =
  "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))";

const HAS_GO = "import shutil, sys; sys.exit(shutil.which('go') is None)";

/** A virtual environment with one version of ZenML. */
export interface Environment {
  /** The path of its Python. */
  readonly python: string;
  /** The version of ZenML in it. */
  readonly version: string;
}

/** What `makeEnvironment` came to: the environment, or why there is none. */
export type Outcome =
  | { readonly environment: Environment }
  | { readonly reason: string };

/**
 * Finds an environment that is there already, without running anything; one
 * that `ZENML_CONFORMANCE_VENV` names is taken on trust.
 *
 * @param version The version of ZenML.
 * @returns The environment, or null.
 */
export async function findEnvironment(
  version: string,
): Promise<Environment | null> {
  const given = Deno.env.get("ZENML_CONFORMANCE_VENV");
  if (given) return { python: pythonOf(given), version };
  const folder = folderOf(version);
  const found = await exists(markerOf(folder));
  return found ? { python: pythonOf(folder), version } : null;
}

/**
 * Makes the environment unless it is there, which takes a minute or two.
 *
 * @param version The version of ZenML.
 * @returns The environment, or the reason why it cannot be had.
 */
export async function makeEnvironment(
  version: string,
): Promise<Outcome> {
  const found = await findEnvironment(version);
  if (found) return { environment: found };
  const folder = folderOf(version);
  const python = pythonOf(folder);
  await Deno.mkdir(CONFORMANCE_FOLDER, { recursive: true });
  const venv = await run("python3", ["-m", "venv", "--clear", folder]);
  if (venv !== null) return { reason: `python3 -m venv: ${venv}` };
  // No version needs pins: 0.70.0 itself names those of what changed under it
  // (bcrypt, SQLModel, FastAPI, pydantic), and starts with today's other packages.
  const pip = await run("python3", [
    "-c",
    RUN_OTHER,
    python,
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--retries=1",
    `zenml[server]==${version}`,
  ]);
  if (pip !== null) return { reason: `pip: ${pip}` };
  await Deno.writeTextFile(markerOf(folder), `${version}\n`);
  return { environment: { python, version } };
}

function folderOf(version: string): string {
  return `${CONFORMANCE_FOLDER}/zenml-${version}`;
}

function pythonOf(folder: string): string {
  return Deno.build.os === "windows"
    ? `${folder}\\Scripts\\python.exe`
    : `${folder}/bin/python`;
}

function markerOf(folder: string): string {
  return `${folder}/installed`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Null, or the last line of the program's errors. */
async function run(
  program: string,
  args: readonly string[],
): Promise<string | null> {
  try {
    const { success, code, stderr } = await new Deno.Command(program, {
      args: [...args],
      stdout: "null",
      stderr: "piped",
    }).output();
    if (success) return null;
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    return lines.at(-1) || `exit status ${code}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "not found";
    throw error;
  }
}

if (import.meta.main) {
  const versions = wantedVersions();
  const outcomes = await Promise.all(versions.map(makeEnvironment));
  const encoder = new TextEncoder();
  const programs = ["deno"];
  // For the rules of Go, where that is installed.
  const hasGo = await run("python3", ["-c", HAS_GO]) === null;
  if (hasGo) programs.push("go");
  for (const [index, outcome] of outcomes.entries()) {
    if ("environment" in outcome) {
      programs.push(outcome.environment.python);
    } else {
      const text = `conformance with ZenML ${
        versions[index]
      } skipped: ${outcome.reason}\n`;
      Deno.stderr.writeSync(encoder.encode(text));
    }
  }
  Deno.stdout.writeSync(encoder.encode(`--allow-run=${programs.join(",")}\n`));
}
