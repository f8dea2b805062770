/**
 * What the steps of the network have in common: a failure belongs to the step at which it broke.
 *
 * @module
 */
import type { Code } from "../catalogue/codes.ts";
import { STEP_IDS, type StepId } from "../catalogue/steps.ts";
import { type Finding, findingOf, shellWord } from "../resolution/finding.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "./failure.ts";
import { type Outcome, skipped } from "./outcome.ts";
import { endpointOf } from "./probe.ts";

/**
 * Finds why there is no answer of a ZenML server.
 *
 * @param examination What the checks share.
 * @returns The failure with the step at which it broke, or null if a ZenML server answered.
 *
 * @example Usage
 * ```ts ignore
 * import { failureOnTheWay } from "./network.ts";
 *
 * const failure = await failureOnTheWay(examination);
 * ```
 */
export async function failureOnTheWay(
  examination: Examination,
): Promise<Failure | null> {
  const proof = await examination.proof();
  if (proof.kind === "proven") return null;
  const { failure } = proof;
  if (failure.code === "response-timeout") {
    // A timeout of fetch does not say whether the connection or the answer was missing; a direct connection does.
    return (await examination.connect()).failure ?? failure;
  }
  if (!["dns", "connect"].includes(failure.step) || !isSent(failure)) {
    return failure;
  }
  // A port may take a direct connection and drop every request: then it is not the connection that failed.
  return (await examination.connect()).failure === null
    ? { ...failure, step: "server" }
    : failure;
}

/** Tells whether anything was tried: a missing permission prevents it. */
function isSent({ code }: Failure): boolean {
  return code !== "permission-denied";
}

/**
 * Skips a step that was not reached.
 *
 * @param failure What broke, or null.
 * @param step The step.
 * @returns The skip, or null if the step was reached.
 *
 * @example Usage
 * ```ts
 * import { skipIfBroken } from "./network.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const failure = { code: "dns-failed", step: "dns", message: "the host name has no address" } as const;
 * assertEquals(skipIfBroken(failure, "tls")?.reason, "dns did not pass");
 * assertEquals(skipIfBroken(failure, "dns"), null);
 * ```
 */
export function skipIfBroken(
  failure: Failure | null,
  step: StepId,
): Outcome | null {
  return failure !== null &&
      STEP_IDS.indexOf(failure.step) < STEP_IDS.indexOf(step)
    ? skipped(`${failure.step} did not pass`)
    : null;
}

/**
 * Makes a finding of a failure.
 *
 * @param failure What happened.
 * @param examination What the checks share.
 * @returns The finding, about the variable of the URL.
 *
 * @example Usage
 * ```ts ignore
 * import { failureFinding } from "./network.ts";
 *
 * const finding = failureFinding(failure, examination);
 * ```
 */
export function failureFinding(
  { code, message, hint }: Failure,
  { connection, redact }: Examination,
): Finding {
  const { host } = new URL(connection.serverUrl);
  return findingOf(code, {
    message: redact(`${host}: ${message}`),
    hint: redact(hint ?? hintFor(code, connection)),
    setting: connection.urlOrigin,
  });
}

function hintFor(
  code: Code,
  { serverUrl, urlOrigin }: Examination["connection"],
): string {
  const { hostname, port, permission } = endpointOf(serverUrl);
  const look = `curl -v ${shellWord(`${serverUrl}/api/v1/info`)}`;
  const variable = urlOrigin?.variable ?? "the URL";
  const hints: Partial<Record<Code, string>> = {
    "permission-denied":
      `--allow-net=${permission}  # add this flag behind: deno run`,
    "dns-failed": `getent hosts ${
      shellWord(hostname)
    }  # then correct the name in ${variable}`,
    "connect-refused":
      `${look}  # start the server, or correct port ${port} in ${variable}`,
    "connect-timeout": `${look}  # check the address and the firewall`,
    "response-timeout": `${look}  # or wait longer with --timeout`,
    "proxy-failed": `env | grep -i _proxy  # correct the proxy, or add ${
      shellWord(hostname)
    } to NO_PROXY`,
    "tls-not-spoken": `export ${variable}=${
      shellWord(serverUrl.replace(/^https:/u, "http:"))
    }  # if plain http is meant`,
    "server-error": `${look}  # look at the server's log`,
  };
  return hints[code] ?? look;
}
