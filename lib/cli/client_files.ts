// Where the client and its HTTP library keep their files, and what is there.
import { DEFAULT_PRO_API_URL, VERIFY_VARIABLE } from "../codes/variables.ts";
import { readServerUrl } from "../resolver/server_url.ts";
import type { NetrcFact, UnwritableFolder } from "../sources/host_facts.ts";
import { netrcEntryFor } from "../sources/netrc.ts";
import { settingsByName, type Sources } from "../sources/setting.ts";
import type { Host, NamingMachine } from "./host.ts";

/** The largest `.netrc` that is read, in bytes. */
const NETRC_LIMIT = 262_144;

/** What the client keeps in its configuration folder: its settings, and earlier logins. */
export const CLIENT_FILES = {
  config: "config.yaml",
  credentials: "credentials.yaml",
} as const;

/** The client's configuration folder. */
export interface ConfigFolder {
  readonly path: string;
  /** Whether every variable that decides on it could be read. */
  readonly isCertain: boolean;
}

/** Finds the client's configuration folder as the client does. */
export function configFolderOf(
  sources: Sources,
  machine: NamingMachine,
): ConfigFolder | null {
  const named = settingsByName(sources).get("ZENML_CONFIG_PATH")?.[0]?.value;
  if (named) return { path: named, isCertain: true };
  const path = defaultConfigFolder(machine);
  const isCertain = ["ZENML_CONFIG_PATH", "XDG_CONFIG_HOME", "HOME"].every((
    name,
  ) => machine.mayReadVariable(name));
  return path === null ? null : { path, isCertain };
}

/** Returns where the client keeps its files by default (`click.get_app_dir`, as 0.98.0 calls it). */
function defaultConfigFolder(machine: NamingMachine): string | null {
  const { platform, readVariable } = machine;
  if (platform === "windows") {
    const data = readVariable("APPDATA");
    return data ? `${data}\\zenml` : null;
  }
  if (platform === "darwin") {
    const home = homeOf(machine);
    return home === null ? null : `${home}/Library/Application Support/zenml`;
  }
  const data = readVariable("XDG_CONFIG_HOME");
  // Python joins nothing to an empty folder: what is left is in the working folder.
  if (data !== undefined) return data === "" ? "zenml" : `${data}/zenml`;
  const home = homeOf(machine);
  return home === null ? null : `${home}/.config/zenml`;
}

/** Returns what Python puts in the place of `~`, without a slash at its end. */
function homeOf(machine: NamingMachine): string | null {
  const home = machine.readVariable("HOME");
  if (home !== undefined) return home.replace(/\/$/u, "");
  return machine.mayReadVariable("HOME") ? machine.homeOfUser() : null;
}

/** Finds what keeps the client from making its folder, or its file there; a file that is there is left as it is. */
export async function unwritableFolder(
  { path, isCertain }: ConfigFolder,
  { machine, isFile }: Host,
): Promise<UnwritableFolder | null> {
  if (!isCertain || machine.platform === "windows") return null;
  if (await isFile(`${path}/${CLIENT_FILES.config}`) === true) return null;
  for (let at = path;; at = parentOf(at)) {
    const access = await machine.accessTo(at);
    if (access === null) return null;
    if (access.kind === "missing") {
      if (parentOf(at) === at) return null;
      continue;
    }
    if (access.kind === "other") return { path, at, kind: "no-folder" };
    return access.isWritable === false
      ? { path, at, kind: "unwritable" }
      : null;
  }
}

function parentOf(path: string): string {
  const bare = path.replace(/([^/])\/+$/u, "$1");
  const end = bare.lastIndexOf("/");
  return end === -1 ? "." : end === 0 ? "/" : bare.slice(0, end);
}

/** Finds the entries of `.netrc` for the hosts that the client sends to, as `requests` finds the file. */
export async function netrcFacts(
  sources: Sources,
  host: Host,
): Promise<readonly NetrcFact[]> {
  const file = await netrcFile(sources, host);
  if (file === null) return [];
  const hosts = clientHosts(sources);
  if (hosts.length === 0) return [];
  const reading = await host.readFile(file, NETRC_LIMIT);
  if (reading.kind !== "bytes") return [];
  const text = new TextDecoder().decode(reading.bytes);
  return hosts.flatMap((host) => {
    const entry = netrcEntryFor(host, text);
    return entry === null ? [] : [{ file, host, entry }];
  });
}

/** The file that NETRC names, even if it is not there, or else the first of two in the home folder. */
async function netrcFile(
  sources: Sources,
  { machine, isFile }: Host,
): Promise<string | null> {
  const named = settingsByName(sources).get("NETRC")?.[0]?.value;
  const home = homeOf(machine);
  const expanded = (path: string) =>
    path === "~" || path.startsWith("~/")
      ? home === null ? null : home + path.slice(1)
      : path;
  const paths = named === undefined ? ["~/.netrc", "~/_netrc"] : [named];
  for (const path of paths.map(expanded)) {
    if (path && await isFile(path) === true) return path;
  }
  return null;
}

/** The hosts of the client's server, and of the control plane where it exchanges a Pro key. */
function clientHosts(sources: Sources): readonly string[] {
  const settings = settingsByName(sources);
  const url = sources.flags?.url ?? settings.get("ZENML_STORE_URL")?.[0]?.value;
  if (url === undefined) return [];
  const plane = settings.get("ZENML_PRO_API_URL")?.[0]?.value;
  const hosts = [url, plane || DEFAULT_PRO_API_URL].flatMap((text) => {
    const reading = readServerUrl(text);
    return typeof reading === "string" ? [] : [reading.host];
  });
  return [...new Set(hosts)];
}

/** Lists the values that may name the file of a CA. */
export function caPaths(sources: Sources): readonly string[] {
  const settings = settingsByName(sources).get(VERIFY_VARIABLE) ?? [];
  return settings.map(({ value }) => value);
}
