// Which program goes to the server by which way, where they differ.
import {
  type Consumer,
  CONSUMER_NAMES,
  CONSUMERS,
} from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { correct, type Fix, inOrder, unset, when } from "../finding/fix.ts";
import { withoutBrackets } from "../http/endpoint.ts";
import { goWay } from "../http/go_proxy.ts";
import {
  CGI_VARIABLE,
  knowsProxies,
  type ProxyVariables,
} from "../http/proxy.ts";
import { isSameWay, type ProxyWay } from "../http/proxy_way.ts";
import { pythonWay } from "../http/python_proxy.ts";
import type { Context } from "./context.ts";

/** The rules of the libraries with which the programs send requests. */
const WAY_OF: Readonly<
  Record<Consumer, (url: string, variables: ProxyVariables) => ProxyWay>
> = { client: pythonWay, terraform: goWay };

/** Finds that a program goes to the server by another way than this check or another program. */
export function proxyDifferences(
  { connection, proxy, proxyVariables: variables }: Context,
): Finding[] {
  // A variable that may not be read may be what decides.
  if (variables === null || !knowsProxies(variables)) return [];
  const { serverUrl, urlOrigin } = connection;
  const consumers = connection.consumers.length > 0
    ? connection.consumers
    : CONSUMERS;
  const own: ProxyWay = proxy
    ? { kind: "proxy", host: proxy.host, variable: proxy.variable }
    : { kind: "direct" };
  const ways = consumers.map((consumer) => ({
    consumer,
    way: WAY_OF[consumer](serverUrl, variables),
  }));
  const others = ways.filter(({ way }) => !isSameWay(way, own));
  if (others.length === 0) return [];
  const { host, hostname } = new URL(serverUrl);
  const told = ways.map(({ consumer, way }) =>
    `${CONSUMER_NAMES[consumer]} ${describeWay(way)}`
  );
  return [findingOf("proxy-differs", {
    message: `To ${host} this check ${describeWay(own)}, ${told.join(", ")}`,
    fix: fixFor(hostname, others.map(({ way }) => way), variables),
    consumers: others.map(({ consumer }) => consumer),
    setting: urlOrigin,
  })];
}

function describeWay(way: ProxyWay): string {
  switch (way.kind) {
    case "direct":
      return "goes directly";
    case "proxy":
      return way.host === null
        ? `goes through what ${way.variable} names`
        : `goes through the proxy ${way.host} (${way.variable})`;
    case "refused":
      return `refuses to use ${way.variable}, as ${CGI_VARIABLE} is set`;
  }
}

/** Takes the host out of every program's proxies: each reads the list that the others do. */
function fixFor(
  hostname: string,
  ways: readonly ProxyWay[],
  variables: ProxyVariables,
): Fix {
  const source = { kind: "environment" } as const;
  if (ways.some(({ kind }) => kind === "refused")) {
    return unset({ variable: CGI_VARIABLE, source });
  }
  const host = withoutBrackets(hostname);
  const lists = ["NO_PROXY", "no_proxy"].filter((name) => variables[name]);
  const adding = (lists.length > 0 ? lists : ["NO_PROXY"]).map((variable) =>
    correct({ variable, source }, "add-item", host)
  );
  return when(
    "if it needs no proxy; otherwise set HTTPS_PROXY and https_proxy to the same one",
    inOrder(...adding),
  );
}
