/**
 * Prints the permissions that the doctor needs for action.yml, each with a NUL behind it: the hosts that the resolver
 * finds, the files that the inputs and the values name, and nothing else. An empty entry follows, and then the files
 * that the patterns of `each` match.
 *
 * It runs without network and writes nothing. The arguments are the files that action.yml itself has written to.
 *
 * @module
 */
import { partOf, readShard } from "../lib/cli/shard.ts";
import { LIBRARY_VARIABLE_NAMES } from "../lib/codes/host_variables.ts";
import { DENO_ROOT_FILE_NAMES } from "../lib/http/deno_root_files.ts";
import { PROXY_VARIABLES } from "../lib/http/proxy.ts";
import type { EnvFile, ResolveOptions, Sources } from "../mod.ts";
import { type Inputs, readInputs, reportFiles } from "./inputs.ts";
import { needsOf, readEnvFiles, readEnvironment, secretIn } from "./needs.ts";
import { filesOf } from "./patterns.ts";

/** The variables that the doctor reads. */
const VARIABLES_TO_READ = [
  "INPUT_*",
  "ZENML_*",
  "GITHUB_ACTIONS",
  "GITHUB_STEP_SUMMARY",
  "GITHUB_EVENT_NAME",
  "GITHUB_ACTOR",
  "RUNNER_ENVIRONMENT",
  "RUNNER_DEBUG",
  "KUBERNETES_SERVICE_HOST",
  ...PROXY_VARIABLES,
  ...LIBRARY_VARIABLE_NAMES,
  ...DENO_ROOT_FILE_NAMES,
  "DENO_TLS_CA_STORE",
  "HOME",
  "XDG_CONFIG_HOME",
] as const;

/** As many hosts of 253 letters are shorter than the longest argument on Linux. */
const HOSTS_IN_ARGUMENT = 400;

/** A path that is safe to show in a log, where two colons may begin a command. */
const PLAIN_REGEXP = /^:?(?:[\p{L}\p{N} ._/\\@+=,~-]:?)*$/u;

/** Lists the permissions as flags of `deno run`, or says why the doctor cannot have them. */
export async function permissionsFor(
  inputs: Inputs,
  environment: Readonly<Record<string, string>>,
  envFiles: readonly EnvFile[],
  writable: readonly string[],
): Promise<readonly string[] | { readonly problem: string }> {
  const needs = await Promise.all(
    targetsOf(inputs, environment, envFiles)
      .map((sources) => needsOf(sources, environment, optionsOf(inputs))),
  );
  const isSecret = secretIn({ environment, envFiles });
  const isShown = (text: string) => !isSecret(text);
  const hosts = unique(needs.flatMap(({ hosts }) => hosts)).filter(isShown);
  const read = unique([
    ...inputs["env-file"],
    ...inputs.each,
    ...inputs.requirements,
    ...needs.flatMap(({ files }) => files),
  ]).filter(isShown);
  const write = [...reportFiles(inputs), ...writable].filter(isShown);
  // Deno would read it as two paths.
  const parted = [...read, ...write].find((path) => path.includes(","));
  if (parted !== undefined) {
    const shown = PLAIN_REGEXP.test(parted) ? parted : "(not shown)";
    return { problem: `Deno cannot permit a path with a comma: ${shown}` };
  }
  return [
    `--allow-env=${VARIABLES_TO_READ.join()}`,
    ...piecesOf(inputs.offline.includes("true") ? [] : hosts)
      .map((some) => `--allow-net=${some.join()}`),
    ...read.map((path) => `--allow-read=${path}`),
    ...write.map((path) => `--allow-write=${path}`),
  ];
}

/** Lists what is examined: everything together, or with `each` every file by itself, without the environment. */
function targetsOf(
  { url: [url], each }: Inputs,
  environment: Readonly<Record<string, string>>,
  envFiles: readonly EnvFile[],
): readonly Sources[] {
  const flags = url === undefined ? {} : { url };
  return each.length === 0
    ? [{ flags, environment, envFiles }]
    : envFiles.map((file) => ({ flags, envFiles: [file] }));
}

function optionsOf(
  { consumer: [consumer], prefer: [prefer] }: Inputs,
): Pick<ResolveOptions, "consumer" | "prefer"> {
  return {
    ...(consumer === "client" || consumer === "terraform" ? { consumer } : {}),
    ...(prefer === "store" || prefer === "terraform" ? { prefer } : {}),
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Parts hosts so that no argument is longer than a system lets it be. */
function piecesOf(hosts: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(hosts.length / HOSTS_IN_ARGUMENT);
  return Array.from({ length: count }, (_, index) =>
    hosts.slice(
      index * HOSTS_IN_ARGUMENT,
      (index + 1) * HOSTS_IN_ARGUMENT,
    ));
}

/** Lists the files that the patterns of `each` match. */
async function filesOfEach({ each }: Inputs): Promise<readonly string[]> {
  return (await Promise.all(each.map(filesOf))).flat();
}

/** Lists those of the files that are examined: all, or what `shard` says. */
function examined(
  files: readonly string[],
  { shard: [text = ""] }: Inputs,
): readonly string[] {
  const shard = readShard(text);
  return shard ? partOf(files, shard) : files;
}

/** Prints the permissions and the files of `each`, or why the doctor cannot have them. */
async function main(): Promise<number> {
  const given = readInputs();
  const files = await filesOfEach(given);
  const inputs = { ...given, each: examined(files, given) };
  const envFiles = await readEnvFiles(
    [...inputs["env-file"], ...inputs.each],
    inputs["env-file-format"].includes("docker") ? "docker" : "dotenv",
  );
  const writable = Deno.args.filter((path) => path !== "");
  const flags = await permissionsFor(
    inputs,
    readEnvironment(),
    envFiles,
    writable,
  );
  const encoder = new TextEncoder();
  if ("problem" in flags) {
    Deno.stderr.writeSync(encoder.encode(`${flags.problem}\n`));
    return 2; // As wherever the command line is wrong.
  }
  const entries = [...flags, "", ...files];
  const text = entries.map((entry) => `${entry}\0`).join("");
  await new Blob([text]).stream().pipeTo(Deno.stdout.writable);
  return 0;
}

if (import.meta.main) Deno.exit(await main());
