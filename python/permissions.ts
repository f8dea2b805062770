/**
 * Prints the permissions that a command line of the wheel needs, each with a NUL behind it: the hosts that the resolver
 * finds, the files that the arguments and the values name, the program of `exec`, and nothing else.
 *
 * It runs without network and writes nothing. Where it cannot know a host or write a path as Deno reads it, it permits
 * them all and says so on standard error.
 *
 * @module
 */
import { needsOf, readEnvFiles, secretIn } from "../action/needs.ts";
import {
  type Arguments,
  INPUT_NAME,
  readArguments,
} from "../lib/cli/arguments.ts";
import { configFolderOf } from "../lib/cli/client_files.ts";
import { type CommandName, COMMANDS } from "../lib/cli/options.ts";
import { SYSTEM_BUNDLES } from "../lib/http/root_files.ts";
import { printable } from "../lib/report/layout.ts";
import { redactForms } from "../lib/resolver/redaction.ts";
import { homeOfUser } from "../lib/system/access.ts";
import { mayReadVariable, readVariable } from "../lib/system/environment.ts";
import type { Consumer, Convention, EnvFile, Sources } from "../mod.ts";

/** What a command line needs; where it cannot be known, everything, with the reason. */
interface Permissions {
  readonly flags: readonly string[];
  readonly notices: readonly string[];
}

/** The most files of `--each` that are read in advance. */
const MOST_FILES = 200;

/** What the names of the loader's variables begin with: with one of them Deno runs a program only if it may run every program. */
const LOADER_PREFIXES = ["LD_", "DYLD_"] as const;

/** Lists the permissions for a command line; there are none for one that is wrong, which the command itself refuses. */
export async function permissionsFor(
  [name = "", ...rest]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Permissions> {
  const command = Object.hasOwn(COMMANDS, name) ? name as CommandName : null;
  const args = command === null ? null : readArguments(command, rest);
  if (command === null || args === null || "problem" in args) {
    return { flags: [], notices: [] };
  }
  const files = [...values(args, "env-file"), ...values(args, "each")];
  const isMany = files.length > MOST_FILES;
  const envFiles = isMany ? [] : await readEnvFiles(
    files,
    values(args, "env-file-format")[0] === "docker" ? "docker" : "dotenv",
  );
  const isShown = shownBy(environment, envFiles);
  const { hosts, read } = await needsOfAll(args, environment, envFiles);
  const paths = [...files, ...values(args, "requirements"), ...read]
    .filter((path) => path !== INPUT_NAME && isShown(path));
  const parts = [
    netOf(command, args, files, hosts.filter(isShown)),
    isMany
      ? all("read", `there are more than ${MOST_FILES} files`)
      : named("read", paths),
    named("write", filesWritten(command, args, environment).filter(isShown)),
    runOf(command, args, environment),
  ];
  const flags = parts.flatMap(({ flags }) => flags)
    .concat("--allow-sys=uid,gid");
  const notices = parts.flatMap(({ notices }) => notices);
  return {
    flags,
    notices: args.options.has("quiet")
      ? []
      : args.options.has("verbose")
      ? [...notices, `Deno's permissions: ${flags.join(" ")}`]
      : notices,
  };
}

const NOTHING: Permissions = { flags: [], notices: [] };

/** Permits the hosts, if they are known before the command runs. */
function netOf(
  command: CommandName,
  { options }: Arguments,
  files: readonly string[],
  hosts: readonly string[],
): Permissions {
  const isOffline = command === "resolve" || options.has("offline") ||
    options.has("no-check");
  if (isOffline) return NOTHING;
  if (options.has("demo")) return named("net", ["127.0.0.1"]);
  if (files.length > MOST_FILES) {
    return all("net", `there are more than ${MOST_FILES} files`);
  }
  return files.some(isStream)
    ? all("net", "an env file is a stream, which can be read only once")
    : named("net", hosts);
}

/** Permits what these names name. Deno parts a flag's value at each comma, so that a name with one cannot be written. */
function named(
  kind: "net" | "read" | "write" | "run",
  names: readonly string[],
): Permissions {
  if (names.some((name) => name.includes(","))) {
    return all(kind, "a path has a comma");
  }
  const flags = [...new Set(names)].filter((name) => name !== "")
    .map((name) => `--allow-${kind}=${name}`);
  return { flags, notices: [] };
}

/** What a permission without names permits, for people. */
const PERMITTED = {
  net: "every host may be reached",
  read: "every file may be read",
  write: "every file may be written",
  run: "every program may be run",
} as const;

function all(kind: keyof typeof PERMITTED, reason: string): Permissions {
  return {
    flags: [`--allow-${kind}`],
    notices: [`${PERMITTED[kind]}, since ${reason}`],
  };
}

/** Lists the hosts and files of every target: the environment with the env files, or each file by itself. */
async function needsOfAll(
  args: Arguments,
  environment: Readonly<Record<string, string>>,
  envFiles: readonly EnvFile[],
): Promise<
  { readonly hosts: readonly string[]; readonly read: readonly string[] }
> {
  const [url] = values(args, "url");
  const flags = url === undefined ? {} : { flags: { url } };
  const targets: readonly Sources[] = args.options.has("each")
    ? envFiles.map((file) => ({ ...flags, envFiles: [file] }))
    : [{ ...flags, environment, envFiles }];
  const [consumer] = values(args, "consumer") as readonly Consumer[];
  const [prefer] = values(args, "prefer") as readonly Convention[];
  const needs = await Promise.all(
    targets.map((sources) =>
      needsOf(sources, environment, {
        ...(consumer === undefined ? {} : { consumer }),
        ...(prefer === undefined ? {} : { prefer }),
      })
    ),
  );
  return {
    hosts: needs.flatMap(({ hosts }) => hosts),
    read: [
      ...needs.flatMap(({ files }) => files),
      ...targets.flatMap((sources) => configFolderOf(sources, MACHINE) ?? [])
        .map(({ path }) => path),
      "/.dockerenv",
      ...SYSTEM_BUNDLES,
    ],
  };
}

/** This machine, as far as it decides where the client's files are. */
const MACHINE = {
  platform: Deno.build.os,
  readVariable,
  mayReadVariable,
  homeOfUser,
} as const;

/** Lists the files that reports go to, and those that a runner of GitHub Actions names. */
function filesWritten(
  command: CommandName,
  args: Arguments,
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  const variable = command === "resolve" ? "GITHUB_ENV" : "GITHUB_STEP_SUMMARY";
  const isGithub = command === "doctor" &&
    environment["GITHUB_ACTIONS"] === "true";
  const formats = values(args, "format");
  return [
    ...formats.flatMap((format) => format.split("=").slice(1).join("=")),
    ...(isGithub || formats.includes("github")
      ? [environment[variable] ?? ""]
      : []),
  ];
}

/** Permits the program of `exec`; a variable of the loader in a child needs more, which is no more than the program itself may do. */
function runOf(
  command: CommandName,
  { operands: [program = ""] }: Arguments,
  environment: Readonly<Record<string, string>>,
): Permissions {
  if (command !== "exec" || program === "") return NOTHING;
  const loader = Object.keys(environment).find((name) =>
    LOADER_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
  return loader === undefined
    ? named("run", [program])
    : all("run", `${loader} is set`);
}

/** Returns whether a file can be read once only, so that the first run must leave it alone. */
function isStream(path: string): boolean {
  if (path === INPUT_NAME) return true;
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    return !isFile && !isDirectory;
  } catch {
    return false;
  }
}

function shownBy(
  environment: Readonly<Record<string, string>>,
  envFiles: readonly EnvFile[],
): (text: string) => boolean {
  const isSecret = secretIn({ environment, envFiles });
  return (text) => !isSecret(text);
}

function values(
  { options }: Arguments,
  name: Parameters<Arguments["options"]["get"]>[0],
): readonly string[] {
  return options.get(name) ?? [];
}

/** Prints the permissions, and to standard error why there are more than usual; with `--verbose` all of them. */
async function main(): Promise<void> {
  const { flags, notices } = await permissionsFor(
    Deno.args,
    Deno.env.toObject(),
  );
  const encoder = new TextEncoder();
  for (const notice of notices) {
    const line = redactForms(printable(`zenml-env: ${notice}`));
    Deno.stderr.writeSync(encoder.encode(`${line}\n`));
  }
  const text = flags.map((flag) => `${flag}\0`).join("");
  Deno.stdout.writeSync(encoder.encode(text));
}

if (import.meta.main) await main();
