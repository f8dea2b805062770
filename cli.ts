/**
 * The command `zenml-env`: arguments, environment, terminal and exit status. This and `lib/system/` alone touch them.
 *
 * ```sh
 * deno run --allow-env=ZENML_* --allow-net=zenml.example.com jsr:@mlops/zenml-env/cli doctor
 * ```
 *
 * @module
 */
import { main } from "./lib/cli/main.ts";
import { isVariableName } from "./lib/codes/variables.ts";
import {
  CGI_VARIABLE,
  PROXY_VARIABLES,
  type ProxyVariables,
} from "./lib/http/proxy.ts";
import type { EnvironmentReading, Host, InputReading } from "./lib/cli/host.ts";
import { EXIT } from "./lib/report/exit_status.ts";
import { NAMES_TO_READ } from "./lib/sources/misspelling.ts";
import {
  appendToFileOf,
  isFile,
  isFolder,
  readFile,
  reasonOf,
  writeFile,
} from "./lib/system/files.ts";
import { isGranted } from "./lib/system/permission.ts";
import { readUpTo, unlessAborted } from "./lib/system/streams.ts";

const encoder = new TextEncoder();

/** Logs are wider than the narrowest terminal, and break no line by themselves. */
const NO_TERMINAL = { columns: 100 } as const;

/** Whoever pipes more than this many bytes does not pipe a key. */
const INPUT_LIMIT = 65_536;

if (import.meta.main) Deno.exit(await run(Deno.args));

/**
 * Runs the command in this process. The arguments are a parameter, since those of a process are open to every other.
 *
 * @param args The command's arguments.
 * @returns The exit status.
 */
export async function run(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    if (Deno.build.os === "windows" && signal === "SIGTERM") continue;
    Deno.addSignalListener(signal, () => interruption.abort());
  }
  const failure: OutputFailure = { reason: null };
  const status = await main(
    args,
    processHost(interruption.signal, failure),
  );
  if (failure.reason === null) return status;
  writeAll(
    Deno.stderr,
    `Cannot write to standard output: ${failure.reason}\n`,
  );
  return EXIT.usage;
}

/** Why a report did not get out, once it is known. */
interface OutputFailure {
  reason: string | null;
}

function processHost(signal: AbortSignal, failure: OutputFailure): Host {
  let progressShown = false;
  let environment: EnvironmentReading | undefined;
  const showProgress = (line: string | null) => {
    if (!Deno.stderr.isTerminal() || (line === null && !progressShown)) return;
    progressShown = line !== null;
    const { columns } = sizeOf(Deno.stderr);
    writeAll(Deno.stderr, `\r\x1b[2K${(line ?? "").slice(0, columns - 1)}`);
  };
  return {
    machine: { platform: Deno.build.os, readVariable, isFolder },
    readEnvironment: () => environment ??= readEnvironment(),
    readProxies,
    readFile: (path, limit, end = signal) => readFile(path, limit, end),
    writeFile,
    appendToFileOf,
    isFile,
    readInput: () => readInput(signal),
    print: (text) => failure.reason ??= writeAll(Deno.stdout, text),
    printError: (line) => writeAll(Deno.stderr, `${line}\n`),
    showProgress,
    screen: {
      columns: sizeOf(Deno.stdout).columns,
      color: Deno.stdout.isTerminal() && !Deno.noColor,
    },
    signal,
  };
}

function sizeOf(stream: { isTerminal(): boolean }): { columns: number } {
  try {
    const { columns } = stream.isTerminal() ? Deno.consoleSize() : NO_TERMINAL;
    // Some terminals say that they have no columns.
    return columns > 0 ? { columns } : NO_TERMINAL;
  } catch {
    return NO_TERMINAL;
  }
}

function readEnvironment(): EnvironmentReading {
  if (isGranted({ name: "env" })) {
    return { variables: Deno.env.toObject(), refused: [] };
  }
  const variables: Record<string, string> = {};
  const refused: string[] = [];
  for (const variable of NAMES_TO_READ) {
    if (isGranted({ name: "env", variable })) {
      const value = Deno.env.get(variable);
      if (value !== undefined) variables[variable] = value;
    } else if (isVariableName(variable)) {
      refused.push(variable);
    }
  }
  return { variables, refused };
}

/** Reads what decides on a proxy. Deno's fetch obeys these variables, whether or not this may read them. */
function readProxies(): ProxyVariables {
  const variables: Record<string, string | null> = {};
  for (const variable of [...PROXY_VARIABLES, CGI_VARIABLE]) {
    const value = isGranted({ name: "env", variable })
      ? Deno.env.get(variable)
      : null;
    if (value !== undefined) variables[variable] = value;
  }
  return variables;
}

function readVariable(variable: string): string | undefined {
  return isGranted({ name: "env", variable })
    ? Deno.env.get(variable)
    : undefined;
}

async function readInput(signal: AbortSignal): Promise<InputReading> {
  if (Deno.stdin.isTerminal()) return { kind: "terminal" };
  try {
    const bytes = await unlessAborted(
      readUpTo(Deno.stdin, INPUT_LIMIT),
      signal,
    );
    return bytes === null
      ? { kind: "too-long" }
      : { kind: "text", text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error !== signal.reason) throw error;
    return { kind: "interrupted" };
  }
}

/** Writes all of a text, or returns why it cannot. A closed pipe is no failure: whoever reads has seen enough. */
function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): string | null {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
    return null;
  } catch (error) {
    return error instanceof Deno.errors.BrokenPipe ? null : reasonOf(error);
  }
}
