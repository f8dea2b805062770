/**
 * What an examination of the real ZenML server costs, where the environment of the conformance tests is present.
 *
 * @module
 */
import { Administrator } from "../real_server/accounts.ts";
import { findEnvironment } from "../real_server/environment.ts";
import { ADMIN, OSS_VARIABLES, Server } from "../real_server/servers.ts";
import { wantedVersions } from "../real_server/versions.ts";
import type { Bench } from "../group.ts";
import type { Row } from "../row.ts";
import { healthyRows } from "./examination.ts";

const NAME = "doctor, real server";

/**
 * Measures examinations of the real server.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function realRows(bench: Bench): Promise<readonly Row[]> {
  const environment = await findEnvironment(wantedVersions()[0] ?? "");
  if (!environment) {
    const reason =
      "no environment, deno task conformance makes it or ZENML_CONFORMANCE_VENV names it";
    return [{ name: NAME, reason }];
  }
  const folder = `${bench.folder}/real`;
  const server = await Server.start(environment, folder, OSS_VARIABLES);
  try {
    const administrator = await Administrator.login(server.url, ADMIN);
    const { value } = await administrator.createKey();
    const env = { ZENML_STORE_URL: server.url, ZENML_STORE_API_KEY: value };
    return await healthyRows(bench, NAME, env, { atMost: 1.05 });
  } finally {
    await server.stop();
  }
}
