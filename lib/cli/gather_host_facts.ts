// Gathers what is known of the machine, as far as Deno's permissions go: what is not permitted is left out.
import { KUBERNETES_VARIABLE } from "../codes/host_variables.ts";
import {
  readStoredLogin,
  STORED_FILE_LIMIT,
} from "../resolver/stored_login.ts";
import { settingsByName, type Sources } from "../sources/setting.ts";
import type { HostFacts, StoredLogin } from "../sources/host_facts.ts";
import type { Host, Machine } from "./host.ts";
import { placeOf } from "./place.ts";

/** Docker makes this file in every container. */
const DOCKER_FILE = "/.dockerenv";

/** Gathers what is known of the machine. */
export async function gatherHostFacts(
  sources: Sources,
  host: Host,
): Promise<HostFacts> {
  const { machine } = host;
  const container = host.isFile(DOCKER_FILE) === true
    ? DOCKER_FILE
    : machine.readVariable(KUBERNETES_VARIABLE) === undefined
    ? undefined
    : KUBERNETES_VARIABLE;
  const named = settingsByName(sources).get("ZENML_CONFIG_PATH")?.[0]?.value;
  const folder = named || defaultConfigFolder(machine);
  const configFolder = folder ? machine.isFolder(folder) : null;
  const storedLogin = folder ? await storedLoginIn(folder, host) : null;
  return {
    place: placeOf(machine),
    platform: machine.platform,
    ...(container === undefined ? {} : { container }),
    ...(configFolder === null ? {} : { configFolder }),
    ...(storedLogin === null ? {} : { storedLogin }),
  };
}

/** Returns where the client keeps its files by default (`click.get_app_dir`, as 0.98.0 calls it). */
function defaultConfigFolder(
  { platform, readVariable }: Machine,
): string | null {
  if (platform === "windows") {
    const data = readVariable("APPDATA");
    return data ? `${data}\\zenml` : null;
  }
  const home = readVariable("HOME");
  if (platform === "darwin") {
    return home ? `${home}/Library/Application Support/zenml` : null;
  }
  const data = readVariable("XDG_CONFIG_HOME");
  if (data !== undefined) return `${data}/zenml`;
  return home ? `${home}/.config/zenml` : null;
}

async function storedLoginIn(
  folder: string,
  host: Host,
): Promise<StoredLogin | null> {
  const config = await readRegularFile(`${folder}/config.yaml`, host);
  return config === null ? null : readStoredLogin(
    config,
    await readRegularFile(`${folder}/credentials.yaml`, host),
  );
}

/** Like the client, treats anything but a regular file as missing: a pipe may never end. */
async function readRegularFile(
  path: string,
  host: Host,
): Promise<string | null> {
  if (host.isFile(path) !== true) return null;
  const reading = await host.readFile(path, STORED_FILE_LIMIT);
  return reading.kind === "bytes"
    ? new TextDecoder().decode(reading.bytes)
    : null;
}
