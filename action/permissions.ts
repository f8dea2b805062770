/**
 * Prints the permissions that the doctor needs for action.yml, each with a NUL behind it: the hosts that the resolver
 * finds, the files that the inputs and the values name, and nothing else.
 *
 * It runs without network and writes nothing. The arguments are the files that action.yml itself has written to.
 *
 * @module
 */
import { LIBRARY_VARIABLE_NAMES } from "../lib/codes/host_variables.ts";
import type { Consumer, EnvFile, Sources } from "../mod.ts";
import { type Inputs, readInputs, reportFiles } from "./inputs.ts";
import {
  DENO_VARIABLES,
  needsOf,
  readEnvFiles,
  readEnvironment,
  secretIn,
} from "./needs.ts";

/** The variables that the doctor reads. */
const VARIABLES_TO_READ = [
  "INPUT_*",
  "ZENML_*",
  "GITHUB_ACTIONS",
  "GITHUB_STEP_SUMMARY",
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "ALL_PROXY",
  "all_proxy",
  "NO_PROXY",
  "no_proxy",
  ...LIBRARY_VARIABLE_NAMES,
  ...DENO_VARIABLES,
  "DENO_TLS_CA_STORE",
  "HOME",
  "XDG_CONFIG_HOME",
] as const;

/** A path that is safe to show in a log, where two colons may begin a command. */
const PLAIN_REGEXP = /^:?(?:[\p{L}\p{N} ._/\\@+=,~-]:?)*$/u;

/** Lists the permissions as flags of `deno run`, or says why the doctor cannot have them. */
export function permissionsFor(
  inputs: Inputs,
  environment: Readonly<Record<string, string>>,
  envFiles: readonly EnvFile[],
  writable: readonly string[],
): readonly string[] | { readonly problem: string } {
  const { url, consumer } = inputs;
  const sources: Sources = {
    ...(url === "" ? {} : { flags: { url } }),
    environment,
    envFiles,
  };
  const isSecret = secretIn(sources);
  const isShown = (text: string) => !isSecret(text);
  const needs = needsOf(
    sources,
    environment,
    isConsumer(consumer) ? { consumer } : {},
  );
  const hosts = needs.hosts.filter(isShown);
  const read = [...inputs.envFiles, ...needs.files].filter(isShown);
  const write = [...reportFiles(inputs), ...writable].filter(isShown);
  // Deno would read it as two paths.
  const parted = [...read, ...write].find((path) => path.includes(","));
  if (parted !== undefined) {
    const shown = PLAIN_REGEXP.test(parted) ? parted : "(not shown)";
    return { problem: `Deno cannot permit a path with a comma: ${shown}` };
  }
  return [
    `--allow-env=${VARIABLES_TO_READ.join()}`,
    ...(hosts.length > 0 ? [`--allow-net=${hosts.join()}`] : []),
    ...read.map((path) => `--allow-read=${path}`),
    ...write.map((path) => `--allow-write=${path}`),
  ];
}

function isConsumer(name: string): name is Consumer {
  return name === "client" || name === "terraform";
}

/** Prints the permissions, or why the doctor cannot have them. */
async function main(): Promise<number> {
  const inputs = readInputs();
  const files = await readEnvFiles(inputs.envFiles);
  const writable = Deno.args.filter((path) => path !== "");
  const flags = permissionsFor(inputs, readEnvironment(), files, writable);
  const encoder = new TextEncoder();
  if ("problem" in flags) {
    Deno.stderr.writeSync(encoder.encode(`${flags.problem}\n`));
    return 2; // As wherever the command line is wrong.
  }
  const text = flags.map((flag) => `${flag}\0`).join("");
  Deno.stdout.writeSync(encoder.encode(text));
  return 0;
}

if (import.meta.main) Deno.exit(await main());
