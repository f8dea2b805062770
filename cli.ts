/**
 * The command `zenml-env`: the one file that touches arguments, environment, terminal and exit status.
 *
 * ```sh
 * deno run --allow-env=ZENML_* --allow-net=zenml.example.com jsr:@mlops/zenml-env/cli doctor
 * ```
 *
 * @module
 */
import { main } from "./lib/command/main.ts";
import { isVariableName } from "./lib/catalogue/variables.ts";
import {
  CGI_VARIABLE,
  PROXY_VARIABLES,
  type ProxyVariables,
} from "./lib/checks/proxy.ts";
import type {
  EnvironmentReading,
  FileReading,
  InputReading,
  Shell,
} from "./lib/command/shell.ts";
import { NAMES_TO_ASK } from "./lib/sources/near_miss.ts";

const encoder = new TextEncoder();

/** Logs are wider than the narrowest terminal, and break no line by themselves. */
const NO_TERMINAL = { columns: 100 } as const;

/** Whoever pipes more than this many bytes does not pipe a key. */
const INPUT_LIMIT = 65_536;

if (import.meta.main) Deno.exit(await run());

async function run(): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    if (Deno.build.os === "windows" && signal === "SIGTERM") continue;
    Deno.addSignalListener(signal, () => interruption.abort());
  }
  try {
    return await main(Deno.args, processShell(interruption.signal));
  } catch (error) {
    if (isUnloaded(error)) {
      writeAll(
        Deno.stderr,
        "Cannot load @std from JSR: run it by its tasks, or add --import-map=offline/import_map.json\n",
      );
      return 3;
    }
    // The message of an error may quote what it failed on, and so a secret: only its kind is shown.
    const name = error instanceof Error ? error.name : typeof error;
    const at = error instanceof Error
      ? /\bat [^\n]*?([\w.-]+\.[jt]s:\d+:\d+)/u.exec(error.stack ?? "")?.[1]
      : undefined;
    writeAll(
      Deno.stderr,
      `zenml-env itself failed (${name}${
        at ? ` at ${at}` : ""
      }): this is a bug, please report it\n`,
    );
    return 3;
  }
}

/** Tells whether a part of the program could not be loaded, as where JSR does not answer. */
function isUnloaded(error: unknown): boolean {
  return error instanceof TypeError &&
    /jsr|module not found|loading/iu.test(error.message);
}

function processShell(signal: AbortSignal): Shell {
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
    readFile,
    writeFile,
    appendToFileOf,
    appendFile,
    isFile,
    readInput,
    print: (text) => writeAll(Deno.stdout, text),
    complain: (line) => writeAll(Deno.stderr, `${line}\n`),
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

/** Asks the state of a permission before it is used: a refused one must never prompt. */
function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

function readEnvironment(): EnvironmentReading {
  if (isGranted({ name: "env" })) {
    return { variables: Deno.env.toObject(), refused: [] };
  }
  const variables: Record<string, string> = {};
  const refused: string[] = [];
  for (const variable of NAMES_TO_ASK) {
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

async function readFile(path: string, limit: number): Promise<FileReading> {
  if (!isGranted({ name: "read", path })) {
    return {
      kind: "unreadable",
      reason: `Deno was not given the permission, add --allow-read=${path}`,
    };
  }
  try {
    using file = await Deno.open(path);
    const bytes = await readUpTo(file, limit);
    return bytes === null
      ? { kind: "unreadable", reason: `it is larger than ${limit} bytes` }
      : { kind: "bytes", bytes };
  } catch (error) {
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

async function writeFile(
  path: string,
  text: string,
  { ownerOnly = false }: { readonly ownerOnly?: boolean } = {},
): Promise<string | null> {
  if (!isGranted({ name: "write", path })) return unwritable(path);
  try {
    // Deno.writeTextFile would change the mode of what is there, be it /dev/null.
    using file = await Deno.open(path, {
      write: true,
      create: true,
      truncate: true,
      ...(ownerOnly ? { mode: 0o600 } : {}),
    });
    for (let rest = encoder.encode(text); rest.length > 0;) {
      rest = rest.subarray(await file.write(rest));
    }
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

async function appendToFileOf(
  variable: string,
  text: string,
): Promise<string | null> {
  if (!isGranted({ name: "env", variable })) {
    return `Deno was not given the permission, add --allow-env=${variable}`;
  }
  const path = Deno.env.get(variable);
  return path ? await appendFile(path, text) : null;
}

async function appendFile(path: string, text: string): Promise<string | null> {
  if (!isGranted({ name: "write", path })) return unwritable(path);
  try {
    await Deno.writeTextFile(path, text, { append: true });
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function unwritable(path: string): string {
  return `Deno was not given the permission, add --allow-write=${path}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "the system does not permit it";
  }
  return error instanceof Error ? error.name : "it failed";
}

function isFile(path: string): boolean | null {
  return isThere(path, ({ isFile }) => isFile);
}

function isFolder(path: string): boolean | null {
  return isThere(path, ({ isDirectory }) => isDirectory);
}

function isThere(
  path: string,
  suits: (info: Deno.FileInfo) => boolean,
): boolean | null {
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    return suits(Deno.statSync(path));
  } catch {
    return false;
  }
}

function readVariable(variable: string): string | undefined {
  return isGranted({ name: "env", variable })
    ? Deno.env.get(variable)
    : undefined;
}

async function readInput(): Promise<InputReading> {
  if (Deno.stdin.isTerminal()) return { kind: "terminal" };
  const bytes = await readUpTo(Deno.stdin, INPUT_LIMIT);
  return bytes === null
    ? { kind: "too-long" }
    : { kind: "text", text: new TextDecoder().decode(bytes) };
}

/** Reads to the end, or no more than a limit: null means that there is more. */
async function readUpTo(
  stream: { read(bytes: Uint8Array): Promise<number | null> },
  limit: number,
): Promise<Uint8Array | null> {
  // Most files are small, and many may be read in one run.
  let bytes = new Uint8Array(Math.min(limit + 1, 4096));
  let length = 0;
  for (let read: number | null = 0; read !== null && length <= limit;) {
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(limit + 1, 2 * length));
      larger.set(bytes);
      bytes = larger;
    }
    read = await stream.read(bytes.subarray(length));
    length += read ?? 0;
  }
  return length > limit ? null : bytes.subarray(0, length);
}

/** Writes all of a text. A closed pipe is no failure: whoever reads has seen enough. */
function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
) {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
