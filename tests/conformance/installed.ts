/**
 * The installed version of ZenML that the tests of a file are about.
 *
 * @module
 */
import {
  type Environment,
  findEnvironment,
} from "../../bench/real_server/environment.ts";
import { wantedVersions } from "../../bench/real_server/versions.ts";
import { isPermitted, isRequired } from "./permissions.ts";

/** Where ZenML is installed, and what the names of its tests begin with. */
export interface Installed {
  readonly name: string;
  readonly environment: Environment;
}

/** The servers run through all tests, and are read from all the time. */
export const SHARED_SERVERS = {
  sanitizeOps: false,
  sanitizeResources: false,
} as const;

/**
 * Defines tests with one of the versions that are asked for; an ignored one
 * where its environment cannot be had.
 *
 * @param index The version's place among those.
 * @param define Defines them.
 */
export async function testInstalled(
  index: number,
  define: (installed: Installed) => void | Promise<void>,
): Promise<void> {
  if (!isPermitted()) {
    if (isRequired()) {
      throw new Error("The conformance tests lack a permission");
    }
    Deno.test.ignore(
      "doctor: conformance, by `deno task conformance`",
      () => {},
    );
    return;
  }
  const version = wantedVersions()[index];
  if (version === undefined) return;
  const name = `doctor, ZenML ${version}`;
  const environment = await findEnvironment(version);
  if (environment) return await define({ name, environment });
  if (isRequired()) {
    throw new Error(`There is no environment with ZenML ${version}`);
  }
  Deno.test.ignore(`${name}: it is not installed`, () => {});
}
