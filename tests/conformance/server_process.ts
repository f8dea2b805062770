/**
 * The real ZenML server as the conformance tests run it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Environment } from "../../bench/real_server/environment.ts";
import { Server } from "../../bench/real_server/servers.ts";

const SCRIPT = fileURLToPath(new URL("server.py", import.meta.url));

/**
 * Starts a server that hashes keys quickly, and waits until it listens.
 *
 * @param environment Where ZenML is installed.
 * @param folder A folder for what it writes.
 * @param variables Its settings.
 * @returns The running server.
 */
export function startServer(
  environment: Environment,
  folder: string,
  variables: Record<string, string>,
): Promise<Server> {
  return Server.start(environment, folder, variables, [SCRIPT]);
}
