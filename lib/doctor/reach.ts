// The first request to the server, which shows whether the network leads there and whether ZenML responds.
import { mayRequest } from "../http/endpoint.ts";
import type { Failure } from "../http/failure.ts";
import type { Proxy } from "../http/proxy.ts";
import type { HttpResponse } from "../http/response.ts";
import { sanitize } from "../http/sanitize.ts";
import { normaliseServerUrl } from "../resolver/server_url.ts";
import { infoUrl } from "../zenml/api.ts";
import { type ServerInfo, serverInfoOf } from "../zenml/server_info.ts";
import { attribute, needsProbe } from "./attribution.ts";
import type { Context, Reach } from "./context.ts";
import type { Attribution, Problem, ResponseProblem } from "./problem.ts";
import { notZenml, responseProblem } from "./response_problem.ts";

/** Requests the server's info, and finds what is wrong with the response or the lack of one. */
export async function reachServer(context: Context): Promise<Reach> {
  const { connection: { serverUrl }, limits } = context;
  const refused = targetProblem(context);
  if (refused) return failed(refused);
  const response = await context.request({ url: infoUrl(serverUrl) }, {
    ...limits,
    timeoutMs: limits.reachMs ?? limits.timeoutMs,
  });
  if (await needsTls(response, context)) {
    return failed({ kind: "tls-required", code: "tls-required", step: "tls" });
  }
  if (response.kind !== "response") {
    return failed(await attributed(response, context));
  }
  const info = response.status === 200 ? serverInfoOf(response) : null;
  if (info === null) {
    const page = await dashboardPage(response, context);
    if (page) return failed(page);
    return failed(
      problemIn(response, context) ?? notZenml(response, context.proxy),
    );
  }
  const problem = proUrlProblem(info, context);
  if (problem) return failed(problem);
  const { origin } = new URL(serverUrl);
  return { kind: "proven", proof: { origin, info, response } };
}

function failed(problem: Problem): Reach {
  return { kind: "failed", problem };
}

/** Finds what is wrong with the first request to the server, once it has ended. */
export async function problemOfReach(
  { reach }: Context,
): Promise<Problem | null> {
  const reached = await reach();
  return reached.kind === "failed" ? reached.problem : null;
}

/** Finds what forbids any request to the target. */
export function targetProblem(context: Context): Problem | null {
  const { connection: { serverUrl, proPart }, proUrls } = context;
  const part = proPart ?? proUrls.get(serverUrl) ?? null;
  if (part !== null) {
    return {
      kind: "pro-url",
      code: part,
      step: "target",
      evidence: proPart === null ? "server" : "configuration",
      workspaceUrl: null,
    };
  }
  return mayRequest(serverUrl)
    ? null
    : { kind: "not-permitted", code: "permission-denied", step: "connect" };
}

/** Attributes a failure of a request on the way to a URL, without a further look. */
export function attributeRequest(
  failure: Failure,
  url: string,
  { proxyFor, knowsProxies }: Context,
): Attribution {
  return attribute(failure, {
    url,
    proxy: proxyFor(url),
    knowsProxies,
    probe: null,
  });
}

/** The proxy that sees the server's responses in plain text, and may respond in its place. */
export function plainProxy({ connection, proxy }: Context): Proxy | null {
  return connection.serverUrl.startsWith("http:") ? proxy : null;
}

/** Finds what is wrong with a response of the server, whatever the request was. */
export function problemIn(
  response: HttpResponse,
  context: Context,
): ResponseProblem | null {
  const { serverUrl } = context.connection;
  return responseProblem(response, plainProxy(context), serverUrl);
}

async function attributed(
  failure: Failure,
  context: Context,
): Promise<Attribution> {
  const url = context.connection.serverUrl;
  const first = attributeRequest(failure, url, context);
  if (!needsProbe(first)) return first;
  const { proxy, knowsProxies } = context;
  const probe = await context.connect();
  return attribute(failure, { url, proxy, knowsProxies, probe });
}

/** Returns whether a port that http was spoken to speaks TLS, where the response looks like that. */
async function needsTls(
  response: HttpResponse | Failure,
  context: Context,
): Promise<boolean> {
  const { serverUrl } = context.connection;
  if (!serverUrl.startsWith("http:")) return false;
  const isSign = response.kind === "response"
    ? response.status === 400
    : ["connect-reset", "response-invalid"]
      .includes(attributeRequest(response, serverUrl, context).code);
  return isSign && await context.certificate() !== null;
}

/** Finds that the URL has the path of a page, and the server is at its origin: one more request, which only a failure needs. */
async function dashboardPage(
  { status }: HttpResponse,
  context: Context,
): Promise<Problem | null> {
  const { origin, pathname } = new URL(context.connection.serverUrl);
  if (pathname === "/" || status >= 500) return null;
  const response = await context.request({ url: infoUrl(origin) });
  return response.kind === "response" && response.status === 200 &&
      serverInfoOf(response) !== null
    ? {
      kind: "dashboard-page",
      code: "url-is-dashboard-page",
      step: "server",
      origin,
    }
    : null;
}

/** Remembers which URLs the server calls parts of ZenML Pro, and finds whether its own is one. */
function proUrlProblem(
  { serverUrl, proApiUrl, proDashboardUrl }: ServerInfo,
  { connection, proUrls, secrets }: Context,
): Problem | null {
  const [api, dashboard] = [proApiUrl, proDashboardUrl].map((url) =>
    url === null ? null : normaliseServerUrl(url)
  );
  if (dashboard) proUrls.set(dashboard, "url-is-pro-dashboard");
  if (api) proUrls.set(api, "url-is-pro-management-api");
  const code = proUrls.get(connection.serverUrl);
  if (!code) return null;
  const own = serverUrl === null ? null : normaliseServerUrl(serverUrl);
  const isBetter = own !== null && !proUrls.has(own) &&
    own !== connection.serverUrl;
  return {
    kind: "pro-url",
    code,
    step: "server",
    evidence: "server",
    workspaceUrl: isBetter ? sanitize(own, secrets.redact) : null,
  };
}
