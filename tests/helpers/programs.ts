/**
 * Programs of the machine: shells, Node, Terraform, for what people copy into a shell and what is exported for them.
 *
 * @module
 */
import { ownEnvironment } from "../../offline/children.ts";
import { type Ended, endOf, PATH } from "./command.ts";

/** How to run a script. */
export interface ScriptOptions {
  /** The folder to run it in. */
  readonly cwd: string;
  /** The environment, besides what Deno itself needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** What its `$1`, `$2` and so on are. */
  readonly args?: readonly string[];
}

/**
 * Runs a script in bash, as a CI system does: it ends with the first command that fails. `deno` is the Deno that runs
 * the tests.
 *
 * @param script The script.
 * @param options Where to run it, and with what.
 * @returns How it ended.
 */
export async function runBash(
  script: string,
  { cwd, env = {}, args = [] }: ScriptOptions,
): Promise<Ended> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.symlink(Deno.execPath(), `${folder}/deno`);
    const child = new Deno.Command("bash", {
      args: ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
        .concat("bash", args),
      cwd,
      clearEnv: true,
      env: {
        NO_COLOR: "1",
        ...ownEnvironment(),
        PATH: `${folder}:${PATH}`,
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    return await endOf(child);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Returns whether this machine has a program that the tests may run; on Windows none of them is looked for.
 *
 * @param name The program.
 * @returns Whether it is there.
 */
export function hasProgram(name: string): boolean {
  if (Deno.build.os === "windows") return false;
  try {
    const { success } = new Deno.Command("bash", {
      args: ["-c", 'command -v "$1"', "bash", name],
      clearEnv: true,
      env: { PATH },
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return success && (name !== "node" || isNode());
  } catch {
    return false;
  }
}

/** Deno, too, may answer to the name of Node. */
function isNode(): boolean {
  const { stdout } = new Deno.Command("bash", {
    args: ["-c", 'node -p "typeof Deno"'],
    clearEnv: true,
    env: { PATH },
    stderr: "null",
  }).outputSync();
  return new TextDecoder().decode(stdout).trim() === "undefined";
}

/** What a program is given. */
export interface ProgramOptions {
  /** What it reads from standard input. */
  readonly stdin?: string;
  /** Its environment, besides where programs are. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder that it runs in. */
  readonly cwd?: string;
}

/**
 * Runs a program that must end well.
 *
 * @param name The program, or Deno's own path.
 * @param args Its arguments.
 * @param options What it is given.
 * @returns What it wrote to standard output.
 */
export async function read(
  name: string,
  args: readonly string[],
  { stdin = "", env = {}, cwd }: ProgramOptions = {},
): Promise<string> {
  const child = new Deno.Command(name, {
    args: [...args],
    clearEnv: true,
    env: { PATH, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) {
    throw new Error(`${name} failed: ${new TextDecoder().decode(stderr)}`);
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(stdout);
}

/**
 * Names a test that needs a program: where that is not there, the test is skipped and its name says why.
 *
 * @param program The program.
 * @param name The name of the test.
 * @returns The name, and whether the test is skipped.
 */
export function needing(
  program: string,
  name: string,
): { readonly name: string; readonly ignore: boolean } {
  const ignore = !hasProgram(program);
  return {
    name: ignore ? `${name} (skipped: ${program} is not there)` : name,
    ignore,
  };
}
