/**
 * Runs a small script as a process of its own: Deno reads the proxy variables as a process begins, and a test has only
 * the permissions that its process has.
 *
 * @module
 */
import {
  type CommandOptions,
  type Ended,
  endOf,
  PERMISSIONS,
  ROOT,
} from "./command.ts";
import { importMapFlags, ownEnvironment } from "./command.ts";

/**
 * Runs a script of `tests/helpers/scripts/`.
 *
 * @param name The script's file.
 * @param args Its arguments.
 * @param options The environment and permissions.
 * @returns How it ended.
 */
export async function runScript(
  name: string,
  args: readonly string[],
  { env = {}, permissions = PERMISSIONS }: CommandOptions = {},
): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-lock",
      ...importMapFlags(),
      ...permissions,
      new URL(`tests/helpers/scripts/${name}`, ROOT).pathname,
      ...args,
    ],
    cwd: ROOT,
    clearEnv: true,
    env: { ...ownEnvironment(), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return await endOf(child);
}
