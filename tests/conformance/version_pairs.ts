/**
 * The real client of one version on the real server of another one, with a
 * pipeline of one step: what the doctor says of the pair must be what happens.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Environment,
  findEnvironment,
} from "../../bench/real_server/environment.ts";
import { wantedVersions } from "../../bench/real_server/versions.ts";
import { matchVersions } from "../../lib/zenml/versions.ts";
import { store } from "./cases/case.ts";
import { ClientProcess } from "./client_process.ts";
import type { Doctor } from "./programs.ts";
import { codesOf, parseReport } from "./report.ts";
import type { World } from "./world.ts";

/**
 * Finds the installed clients of other versions that this process may run.
 *
 * @param version The version that is not wanted.
 * @returns Where they are installed.
 */
export async function otherClients(version: string): Promise<Environment[]> {
  const others = wantedVersions().filter((it) => it !== version);
  const found = await Promise.all(others.map(findEnvironment));
  return found.filter((it) => it !== null);
}

/**
 * Runs the pipeline with a client, and asks the doctor about its version.
 *
 * @param environment Where the client is installed.
 * @param serverVersion The version of the servers.
 * @param doctor The doctor.
 * @param world The servers.
 */
export async function assertPair(
  environment: Environment,
  serverVersion: string,
  doctor: Doctor,
  { oss, credentials }: World,
): Promise<void> {
  const variables = store(oss.url, credentials.valid);
  await using client = await ClientProcess.start(environment);
  assertEquals(await client.does(variables, "login"), null);
  const says = await client.does(variables, "run");
  const run = await doctor.run(variables, [
    `--client-version=${environment.version}`,
  ]);
  assertEquals(run.code, 1, run.stderr);
  assertEquals(codesOf(parseReport(run.stdout), "error"), ["version-mismatch"]);
  const match = matchVersions(environment.version, serverVersion);
  const expected = match?.kind === "broken" ? match.says : "no broken pair";
  const words = says?.replaceAll(/\s+/gu, " ") ?? "";
  for (const part of expected.split("…")) {
    assertStringIncludes(words, part.trim());
  }
}
