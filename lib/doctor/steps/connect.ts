/**
 * The `connect` step: whether something listens at the server's address and port.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import { describeAttempts } from "../../http/attempts.ts";
import { besideProof } from "../grace.ts";
import type { Examination } from "../examination.ts";
import type { Failure } from "../../http/failure.ts";
import { failureFinding, failureOnTheWay, skipIfBroken } from "../network.ts";
import { type Details, found, type Outcome, passed } from "../outcome.ts";
import { endpointOf } from "../../http/endpoint.ts";
import type { Probe } from "../../http/probe.ts";
import type { Proxy } from "../../http/proxy.ts";
import { nameOf, noProxyHint } from "../proxy_failure.ts";
import { uselessnessOfAll } from "../../http/reserved_address.ts";

/**
 * Returns whether a connection to the server's port can be made, directly or by the way that the requests take.
 */
export async function checkConnect(
  examination: Examination,
): Promise<Outcome> {
  const { proxy } = examination;
  if (proxy) return await checkProxy(examination, proxy);
  const { port } = endpointOf(examination.connection.serverUrl);
  const direct = await besideProof(examination, examination.connect());
  const tried = direct?.attempts ?? [];
  const details: Details = {
    port,
    ...(tried.length > 0 ? { tried: describeAttempts(tried) } : {}),
  };
  const address = direct?.addresses[0];
  if (direct && address !== undefined) {
    return passed(summaryOf(address, port, direct), { address, ...details });
  }
  const failure = await failureOnTheWay(examination);
  return skipIfBroken(failure, "connect") ??
    (failure?.step === "connect"
      ? await failed(failure, examination, details)
      : passed(indirectSummary(port, direct, examination), details));
}

async function failed(
  failure: Failure,
  examination: Examination,
  details: Details,
): Promise<Outcome> {
  const { hostname, isAddress } = endpointOf(examination.connection.serverUrl);
  const addresses = isAddress
    ? [hostname]
    : (await examination.lookUp())?.addresses ?? [];
  const useless = uselessnessOfAll(addresses);
  const message = useless === null
    ? failure.message
    : `${failure.message}; ${useless}`;
  const finding = failureFinding({ ...failure, message }, examination);
  return found(failure.message, finding, details);
}

/** Names the address that answered, and those that did not. */
function summaryOf(address: string, port: number, { attempts }: Probe): string {
  const dead = attempts.flatMap(({ address, failure }) =>
    failure ? [`; ${address} is dead: ${failure.message}`] : []
  );
  return `${address}, port ${port}${dead.join("")}`;
}

/** The requests got through, by a way that this program did not see. */
function indirectSummary(
  port: number,
  direct: Probe | null,
  { knowsProxies }: Examination,
): string {
  const why = knowsProxies ? "" : ": a proxy may stand between";
  if (direct === null && !knowsProxies) {
    return `port ${port} takes connections, though no direct one came about in time${why}`;
  }
  return direct?.failure
    ? `the requests get through, a direct connection to port ${port} does not (${direct.failure.message})${why}`
    : `port ${port} takes connections`;
}

/** Behind a proxy the way to it is the only one that this machine needs. */
async function checkProxy(
  examination: Examination,
  proxy: Proxy,
): Promise<Outcome> {
  const { host, variable } = proxy;
  const failure = await failureOnTheWay(examination);
  if (failure?.step === "connect") {
    return found(failure.message, failureFinding(failure, examination), {
      proxy: host,
      variable,
    });
  }
  return skipIfBroken(failure, "connect") ??
    passed(
      `through proxy ${host} (${variable})`,
      { proxy: host, variable },
      exposure(examination, proxy),
    );
}

/** The resolver warns of http to other machines; to this one it is safe, but for a proxy. */
function exposure(
  { connection: { credential, serverUrl, urlOrigin } }: Examination,
  proxy: Proxy,
) {
  const { hostname, protocol } = new URL(serverUrl);
  const isLocal = /^(?:localhost|.*\.localhost|127\..*|\[::1\])$/u.test(
    hostname,
  );
  return protocol === "http:" && isLocal && credential.kind !== "none"
    ? [findingOf("url-insecure", {
      message: `The credential of ${hostname} passes ${
        nameOf(proxy)
      } in the clear, as the URL is http`,
      hint: noProxyHint(hostname, proxy.variable),
      setting: urlOrigin,
    })]
    : [];
}
