/**
 * Runs the command as a process of its own, with nothing of this one's environment.
 *
 * @module
 */
import {
  importMapFlags,
  ownEnvironment,
  ROOT,
} from "../../offline/children.ts";

/** Where this machine has its programs. */
export const PATH: string =
  Deno.permissions.querySync({ name: "env", variable: "PATH" }).state ===
      "granted"
    ? Deno.env.get("PATH") ?? ""
    : "/usr/local/bin:/usr/bin:/bin";

/** How to start the command. */
export interface CommandOptions {
  /** The environment, besides what Deno itself needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Deno's permission flags. */
  readonly permissions?: readonly string[];
  /** What is written to standard input; nothing is piped without it. */
  readonly stdin?: string;
  /** What a shell does before it becomes the command: a limit, or a variable that Deno may not pass on. */
  readonly shell?: string;
}

/** How the command ended. */
export interface Ended {
  /** The exit status. */
  readonly status: number;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** No test waits for the machine's name server, which may never respond, nor for Deno's news about itself. */
export const IMPATIENT: Readonly<Record<string, string>> = {
  RES_OPTIONS: "timeout:1 attempts:1",
  DENO_NO_UPDATE_CHECK: "1",
};

/** What the command gets unless a test says otherwise. */
export const PERMISSIONS: readonly string[] = [
  "--allow-env=ZENML_*",
  "--allow-net=127.0.0.1",
  "--allow-read",
  // Whether the tests run in a container must make no difference.
  "--deny-read=/.dockerenv",
  "--allow-write",
];

/**
 * Starts the command.
 *
 * @param args The command line.
 * @param options The environment and permissions.
 * @returns The process, its streams piped.
 */
export function start(
  args: readonly string[],
  options: CommandOptions = {},
): Deno.ChildProcess {
  return startModule("cli.ts", args, options);
}

/** Says where Deno's cache is: with another home it would be empty, and every module compiled anew. */
function cacheOf(
  { HOME, DENO_DIR }: Readonly<Record<string, string>>,
): Record<string, string> {
  if (HOME === undefined || DENO_DIR !== undefined) return {};
  switch (Deno.build.os) {
    case "linux":
      return { DENO_DIR: `${HOME}/.cache/deno` };
    case "darwin":
      return { DENO_DIR: `${HOME}/Library/Caches/deno` };
    default:
      return {};
  }
}

/**
 * Starts a module of the repository.
 *
 * @param module The module, from the repository's root.
 * @param args Its arguments.
 * @param options The environment and permissions.
 * @returns The process, its streams piped.
 */
export function startModule(
  module: string,
  args: readonly string[],
  options: CommandOptions = {},
): Deno.ChildProcess {
  const { env = {}, permissions = PERMISSIONS, shell, stdin } = options;
  const [program = "", ...rest] = [
    ...(shell === undefined ? [] : ["sh", "-c", `${shell} && exec "$@"`, "sh"]),
    ...commandLine(args, { module, permissions }),
  ];
  return new Deno.Command(program, {
    args: rest,
    cwd: ROOT,
    clearEnv: true,
    env: {
      ...ownEnvironment(),
      ...cacheOf(ownEnvironment()),
      ...IMPATIENT,
      // Where sh is.
      ...(shell === undefined ? {} : { PATH }),
      ...env,
    },
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/**
 * Writes the command line of the command, for another program to run it.
 *
 * @param args The arguments.
 * @param options Deno's permission flags, and the module, from the repository's root.
 * @returns The program and its arguments.
 */
export function commandLine(
  args: readonly string[],
  { module = "cli.ts", permissions = PERMISSIONS }: {
    readonly module?: string;
    readonly permissions?: readonly string[];
  } = {},
): readonly string[] {
  return [
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--no-lock",
    ...importMapFlags(),
    ...permissions,
    new URL(module, ROOT).pathname,
    ...args,
  ];
}

/**
 * Runs the command to its end.
 *
 * @param args The command line.
 * @param options The environment, permissions and input.
 * @returns How it ended.
 */
export async function run(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  const child = start(args, options);
  if (options.stdin !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(options.stdin));
    await writer.close();
  }
  return await endOf(child);
}

/**
 * Waits for the end of a started command.
 *
 * @param child The process.
 * @returns How it ended.
 */
export async function endOf(child: Deno.ChildProcess): Promise<Ended> {
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return {
    status: code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}
