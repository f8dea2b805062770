/**
 * A host that keeps what a command writes, for tables that would take a process a row.
 *
 * @module
 */
import { main } from "../../lib/cli/main.ts";
import type { Host } from "../../lib/cli/host.ts";
import type { Ended } from "./command.ts";

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

/**
 * Makes a host without any source of values, which keeps nothing.
 *
 * @param given What it has instead.
 * @returns The host.
 */
export function hostOf(given: Partial<Host>): Host {
  return {
    machine: {
      platform: "linux",
      readVariable: () => undefined,
      isFolder: () => Promise.resolve(null),
      mayReadVariable: () => false,
      accessTo: () => Promise.resolve(null),
      homeOfUser: () => null,
    },
    readEnvironment: () => ({ variables: {}, refused: [], undecodable: [] }),
    readProxies: () => ({}),
    readFile: () => Promise.resolve({ kind: "unreadable", reason: "no file" }),
    writeFile: () => Promise.resolve("no file"),
    appendToFileOf: () => Promise.resolve(null),
    isFile: () => Promise.resolve(null),
    fileIdentity: () => Promise.resolve(null),
    readInput: () => Promise.resolve({ kind: "terminal" }),
    openLines: () =>
      Promise.resolve({
        write: () => Promise.resolve(true),
        close: () => Promise.resolve(null),
      }),
    hasReader: () => Promise.resolve(true),
    print: () => {},
    printError: () => {},
    showProgress: () => {},
    screen: { columns: 100, color: false },
    signal: new AbortController().signal,
    isInterrupted: () => Promise.resolve(false),
    runChild: () => Promise.resolve({ kind: "not-found" }),
    setDeadline: () => {},
    spentMs: () => 0,
    ...given,
  };
}
