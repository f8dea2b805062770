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
  startModule,
} from "./command.ts";

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
  options: CommandOptions = {},
): Promise<Ended> {
  return await endOf(
    startModule(`tests/helpers/scripts/${name}`, args, options),
  );
}
