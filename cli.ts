/**
 * The command `zenml-env`: arguments, environment, terminal and exit status. This and `lib/system/` alone touch them.
 *
 * ```sh
 * deno run --allow-env=ZENML_* --allow-net=zenml.example.com jsr:@mlops/zenml-env/cli doctor
 * ```
 *
 * @module
 */
import { type PassOn, runChild } from "./lib/system/run_child.ts";
import { showsAsciiAlone, usesColor } from "./lib/system/terminal.ts";
import { main } from "./lib/cli/main.ts";
import type { Host, InputReading } from "./lib/cli/host.ts";
import { readUpTo, unlessAborted } from "./lib/http/streams.ts";
import { delay, timeoutSignal } from "./lib/http/timer.ts";
import { EXIT } from "./lib/report/exit_status.ts";
import { accessTo, homeOfUser } from "./lib/system/access.ts";
import { type Deadline, startDeadline } from "./lib/system/deadline.ts";
import {
  type EnvironmentReading,
  mayReadVariable,
  readEnvironment,
  readProxies,
  readVariable,
} from "./lib/system/environment.ts";
import { readFile } from "./lib/system/files.ts";
import { openLineFile } from "./lib/system/line_file.ts";
import { fileIdentity, isFile, isFolder } from "./lib/system/look.ts";
import { openOutput, type Output } from "./lib/system/output.ts";
import { appendToFileOf, writeFile } from "./lib/system/write_file.ts";

/** Logs are wider than the narrowest terminal, and break no line by themselves. */
const NO_TERMINAL = { columns: 100 } as const;

/** Signals that a program may expect besides those that interrupt. */
const PASSED = ["SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/** Whoever pipes more than this many bytes does not pipe a key. */
const KEY_LIMIT = 65_536;

/** After as many milliseconds of work without a pause signals are let in. */
const LONG_WORK_MS = 100;

/** How many milliseconds a signal needs to come in: Deno brings it after some turns (12 measured). */
const SIGNAL_MS = 20;

/** The last line gets out at once, or never. */
const LAST_LINE_MS = 100;

if (import.meta.main) Deno.exit(await run(Deno.args));

/**
 * Runs the command in this process. The arguments are a parameter, since those of a process are open to every other.
 *
 * @param args The command's arguments.
 * @returns The exit status.
 */
export async function run(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  let passTo: ((signal: Deno.Signal) => void) | null = null;
  const passOn: PassOn = (to) => {
    // Others than these two end a process that has no child.
    if (to && Deno.build.os !== "windows") {
      for (const name of PASSED) Deno.addSignalListener(name, () => to(name));
    }
    passTo = to;
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    if (Deno.build.os === "windows" && name === "SIGTERM") continue;
    Deno.addSignalListener(name, () => {
      if (passTo) return passTo(name);
      // Whoever interrupts twice does not want to wait for a report.
      if (interruption.signal.aborted) Deno.exit(EXIT.interrupted);
      interruption.abort();
    });
  }
  const { signal } = interruption;
  const deadline = startDeadline(signal);
  const output = openOutput();
  const status = await main(
    args,
    processHost(signal, deadline, output, passOn),
  );
  const reason = await deadline.whileWriting((end) =>
    output.flush(Deno.stdout, end)
  );
  deadline.clear();
  if (reason === null) return status;
  await printLastLine(`Cannot write to standard output: ${reason}\n`);
  return signal.aborted ? EXIT.interrupted : EXIT.usage;
}

/** Says what went wrong with everything else, past all that did not get out. */
async function printLastLine(line: string): Promise<void> {
  const output = openOutput();
  output.write(Deno.stderr, line);
  const { signal, clear } = timeoutSignal(LAST_LINE_MS);
  await output.flush(Deno.stderr, signal);
  clear();
}

function processHost(
  signal: AbortSignal,
  deadline: Deadline,
  output: Output,
  passOn: PassOn,
): Host {
  let environment: EnvironmentReading | undefined;
  const turns = openTurns();
  return {
    machine: machineUntil(deadline.signal),
    readEnvironment: () => environment ??= readEnvironment(),
    readProxies,
    async readFile(path, limit, end = deadline.signal) {
      const reading = await readFile(path, limit, end);
      turns.note();
      return reading;
    },
    writeFile: (path, text, options = {}) =>
      deadline.whileWriting((end) => writeFile(path, text, options, end)),
    openLines: (path) => openLineFile(path, deadline.whileWriting),
    appendToFileOf: (variable, text) =>
      deadline.whileWriting((end) => appendToFileOf(variable, text, end)),
    isFile: (path) => isFile(path, deadline.signal),
    fileIdentity: (path) => fileIdentity(path, deadline.signal),
    readInput: (limit = KEY_LIMIT) => readInput(limit, deadline.signal),
    print: (text) => output.write(Deno.stdout, text),
    async hasReader() {
      await deadline.whileWriting((end) => output.flush(Deno.stdout, end));
      return output.isOpen(Deno.stdout);
    },
    printError: (line) => output.write(Deno.stderr, `${line}\n`),
    showProgress: Deno.stderr.isTerminal() ? progressOn(output) : null,
    screen: screenOf(Deno.stdout),
    signal,
    async isInterrupted() {
      await turns.letSignalsIn();
      return signal.aborted;
    },
    async runChild(command, variables) {
      await deadline.whileWriting((end) => output.flush(Deno.stderr, end));
      deadline.clear();
      return await runChild(command, variables, signal, passOn);
    },
    setDeadline: deadline.set,
    spentMs: deadline.spentMs,
  };
}

/** The machine, which no look holds up for longer than the signal allows. */
function machineUntil(signal: AbortSignal): Host["machine"] {
  return {
    platform: Deno.build.os,
    readVariable,
    mayReadVariable,
    isFolder: (path) => isFolder(path, signal),
    accessTo: (path) => accessTo(path, signal),
    homeOfUser,
  };
}

/** Keeps when the work was last interrupted by a turn of the event loop, in which signals come in. */
function openTurns() {
  let lastTurn = performance.now();
  return {
    note() {
      lastTurn = performance.now();
    },
    async letSignalsIn() {
      if (performance.now() - lastTurn <= LONG_WORK_MS) return;
      await delay(SIGNAL_MS);
      lastTurn = performance.now();
    },
  };
}

/** Shows lines on the terminal, each in the place of the one before. */
function progressOn(output: Output): Host["showProgress"] {
  let isShown = false;
  return (line) => {
    if (line === null && !isShown) return;
    isShown = line !== null;
    const { columns } = sizeOf(Deno.stderr);
    const shown = (line ?? "").slice(0, columns - 1);
    output.write(Deno.stderr, `\r\x1b[2K${shown}`);
  };
}

function screenOf(stream: { isTerminal(): boolean }): Host["screen"] {
  const terminal = {
    isTerminal: stream.isTerminal(),
    noColor: Deno.noColor,
    platform: Deno.build.os,
    read: readVariable,
  };
  return {
    columns: sizeOf(stream).columns,
    isPipe: !terminal.isTerminal,
    color: usesColor(terminal),
    ascii: showsAsciiAlone(terminal),
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

async function readInput(
  limit: number,
  signal: AbortSignal,
): Promise<InputReading> {
  if (Deno.stdin.isTerminal()) return { kind: "terminal" };
  try {
    const bytes = await unlessAborted(
      readUpTo(Deno.stdin, limit),
      signal,
    );
    return bytes === null ? { kind: "too-long" } : {
      kind: "text",
      text: new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    };
  } catch (error) {
    if (error instanceof TypeError) return { kind: "not-text" };
    if (error !== signal.reason) throw error;
    return { kind: "interrupted" };
  }
}
