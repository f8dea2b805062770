/**
 * What an examination of the real ZenML server costs, where the environment of the conformance tests is present.
 *
 * @module
 */
import { Administrator } from "../real_server/accounts.ts";
import {
  type Environment,
  findEnvironment,
} from "../real_server/environment.ts";
import { ADMIN, OSS_VARIABLES, Server } from "../real_server/servers.ts";
import { wantedVersions } from "../real_server/versions.ts";
import { SOURCE, type Variables } from "../commands.ts";
import type { Bench } from "../group.ts";
import type { Row } from "../row.ts";
import { healthyRows } from "./examination.ts";

const NAME = "doctor, real server";

/**
 * Measures examinations of the real server.
 *
 * @param bench The run.
 * @param entry The command's file.
 * @param suffix What the rows' names end in.
 * @returns The rows.
 */
export async function realRows(
  bench: Bench,
  entry: string = SOURCE,
  suffix = "",
): Promise<readonly Row[]> {
  const name = NAME + suffix;
  return await withRealServer(
    bench,
    name,
    (env) => healthyRows(bench, name, env, { atMost: 1.08, entry }),
  );
}

/**
 * Starts the real server for some rows.
 *
 * @param bench The run.
 * @param name What to call the rows where there is no server.
 * @param measure Measures, with the variables of a key of the server.
 * @returns The rows.
 */
export async function withRealServer(
  bench: Bench,
  name: string,
  measure: (
    env: Variables,
    environment: Environment,
  ) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const environment = await findEnvironment(wantedVersions()[0] ?? "");
  if (!environment) {
    const reason =
      "no environment, deno task conformance makes it or ZENML_CONFORMANCE_VENV names it";
    return [{ name, reason }];
  }
  const folder = await Deno.makeTempDir({ dir: bench.folder });
  const server = await Server.start(environment, folder, OSS_VARIABLES);
  try {
    const administrator = await Administrator.login(server.url, ADMIN);
    const { value } = await administrator.createKey();
    return await measure(
      { ZENML_STORE_URL: server.url, ZENML_STORE_API_KEY: value },
      environment,
    );
  } finally {
    await server.stop();
  }
}
