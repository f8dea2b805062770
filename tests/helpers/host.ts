/**
 * Processes of which nothing is known but what a test gives them.
 *
 * @module
 */
import type { Host, Machine } from "../../lib/cli/host.ts";

/** A machine of which Deno permits to know nothing. */
export const UNKNOWN_MACHINE: Machine = {
  platform: "linux",
  readVariable: () => undefined,
  mayReadVariable: () => false,
  isFolder: () => Promise.resolve(null),
  accessTo: () => Promise.resolve(null),
  homeOfUser: () => null,
};

/**
 * Makes a process without any source of values, which keeps nothing.
 *
 * @param given What it has instead.
 * @returns The process.
 */
export function hostOf(given: Partial<Host>): Host {
  return {
    machine: UNKNOWN_MACHINE,
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
