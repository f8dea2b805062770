/**
 * What the steps of the network have in common: a failure belongs to the step at which it broke.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { shellWord } from "../finding/fix.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import { type Outcome, skipped } from "./outcome.ts";
import { endpointOf } from "../http/endpoint.ts";
import { despite, noProxyHint, onTheWay } from "./proxy_failure.ts";

/** Finds why there is no answer of a ZenML server. */
export async function failureOnTheWay(
  examination: Examination,
): Promise<Failure | null> {
  const proof = await examination.proof();
  if (proof.kind === "proven") return null;
  const { failure } = proof;
  if (failure.code === "response-timeout") {
    // A timeout of fetch does not say whether the connection or the answer was missing; a direct connection does.
    const { failure: first } = await examination.connect();
    return first ? viaProxy(first, examination) : failure;
  }
  if (!["dns", "connect"].includes(failure.step) || !isSent(failure)) {
    return failure;
  }
  const direct = await examination.connect();
  // A port may take a direct connection and drop every request: then it is not the connection that failed.
  if (direct.failure === null) {
    return despite("connected", failure, examination);
  }
  return direct.failure.step === "dns" && failure.step === "connect"
    ? despite("no-address", failure, examination)
    : failure;
}

function viaProxy(
  failure: Failure,
  { connection, proxy }: Examination,
): Failure {
  return onTheWay(failure, connection.serverUrl, proxy);
}

/** Returns whether anything was tried, and is not the proxy's fault: a missing permission prevents it. */
function isSent({ code }: Failure): boolean {
  return !["permission-denied", "proxy-failed", "blocked-by-proxy"]
    .includes(code);
}

/**
 * Returns whether a request failed before TLS could be agreed on, though a direct connection works.
 */
export function isBeforeTls({ code }: Failure): boolean {
  return code === "proxy-failed" || code.startsWith("connect-");
}

/** Skips a step that was not reached. */
export function skipIfBroken(
  failure: Failure | null,
  step: StepId,
): Outcome | null {
  return failure !== null &&
      STEP_IDS.indexOf(failure.step) < STEP_IDS.indexOf(step)
    ? skipped(`${failure.step} did not pass`)
    : null;
}

/** Makes a finding of a failure. */
export function failureFinding(
  { code, message, hint, origin }: Failure,
  { connection, redact }: Examination,
): Finding {
  const { host } = new URL(connection.serverUrl);
  return findingOf(code, {
    message: redact(`${host}: ${message}`),
    hint: redact(hint ?? hintFor(code, connection)),
    setting: origin ?? connection.urlOrigin,
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
    "proxy-failed": noProxyHint(hostname, "the proxy's variable"),
    "tls-not-spoken": `export ${variable}=${
      shellWord(serverUrl.replace(/^https:/u, "http:"))
    }  # if plain http is meant`,
    "server-error": `${look}  # look at the server's log`,
  };
  return hints[code] ?? look;
}
