/**
 * Runs the command in this process, on a machine of its own: variables, files and standard input are values.
 *
 * @module
 */
import { main } from "../../lib/cli/main.ts";
import type { Ended } from "./command.ts";
import { hostOf } from "./host.ts";

/** What the command finds on its machine. */
export interface Machine {
  /** The environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The files that can be read. */
  readonly files?: Readonly<Record<string, string>>;
  /** What standard input holds; a terminal without it. */
  readonly stdin?: string;
}

/** How the command ended, and all else that left it. */
export interface EndedInProcess extends Ended {
  /** The files that it wrote, or added to. */
  readonly written: Readonly<Record<string, string>>;
  /** The lines of progress that it showed. */
  readonly progress: readonly string[];
  /** All of that in one text. */
  readonly everything: string;
}

/**
 * Runs the command.
 *
 * @param args The command line.
 * @param machine What it finds.
 * @returns How it ended.
 */
export async function runInProcess(
  args: readonly string[],
  { env = {}, files = {}, stdin }: Machine = {},
): Promise<EndedInProcess> {
  const written: Record<string, string> = {};
  const progress: string[] = [];
  const begin = performance.now();
  let [stdout, stderr] = ["", ""];
  const host = hostOf({
    readEnvironment: () => ({
      variables: env,
      refused: [],
      undecodable: [],
    }),
    readFile: (path) =>
      Promise.resolve(
        files[path] === undefined
          ? { kind: "unreadable", reason: "there is no such file" }
          : { kind: "bytes", bytes: new TextEncoder().encode(files[path]) },
      ),
    writeFile: (path, text) => {
      written[path] = text;
      return Promise.resolve(null);
    },
    appendToFileOf: (variable, text) => {
      written[variable] = (written[variable] ?? "") + text;
      return Promise.resolve(null);
    },
    openLines: (path) => {
      written[path] = "";
      return Promise.resolve({
        write: (lines) => {
          written[path] += lines;
          return Promise.resolve(true);
        },
        close: () => Promise.resolve(null),
      });
    },
    isFile: (path) => Promise.resolve(files[path] !== undefined),
    readInput: () =>
      Promise.resolve(
        stdin === undefined
          ? { kind: "terminal" }
          : { kind: "text", text: stdin },
      ),
    print: (text) => stdout += text,
    printError: (line) => stderr += `${line}\n`,
    showProgress: (line) => void progress.push(line ?? ""),
    fileIdentity: (path) =>
      Promise.resolve(files[path] === undefined ? null : path),
    spentMs: () => performance.now() - begin,
  });
  const status = await main(args, host);
  const everything = [stdout, stderr, ...Object.values(written), ...progress]
    .join("\n");
  return { status, stdout, stderr, written, progress, everything };
}
