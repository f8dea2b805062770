// Gathers what is known of the machine, as far as Deno's permissions go: what is not permitted is left out.
import { KUBERNETES_VARIABLE } from "../codes/host_variables.ts";
import {
  readStoredLogin,
  STORED_FILE_LIMIT,
} from "../resolver/stored_login.ts";
import type { Sources } from "../sources/setting.ts";
import type { HostFacts, StoredLogin } from "../sources/host_facts.ts";
import {
  CLIENT_FILES,
  configFolderOf,
  netrcFacts,
  unwritableFolder,
} from "./client_files.ts";
import type { Host } from "./host.ts";
import { jobFactsOf } from "./job_facts.ts";
import { placeOf } from "./place.ts";

/** Docker makes this file in every container. */
const DOCKER_FILE = "/.dockerenv";

/** Gathers what is known of the machine. */
export async function gatherHostFacts(
  sources: Sources,
  host: Host,
): Promise<HostFacts> {
  const { machine } = host;
  const container = await host.isFile(DOCKER_FILE) === true
    ? DOCKER_FILE
    : machine.readVariable(KUBERNETES_VARIABLE) === undefined
    ? undefined
    : KUBERNETES_VARIABLE;
  const folder = configFolderOf(sources, machine);
  // All at once: a dead drive must not use up the time of the others.
  const [configFolder, storedLogin, unwritable, netrc] = await Promise.all([
    folder && machine.isFolder(folder.path),
    folder && storedLoginIn(folder.path, host),
    folder && unwritableFolder(folder, host),
    netrcFacts(sources, host),
  ]);
  const job = jobFactsOf(machine);
  return {
    place: placeOf(machine),
    platform: machine.platform,
    ...(job === null ? {} : { job }),
    ...(container === undefined ? {} : { container }),
    ...(configFolder === null ? {} : { configFolder }),
    ...(unwritable === null ? {} : { unwritableFolder: unwritable }),
    ...(netrc.length === 0 ? {} : { netrc }),
    ...(storedLogin === null ? {} : { storedLogin }),
  };
}

async function storedLoginIn(
  folder: string,
  host: Host,
): Promise<StoredLogin | null> {
  const config = await readRegularFile(
    `${folder}/${CLIENT_FILES.config}`,
    host,
  );
  return config === null ? null : readStoredLogin(
    config,
    await readRegularFile(`${folder}/${CLIENT_FILES.credentials}`, host),
  );
}

/** Like the client, treats anything but a regular file as missing: a pipe may never end. */
async function readRegularFile(
  path: string,
  host: Host,
): Promise<string | null> {
  if (await host.isFile(path) !== true) return null;
  const reading = await host.readFile(path, STORED_FILE_LIMIT);
  return reading.kind === "bytes"
    ? new TextDecoder().decode(reading.bytes)
    : null;
}
