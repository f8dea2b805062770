/**
 * Prints the permissions that the doctor needs for action.yml, each with a NUL behind it: the hosts that the resolver
 * finds, the files that the inputs and the values name, and nothing else.
 *
 * It runs without network and writes nothing. The arguments are the files that action.yml itself has written to.
 *
 * @module
 */
import {
  PROXY_VARIABLES,
  proxyFor,
  type ProxyVariables,
} from "../lib/http/proxy.ts";
import { LIBRARY_VARIABLE_NAMES } from "../lib/codes/host_variables.ts";
import { filesOfTrust } from "../lib/resolver/trust.ts";
import { redactForms } from "../lib/resolver/redaction.ts";
import { ENV_FILE_LIMIT, parseEnvFile } from "../lib/sources/env_file.ts";
import { NAMES_TO_READ } from "../lib/sources/misspelling.ts";
import { isFile, isFolder, readFile } from "../lib/system/files.ts";
import {
  type Consumer,
  type EnvFile,
  type Resolution,
  resolve,
  type Sources,
  VARIABLES,
} from "../mod.ts";
import { type Inputs, readInputs, reportFiles } from "./inputs.ts";

/** The variables that name files with roots for Deno alone. */
const DENO_VARIABLES = ["DENO_CERT", "NODE_EXTRA_CA_CERTS"] as const;

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

/** The control plane of a ZenML Pro workspace, if it does not name another. */
const CONTROL_PLANE = "https://cloudapi.zenml.io";

/** The longest that the env files may take: a read from a dead network drive never ends. */
const READ_MS = 10_000;

/** The host names and addresses that Deno accepts in `--allow-net`, without its wildcards. */
const HOST_REGEXP = /^(?:\[[\da-f:.]+\]|[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)$/iu;

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
  const resolution = resolve(sources, {
    isFile,
    ...(isConsumer(consumer) ? { consumer } : {}),
  });
  const isSecret = secretIn(sources);
  const isShown = (text: string) => !isSecret(text);
  const hosts = hostsOf(resolution, environment).filter(isShown);
  const read = [
    ...inputs.envFiles,
    ...caFilesOf(resolution),
    ...libraryFilesOf(environment),
  ].filter(isShown);
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

/** Lists the hosts of the servers, of ZenML Pro's control planes, and of the proxies on the way. */
function hostsOf(
  { configuration, connections }: Resolution,
  environment: ProxyVariables,
): readonly string[] {
  const servers = connections.map(({ serverUrl }) => serverUrl);
  const urls = [
    CONTROL_PLANE,
    ...servers,
    ...connections.flatMap(({ proApiUrl }) => proApiUrl?.value ?? []),
    ...(configuration?.proApiUrl ? [configuration.proApiUrl.value] : []),
  ].flatMap((url) => URL.parse(url) ?? []);
  const proxies = urls.flatMap(({ href }) => proxyFor(href, environment) ?? [])
    .flatMap(({ host }) => URL.parse(`http://${host}`) ?? []);
  const hosts = [...urls, ...proxies].map(({ hostname }) => hostname);
  return [...new Set(hosts)].filter((host) => HOST_REGEXP.test(host));
}

function caFilesOf({ connections }: Resolution): readonly string[] {
  const trusts = connections.flatMap(({ tlsVerification, exchangeTrust }) => [
    tlsVerification,
    ...(exchangeTrust ? [exchangeTrust.value] : []),
  ]);
  const files = trusts.flatMap((trust) =>
    filesOfTrust(trust).filter((path) =>
      // A library takes a folder, too; ZenML's own variable names none.
      isFile(path) || (trust.kind !== "ca-file" && isFolder(path))
    )
  );
  return [...new Set(files)];
}

/** Lists the files with roots for Deno alone, and those in which the client's HTTP library looks for entries. */
function libraryFilesOf(
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  const { HOME: home, NETRC: netrc } = environment;
  const inHome = home === undefined ? [] : [`${home}/.netrc`, `${home}/_netrc`];
  return [
    ...DENO_VARIABLES.flatMap((name) => environment[name] ?? []),
    ...(netrc === undefined ? inHome : [netrc]),
  ].filter((file) => isFile(file));
}

/**
 * Makes a function that returns whether a text holds a secret: by its form, or as the value of a secret variable.
 *
 * A short or plain word is no reason to refuse a host: the password may be `example`.
 */
function secretIn(
  { environment = {}, envFiles = [] }: Sources,
): (text: string) => boolean {
  const variables: Readonly<Record<string, { readonly secret: boolean }>> =
    VARIABLES;
  const values = [
    ...Object.entries(environment),
    ...envFiles.flatMap(({ settings }) =>
      settings.map(({ variable, value }) => [variable, value] as const)
    ),
  ].filter(([name]) => variables[name.toUpperCase()]?.secret)
    .map(([, value]) => value.trim().toLowerCase())
    .filter((value) => value.length >= 8 && /[^a-z]/u.test(value));
  return (text) =>
    redactForms(text) !== text ||
    values.some((value) => text.toLowerCase().includes(value));
}

/** Reads the env files that are regular files; the doctor says what is wrong with the others. */
async function readEnvFiles(
  paths: readonly string[],
): Promise<readonly EnvFile[]> {
  const files: EnvFile[] = [];
  const signal = AbortSignal.timeout(READ_MS);
  for (const path of paths.filter((path) => isFile(path))) {
    const reading = await readFile(path, ENV_FILE_LIMIT, signal);
    if (reading.kind !== "bytes") continue;
    files.push(parseEnvFile(new TextDecoder().decode(reading.bytes), path));
  }
  return files;
}

/** Reads the variables that the doctor asks for by their names. */
function readEnvironment(): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (
    const name of [
      ...NAMES_TO_READ,
      ...PROXY_VARIABLES,
      ...DENO_VARIABLES,
      "HOME",
    ]
  ) {
    const value = Deno.env.get(name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/** Prints the permissions, or why the doctor cannot have them. */
async function main(): Promise<number> {
  const inputs = readInputs();
  const { promise: late, resolve: giveUp } = Promise.withResolvers<EnvFile[]>();
  setTimeout(giveUp, READ_MS, []);
  const files = await Promise.race([readEnvFiles(inputs.envFiles), late]);
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
