// The permissions that action/permissions.ts gives, for tests to look at.
import { assert, assertEquals } from "@std/assert";
import { type Inputs, readInputs } from "../../action/inputs.ts";
import { permissionsFor } from "../../action/permissions.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

/** A server, as the environment names it. */
export const SERVER = { ZENML_STORE_URL: "https://zenml.example.com" } as const;

/** Inputs of which these alone were given. */
export function inputs(given: Partial<Inputs>): Inputs {
  return { ...readInputs(() => ""), ...given };
}

/** The permissions for inputs, an environment and an env file. */
export async function flags(
  given: Partial<Inputs>,
  environment: Readonly<Record<string, string>> = {},
  file = "",
): Promise<readonly string[]> {
  const envFiles = [parseEnvFile(file, ".env")];
  const result = await permissionsFor(inputs(given), environment, envFiles, [
    "/tmp/report.json",
  ]);
  assert(!("problem" in result), JSON.stringify(result));
  return result;
}

/** The hosts that may be asked, but for the control plane that always may. */
export function hostsIn(flags: readonly string[]): readonly string[] {
  const [flag = "", ...others] = flags
    .filter((one) => one.startsWith("--allow-net"));
  assertEquals(others, []);
  const [first, ...rest] = flag.split(",");
  assertEquals(first, "--allow-net=cloudapi.zenml.io");
  return rest;
}
