/**
 * The `target` step: whether there is anything that may be asked at all.
 *
 * @module
 */
import { assignmentOf } from "../../finding/fix.ts";
import { WORKSPACE_URL } from "../../resolver/pro_part.ts";
import { normaliseServerUrl } from "../../resolver/server_url.ts";
import type { Origin } from "../../finding/source.ts";
import type { Examination } from "../examination.ts";
import type { Failure } from "../../http/failure.ts";
import { failureFinding } from "../network.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import { endpointOf, mayAsk } from "../../http/endpoint.ts";
import { harmless } from "../../http/sanitize.ts";
import type { ServerInfo } from "../../zenml/api.ts";

/** Where a URL is set that no variable gave. */
const NO_ORIGIN: Origin = {
  variable: "ZENML_STORE_URL",
  source: { kind: "environment" },
};

/**
 * Refuses the parts of ZenML Pro that are no servers, before anything is sent.
 */
export function checkTarget(examination: Examination): Promise<Outcome> {
  const { serverUrl, proPart } = examination.connection;
  const refusal = examination.refusal();
  if (refusal?.step !== "target") return Promise.resolve(passed(serverUrl));
  return Promise.resolve(
    proPart !== null
      // The resolver's finding says it already.
      ? skipped(`${proPart}: nothing is sent there`)
      : found(refusal.message, failureFinding(refusal, examination)),
  );
}

/** Tells why nothing may be sent to the connection's server. */
export function refusalOfTarget(examination: Examination): Failure | null {
  const { connection, proParts } = examination;
  const { serverUrl, proPart } = connection;
  const part = proPart ?? proParts.get(serverUrl) ?? null;
  if (part !== null) {
    const word = proPart === null
      ? "a server's own word"
      : "its host or ZENML_PRO_API_URL";
    return {
      ...proPartFailure(part, connection, null, word),
      step: "target",
    };
  }
  return mayAsk(serverUrl) ? null : {
    code: "permission-denied",
    step: "connect",
    message: `Deno was not given the permission to connect to ${
      endpointOf(serverUrl).permission
    }`,
  };
}

/**
 * Tells from a server's own words whether its URL is a part of ZenML Pro that is no server, and remembers those parts.
 */
export function proPartByInfo(
  { serverUrl, proApiUrl, proDashboardUrl }: ServerInfo,
  { connection, proParts, redact }: Examination,
): Failure | null {
  const [api, dashboard] = [proApiUrl, proDashboardUrl].map((url) =>
    url === null ? null : normaliseServerUrl(url)
  );
  if (dashboard) proParts.set(dashboard, "url-is-pro-dashboard");
  if (api) proParts.set(api, "url-is-pro-management-api");
  const part = proParts.get(connection.serverUrl);
  if (!part) return null;
  const own = serverUrl === null ? null : normaliseServerUrl(serverUrl);
  const better = own !== null && !proParts.has(own) &&
      own !== connection.serverUrl
    ? harmless(own, redact)
    : null;
  return proPartFailure(part, connection, better);
}

function proPartFailure(
  part: "url-is-pro-management-api" | "url-is-pro-dashboard",
  { urlOrigin }: Examination["connection"],
  workspaceUrl: string | null,
  word = "a server's own word",
): Failure {
  const what = part === "url-is-pro-dashboard"
    ? "dashboard, a page for people"
    : "management API, where service accounts are not supported";
  return {
    code: part,
    step: "server",
    message:
      `this is the ZenML Pro ${what}, by ${word}; no credential was sent`,
    hint: assignmentOf(
      urlOrigin ?? NO_ORIGIN,
      workspaceUrl ?? WORKSPACE_URL,
    ),
  };
}
