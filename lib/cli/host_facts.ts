/**
 * Gathers what is known of the machine, as far as Deno's permissions go: what may not be asked is left out.
 *
 * @module
 */
import { settingsByName, type Sources } from "../sources/setting.ts";
import type { HostFacts, StoredLogin } from "../sources/host_facts.ts";
import type { Shell } from "./host.ts";

/** Docker makes this file in every container. */
const DOCKER_FILE = "/.dockerenv";

/** Kubernetes sets this variable in every container. */
const KUBERNETES_VARIABLE = "KUBERNETES_SERVICE_HOST";

/** Gathers what is known of the machine. */
export async function gatherHostFacts(
  sources: Sources,
  shell: Shell,
): Promise<HostFacts> {
  const { machine } = shell;
  const container = shell.isFile(DOCKER_FILE) === true
    ? DOCKER_FILE
    : machine.readVariable(KUBERNETES_VARIABLE) === undefined
    ? undefined
    : KUBERNETES_VARIABLE;
  const named = settingsByName(sources).get("ZENML_CONFIG_PATH")?.[0]?.value;
  const folder = named || defaultFolder(shell);
  const configFolder = folder ? machine.isFolder(folder) : null;
  const storedLogin = folder ? await storedLoginIn(folder, shell) : null;
  return {
    ...(container === undefined ? {} : { container }),
    ...(configFolder === null ? {} : { configFolder }),
    ...(storedLogin === null ? {} : { storedLogin }),
  };
}

/** Where the client keeps its files unless told otherwise (`click.get_app_dir`, as 0.98.0 calls it). */
function defaultFolder({ machine }: Shell): string | null {
  const { platform, readVariable } = machine;
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
  shell: Shell,
): Promise<StoredLogin | null> {
  const { readStoredLogin, STORED_FILE_LIMIT } = await import(
    "../resolver/stored_login.ts"
  );
  const read = async (name: string): Promise<string | null> => {
    const path = `${folder}/${name}`;
    // What is no regular file may never end.
    if (shell.isFile(path) !== true) return null;
    const reading = await shell.readFile(path, STORED_FILE_LIMIT);
    return reading.kind === "bytes"
      ? new TextDecoder().decode(reading.bytes)
      : null;
  };
  const config = await read("config.yaml");
  if (config === null) return null;
  return readStoredLogin(config, await read("credentials.yaml"));
}
