/**
 * The doctor: finds out why a connection does or does not work.
 *
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
 * await using server = Deno.serve(options, () => new Response("This is no ZenML server"));
 * const environment = { ZENML_SERVER_URL: `http://127.0.0.1:${server.addr.port}`, ZENML_API_TOKEN: "T" };
 *
 * const { connections } = await diagnose(resolve({ environment }));
 * const failed = connections[0]?.checks.find(({ status }) => status === "fail");
 * assertEquals(failed?.findings.map(({ code }) => code), ["server-not-zenml"]);
 * ```
 *
 * @module
 */
import type { StepId } from "../codes/steps.ts";
import type { ProxyVariables } from "../http/proxy.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type {
  AccountReport,
  CheckReport,
  CheckStatus,
  ConnectionReport,
  Diagnosis,
  ServerReport,
} from "./diagnosis.ts";
import { beginRun } from "./begin.ts";
import type { DiagnoseOptions } from "./options.ts";
import type { Choice } from "./selection.ts";

export { STEP_IDS } from "../codes/steps.ts";
export type { Details } from "./step.ts";
export type {
  AccountReport,
  CheckReport,
  CheckStatus,
  Choice,
  ConnectionReport,
  DiagnoseOptions,
  Diagnosis,
  ProxyVariables,
  Resolution,
  ServerReport,
  StepId,
};

/**
 * Examines every connection of a resolution.
 *
 * The credential is sent only to an origin that proved to be a ZenML server, never across a redirect, and never to the
 * ZenML Pro management API.
 *
 * @param resolution What `resolve` returned.
 * @param options What to examine, the limits, and what ends it.
 * @returns What was found, with every step of every connection.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { assertEquals } from "@std/assert";
 *
 * const resolution = resolve({ environment: { ZENML_SERVER_URL: "https://zenml.example.com", ZENML_API_TOKEN: "T" } });
 * const { connections } = await diagnose(resolution, { offline: true });
 * assertEquals(connections[0]?.checks[0]?.status, "pass");
 * ```
 */
export async function diagnose(
  resolution: Resolution,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const run = beginRun(options);
  try {
    return await run.diagnose(resolution, options.onCheck);
  } finally {
    run.end();
  }
}
