/**
 * Runs the programs that read what is exported: shells, Node, Terraform.
 *
 * @module
 */

import { PATH } from "./command.ts";
import { hasProgram } from "./programs.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** What a program is given. */
export interface ProgramOptions {
  /** What it reads from standard input. */
  readonly stdin?: string;
  /** Its environment, beside where programs are. */
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

/**
 * Runs a function with a folder that is there for it alone.
 *
 * @param use The function; it gets the folder's path.
 */
export async function inFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  await using folder = await temporaryFolder();
  await use(folder.path);
}
