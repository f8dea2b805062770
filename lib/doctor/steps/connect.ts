import { findingOf } from "../../finding/finding.ts";
import { endpointOf } from "../../http/endpoint.ts";
import type { Attempt, Probe } from "../../http/probe.ts";
import type { Proxy } from "../../http/proxy.ts";
import { reservationOfAll } from "../../http/reserved_address.ts";
import { hostReachOf } from "../../resolver/server_url.ts";
import { avoidProxy, proxyName } from "../attribution_text.ts";
import type { Context } from "../context.ts";
import { failureText } from "../failure_text.ts";
import { waitBriefly } from "../grace.ts";
import { blockerOf } from "../order.ts";
import { proxyDifferences } from "../proxy_differences.ts";
import type { Problem } from "../problem.ts";
import { problemFinding, problemWords } from "../problem_text.ts";
import { problemOfReach } from "../reach.ts";
import {
  blockedBy,
  defineStep,
  type Details,
  failed,
  type Outcome,
  passed,
} from "../step.ts";

/** Examines whether the port, or the proxy before it, accepts connections. */
export const connect = defineStep({
  id: "connect",
  needs: ["target"],
  async run(_needed, context) {
    const outcome = context.proxy
      ? await connectToProxy(context, context.proxy)
      : await connectDirectly(context);
    const findings = [...outcome.findings, ...proxyDifferences(context)];
    return { ...outcome, findings };
  },
});

async function connectDirectly(context: Context): Promise<Outcome<true>> {
  const { port } = endpointOf(context.connection.serverUrl);
  const direct = await waitBriefly(context.connect(), context);
  const tried = direct?.attempts ?? [];
  const details: Details = {
    port,
    ...(tried.length > 0 ? { tried: tried.map(describeAttempt) } : {}),
  };
  const address = direct?.addresses[0];
  if (direct && address !== undefined) {
    const summary = summaryOf(address, port, direct);
    return passed(true, summary, { address, ...details });
  }
  const problem = await problemOfReach(context);
  const blocker = blockerOf(problem, "connect");
  if (blocker) return blockedBy(blocker);
  return problem?.step === "connect"
    ? await failedConnect(problem, context, details)
    : passed(true, indirectSummary(port, direct, context), details);
}

async function failedConnect(
  problem: Problem,
  context: Context,
  details: Details,
): Promise<Outcome<true>> {
  const { hostname, isAddress } = endpointOf(context.connection.serverUrl);
  const addresses = isAddress
    ? [hostname]
    : (await context.lookUp())?.addresses ?? [];
  const words = problemWords(problem, context);
  const reserved = reservationOfAll(addresses);
  const message = reserved === null
    ? words.message
    : `${words.message}; ${reserved}`;
  return failed(
    words.message,
    problemFinding(problem, context, { ...words, message }),
    details,
  );
}

function describeAttempt({ address, failure, durationMs }: Attempt): string {
  return failure === null
    ? `${address}: connected in ${durationMs} ms`
    : `${address}: ${failureText(failure)}, after ${durationMs} ms`;
}

function summaryOf(address: string, port: number, { attempts }: Probe): string {
  const dead = attempts.flatMap(({ address, failure }) =>
    failure ? [`; ${address} is dead: ${failureText(failure)}`] : []
  );
  return `${address}, port ${port}${dead.join("")}`;
}

function indirectSummary(
  port: number,
  direct: Probe | null,
  { knowsProxies }: Context,
): string {
  const why = knowsProxies ? "" : ": a proxy may stand between";
  if (direct === null && !knowsProxies) {
    return `port ${port} accepts connections, though no direct one was made in time${why}`;
  }
  return direct?.failure
    ? `the requests get through, a direct connection to port ${port} does not (${
      failureText(direct.failure)
    })${why}`
    : `port ${port} accepts connections`;
}

async function connectToProxy(
  context: Context,
  proxy: Proxy,
): Promise<Outcome<true>> {
  const { host, variable } = proxy;
  const details = { proxy: host, variable };
  const problem = await problemOfReach(context);
  if (problem?.step === "connect") {
    const { message } = problemWords(problem, context);
    return failed(message, problemFinding(problem, context), details);
  }
  const blocker = blockerOf(problem, "connect");
  if (blocker) return blockedBy(blocker);
  const summary = `through proxy ${host} (${variable})`;
  return passed(true, summary, details, exposure(context, proxy));
}

/** Warns of a credential for this very machine that a proxy sees. */
function exposure(
  { connection: { credential, serverUrl, urlOrigin } }: Context,
  proxy: Proxy,
) {
  const { hostname, protocol } = new URL(serverUrl);
  return protocol === "http:" && hostReachOf(hostname) === "loopback" &&
      credential.kind !== "none"
    ? [findingOf("url-insecure", {
      message: `The credential of ${hostname} passes ${
        proxyName(proxy)
      } in the clear, as the URL is http`,
      fix: avoidProxy(hostname, proxy.variable),
      setting: urlOrigin,
    })]
    : [];
}
