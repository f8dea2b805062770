// What `doctor`, `resolve` and `exec` have in common: where values come from, what is preferred, what is ignored.
import { type Code, isCode } from "../codes/codes.ts";
import type { Consumer, Convention } from "../codes/variables.ts";
import type { ResolveOptions } from "../resolver/context.ts";
import { type Resolution, resolve } from "../resolver/resolve.ts";
import { STANDARD_INPUT } from "../finding/source.ts";
import { describeEncoding } from "../sources/encoding.ts";
import { ENV_FILE_LIMIT, parseEnvFile } from "../sources/env_file.ts";
import {
  ENV_FILE_FORMATS,
  type EnvFileFormat,
} from "../sources/env_file_format.ts";
import type { EnvFile, Flags, Sources } from "../sources/setting.ts";
import {
  type Arguments,
  INPUT_NAME,
  quoted,
  type UsageProblem,
} from "./arguments.ts";
import { caPaths } from "./client_files.ts";
import { fileProblem } from "./file_problem.ts";
import { gatherHostFacts } from "./gather_host_facts.ts";
import { secretsOfSources } from "./source_secrets.ts";
import { withRefusedVariables } from "./refused_variables.ts";
import type { GatedHost, Host } from "./host.ts";
import { clientVersionBy } from "./client_version.ts";
import { codeSuggestion } from "./code_suggestion.ts";

/** Why standard input gave no key. */
const NO_KEY = {
  terminal:
    '--api-key-stdin reads the key from a pipe, not from a terminal: printf %s "$KEY" | zenml-env …',
  "too-long": "--api-key-stdin was given more bytes than any key has",
  "not-text": "--api-key-stdin was given what is not UTF-8 text",
  interrupted: "Cannot read the key: it did not end in time",
} as const;

/** What ends a command before it has anything to report. */
export const INTERRUPTED: UsageProblem = { problem: "Interrupted" };

/** Why standard input gave no env file. */
const NO_FILE = {
  terminal: "it is a terminal; pipe the file into zenml-env",
  "too-long": `it is larger than ${ENV_FILE_LIMIT} bytes`,
  "not-text": "it is not UTF-8 text",
  interrupted: "it did not end in time",
} as const;

/** Gathers the values that the options and the process give. */
export async function gatherSources(
  args: Arguments,
  host: GatedHost,
): Promise<Sources | UsageProblem> {
  const { options } = args;
  const { variables: environment, undecodable } = host.readEnvironment();
  if (undecodable.length > 0) {
    return { problem: `The value of ${undecodable.join(", ")} is not UTF-8` };
  }
  host.secrets.add(...secretsOfSources({ environment }));
  const repeated = inputReadTwice(options, "env-file");
  if (repeated) return repeated;
  const envFiles: EnvFile[] = [];
  for (const path of options.get("env-file") ?? []) {
    const file = await readEnvFile(path, host, envFileFormat(options));
    if ("problem" in file) return file;
    if (await host.isInterrupted()) return INTERRUPTED;
    envFiles.push(file);
  }
  const flags = await gatherFlags(args, host);
  if ("problem" in flags) return flags;
  const sources: Sources = { flags, environment, envFiles };
  const hostFacts = await gatherHostFacts(sources, host);
  return { ...sources, hostFacts };
}

/** Finds out whether the option that names files and `--api-key-stdin` want more of standard input than it has. */
export function inputReadTwice(
  options: Arguments["options"],
  named: "env-file" | "each",
): UsageProblem | null {
  const files = (options.get(named) ?? []).filter((path) =>
    path === INPUT_NAME
  );
  return files.length + (options.has("api-key-stdin") ? 1 : 0) <= 1 ? null : {
    problem:
      `Standard input can be read only once: give one --${named} -, or --api-key-stdin`,
  };
}

/** Reads whose rules env files are read by. */
export function envFileFormat(options: Arguments["options"]): EnvFileFormat {
  const format = options.get("env-file-format")?.[0];
  return ENV_FILE_FORMATS.find((known) => known === format) ?? "dotenv";
}

/** Gathers the values that the command line gives, by itself or by standard input. */
export async function gatherFlags(
  args: Arguments,
  host: GatedHost,
): Promise<Flags | UsageProblem> {
  const { options } = args;
  const [url, project, stack] = (["url", "project", "stack"] as const)
    .map((name) => options.get(name)?.[0]);
  const clientVersion = await clientVersionBy(args, host);
  if (clientVersion && "problem" in clientVersion) return clientVersion;
  const input = options.has("api-key-stdin") ? await host.readInput() : null;
  if (input && input.kind !== "text") return { problem: NO_KEY[input.kind] };
  const flags = {
    ...(url === undefined ? {} : { url }),
    ...(project === undefined ? {} : { project }),
    ...(stack === undefined ? {} : { stack }),
    ...(clientVersion ? { clientVersion } : {}),
    // The line break that a shell appends is not part of the key.
    ...(input ? { apiKey: input.text.replace(/\r?\n$/u, "") } : {}),
  };
  host.secrets.add(...secretsOfSources({ flags }));
  return flags;
}

/** Resolves sources as the options say. */
export async function resolveByOptions(
  sources: Sources,
  { options }: Arguments,
  host: Host,
  resolving: ResolveOptions = {},
): Promise<Resolution> {
  const consumer = options.get("consumer")?.[0] as Consumer | undefined;
  const prefer = options.get("prefer")?.[0] as Convention | undefined;
  const resolution = resolve(sources, {
    ...resolving,
    now: new Date(),
    isFile: await knownFiles(sources, host),
    ...(consumer ? { consumer } : {}),
    ...(prefer ? { prefer } : {}),
  });
  return sources.environment === undefined
    ? resolution
    : withRefusedVariables(resolution, host.readEnvironment().refused);
}

/** Looks, before the resolver asks, for each file that may hold a CA: the resolver cannot wait for a dead drive. */
async function knownFiles(
  sources: Sources,
  { isFile }: Host,
): Promise<NonNullable<ResolveOptions["isFile"]>> {
  const paths = caPaths(sources);
  const known = new Map(
    await Promise.all(
      paths.map(async (path) => [path, await isFile(path)] as const),
    ),
  );
  return (path) => known.get(path) ?? null;
}

/** Reads which codes do not count. */
export function ignoredCodes(
  { options }: Arguments,
): ReadonlySet<Code> | UsageProblem {
  const codes = new Set<Code>();
  for (const name of options.get("ignore") ?? []) {
    if (!isCode(name)) {
      return {
        problem: `--ignore does not know the code ${quoted(name)}${
          codeSuggestion(name)
        }`,
      };
    }
    codes.add(name);
  }
  return codes;
}

async function readEnvInput(
  host: GatedHost,
  format: EnvFileFormat,
): Promise<EnvFile | UsageProblem> {
  const input = await host.readInput(ENV_FILE_LIMIT);
  if (input.kind !== "text" || input.text.includes("\0")) {
    const reason = NO_FILE[input.kind === "text" ? "not-text" : input.kind];
    return { problem: `Cannot read ${STANDARD_INPUT}: ${reason}` };
  }
  return await keptEnvFile(input.text, STANDARD_INPUT, host, format);
}

/** Reads the text of an env file, whose secrets no text shows from then on. */
async function keptEnvFile(
  text: string,
  name: string,
  host: GatedHost,
  format: EnvFileFormat,
): Promise<EnvFile> {
  const envFile = parseEnvFile(text, name, format);
  // Both take long for a large file: a signal gets in between.
  await host.isInterrupted();
  host.secrets.add(...secretsOfSources({ envFiles: [envFile] }));
  return envFile;
}

/** Reads an env file. */
export async function readEnvFile(
  path: string,
  host: GatedHost,
  format: EnvFileFormat,
  signal?: AbortSignal,
): Promise<EnvFile | UsageProblem> {
  if (path === INPUT_NAME) return await readEnvInput(host, format);
  // Somebody may have typed a key in the place of the file's name.
  const shown = host.secrets.redactOwn(path);
  const reading = await host.readFile(path, ENV_FILE_LIMIT, signal);
  if (reading.kind === "unreadable") {
    return fileProblem(`Cannot read ${shown}: ${reading.reason}`);
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(reading.bytes);
    if (!text.includes("\0")) {
      return await keptEnvFile(text, shown, host, format);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return fileProblem(
    `Cannot read ${shown}: ${describeEncoding(reading.bytes)}`,
  );
}
