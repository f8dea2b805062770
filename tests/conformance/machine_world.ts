/**
 * What the tests of roots, files and folders are about: one server with one key.
 *
 * @module
 */
import { Administrator } from "../../bench/real_server/accounts.ts";
import {
  CONFORMANCE_FOLDER,
  type Environment,
} from "../../bench/real_server/environment.ts";
import {
  ADMIN,
  OSS_VARIABLES,
  type Server,
} from "../../bench/real_server/servers.ts";
import { ClientProcess } from "./client_process.ts";
import { Doctor } from "./programs.ts";
import { startServer } from "./server_process.ts";

/** A server with one key, and the programs that use it. */
export interface Machine {
  readonly environment: Environment;
  /** The open source server. */
  readonly oss: Server;
  /** Its key. */
  readonly key: string;
  readonly doctor: Doctor;
  readonly client: ClientProcess;
}

/**
 * Starts the server and the client.
 *
 * @param environment Where ZenML is installed.
 * @param running What stops them, also where only some have started.
 * @returns The server and the programs.
 */
export async function startMachine(
  environment: Environment,
  running: AsyncDisposableStack,
): Promise<Machine> {
  await Deno.mkdir(CONFORMANCE_FOLDER, { recursive: true });
  const folder = await Deno.makeTempDir({
    dir: CONFORMANCE_FOLDER,
    prefix: "machine-",
  });
  running.defer(() => Deno.remove(folder, { recursive: true }));
  const doctor = await Doctor.prepare();
  const client = running.use(await ClientProcess.start(environment));
  const oss = await startServer(environment, `${folder}/oss`, OSS_VARIABLES);
  running.defer(() => oss.stop());
  const admin = await Administrator.login(oss.url, ADMIN);
  const { value: key } = await admin.createKey();
  return { environment, oss, key, doctor, client };
}
