/**
 * What the doctor needs of the network and of files, by what the resolver finds: for action.yml and for the wheel.
 *
 * @module
 */
import { DENO_ROOT_FILE_NAMES } from "../lib/http/deno_root_files.ts";
import {
  PROXY_VARIABLES,
  proxyFor,
  type ProxyVariables,
} from "../lib/http/proxy.ts";
import { timeoutSignal } from "../lib/http/timer.ts";
import { filesOfTrust } from "../lib/resolver/trust.ts";
import { redactForms } from "../lib/resolver/redaction.ts";
import {
  ENV_FILE_LIMIT,
  type EnvFileFormat,
  parseEnvFile,
} from "../lib/sources/env_file.ts";
import { NAMES_TO_READ } from "../lib/sources/misspelling.ts";
import { readFile } from "../lib/system/files.ts";
import { isFile, isFolder } from "../lib/system/look.ts";
import {
  type EnvFile,
  type Resolution,
  resolve,
  type ResolveOptions,
  type Sources,
  VARIABLES,
} from "../mod.ts";

/** The control plane of a ZenML Pro workspace, if it does not name another. */
const CONTROL_PLANE = "https://cloudapi.zenml.io";

/** The longest that the env files may take: a read from a dead network drive never ends. */
const READ_MS = 10_000;

/** The host names and addresses that Deno accepts in `--allow-net`, without its wildcards. */
const HOST_REGEXP = /^(?:\[[\da-f:.]+\]|[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)$/iu;

/** The hosts that the doctor may have to reach, and the files that it may have to read. */
export interface Needs {
  readonly hosts: readonly string[];
  readonly files: readonly string[];
}

/** Finds what the doctor needs for these sources; proxies and libraries go by the process's own environment. */
export async function needsOf(
  sources: Sources,
  environment: Readonly<Record<string, string>>,
  options: Pick<ResolveOptions, "consumer" | "prefer">,
): Promise<Needs> {
  const resolution = resolve(sources, options);
  const files = await filesThere([
    ...caFilesOf(resolution),
    ...libraryFilesOf(environment),
  ]);
  return { hosts: hostsOf(resolution, environment), files };
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

/** A path that may be that of a file, or also of a folder. */
interface PossibleFile {
  readonly path: string;
  readonly mayBeFolder: boolean;
}

function caFilesOf({ connections }: Resolution): readonly PossibleFile[] {
  const trusts = connections.flatMap(({ tlsVerification, exchangeTrust }) => [
    tlsVerification,
    ...(exchangeTrust ? [exchangeTrust.value] : []),
  ]);
  return trusts.flatMap((trust) =>
    // A library takes a folder, too; ZenML's own variable names none.
    filesOfTrust(trust).map((path) => ({
      path,
      mayBeFolder: trust.kind !== "ca-file",
    }))
  );
}

/** Lists the files with roots for Deno alone, and those in which the client's HTTP library looks for entries. */
function libraryFilesOf(
  environment: Readonly<Record<string, string>>,
): readonly PossibleFile[] {
  const { HOME: home, NETRC: netrc } = environment;
  const inHome = home === undefined ? [] : [`${home}/.netrc`, `${home}/_netrc`];
  return [
    ...DENO_ROOT_FILE_NAMES.flatMap((name) => environment[name] ?? []),
    ...(netrc === undefined ? inHome : [netrc]),
  ].map((path) => ({ path, mayBeFolder: false }));
}

/** Lists those that are there. */
async function filesThere(
  possible: readonly PossibleFile[],
): Promise<readonly string[]> {
  // Nothing ends a look but its own patience with a dead drive.
  const { signal } = new AbortController();
  const files = await Promise.all(
    possible.map(async ({ path, mayBeFolder }) =>
      await isFile(path, signal) === true ||
        mayBeFolder && await isFolder(path, signal) === true
        ? [path]
        : []
    ),
  );
  return [...new Set(files.flat())];
}

/**
 * Makes a function that returns whether a text holds a secret: by its form, or as the value of a secret variable.
 *
 * A short or plain word is no reason to refuse a host: the password may be `example`.
 */
export function secretIn(
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
export async function readEnvFiles(
  paths: readonly string[],
  format: EnvFileFormat = "dotenv",
): Promise<readonly EnvFile[]> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<EnvFile[]>();
  const { signal, clear } = timeoutSignal(READ_MS);
  signal.addEventListener("abort", () => giveUp([]), { once: true });
  const read = readRegularFiles(paths, format, signal);
  const files = await Promise.race([read, late]);
  clear();
  return files;
}

async function readRegularFiles(
  paths: readonly string[],
  format: EnvFileFormat,
  signal: AbortSignal,
): Promise<readonly EnvFile[]> {
  const files: EnvFile[] = [];
  for (const path of paths) {
    if (await isFile(path, signal) !== true) continue;
    const reading = await readFile(path, ENV_FILE_LIMIT, signal);
    if (reading.kind !== "bytes") continue;
    const text = new TextDecoder().decode(reading.bytes);
    files.push(parseEnvFile(text, path, format));
  }
  return files;
}

/** Reads the variables that the doctor asks for by their names. */
export function readEnvironment(): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (
    const name of [
      ...NAMES_TO_READ,
      ...PROXY_VARIABLES,
      ...DENO_ROOT_FILE_NAMES,
      "HOME",
    ]
  ) {
    const value = Deno.env.get(name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}
