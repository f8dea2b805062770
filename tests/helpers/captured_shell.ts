/**
 * A host that keeps what a command writes, for tables that would take a process a row.
 *
 * @module
 */
import { main } from "../../lib/cli/main.ts";
import type { Host } from "../../lib/cli/host.ts";
import type { Ended } from "./command.ts";
import { hostOf } from "./host.ts";

/**
 * Runs the command in this process, without any source of values unless a test gives one.
 *
 * @param args The command line.
 * @param columns The width of the screen.
 * @param given What the process has instead.
 * @returns How it ended.
 */
export async function runHere(
  args: readonly string[],
  columns = 100,
  given: Partial<Host> = {},
): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  const host = hostOf({
    print: (text) => void (stdout += text),
    printError: (line) => void (stderr += `${line}\n`),
    screen: { columns, color: false },
    ...given,
  });
  const status = await main(args, host);
  return { status, stdout, stderr };
}
