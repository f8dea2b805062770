// Whose fault a failure is: the name's, the network's, the proxy's or the server's.
import type { Code } from "../codes/codes.ts";
import type { StepId } from "../codes/steps.ts";
import type { Failure } from "../http/failure.ts";
import type { Probe } from "../http/probe.ts";
import type { Proxy } from "../http/proxy.ts";
import type { Attribution } from "./problem.ts";

/** What is known about the route that a request took. */
export interface Route {
  readonly url: string;
  readonly proxy: Proxy | null;
  /** Whether every variable that names a proxy could be read. */
  readonly knowsProxies: boolean;
  /** What a connection without a request came to, or null if none was tried. */
  readonly probe: Probe | null;
}

const FACTS: Readonly<
  Record<Failure["kind"], readonly [code: Code, step: StepId]>
> = {
  "name-not-found": ["dns-failed", "dns"],
  "connection-refused": ["connect-refused", "connect"],
  "unreachable": ["connect-unreachable", "connect"],
  "address-unusable": ["connect-unreachable", "connect"],
  "connect-timeout": ["connect-timeout", "connect"],
  "connection-reset": ["connect-reset", "connect"],
  "port-blocked": ["connect-unreachable", "connect"],
  "too-many-open-files": ["connect-unreachable", "connect"],
  "permission": ["permission-denied", "connect"],
  "proxy-authentication": ["blocked-by-proxy", "connect"],
  "proxy-refused": ["blocked-by-proxy", "connect"],
  "proxy-failed": ["proxy-failed", "connect"],
  "certificate-not-yet-valid": ["tls-not-yet-valid", "tls"],
  "certificate-expired": ["tls-expired", "tls"],
  "certificate-wrong-host": ["tls-wrong-host", "tls"],
  "certificate-untrusted": ["tls-untrusted", "tls"],
  "tls-not-spoken": ["tls-not-spoken", "tls"],
  "tls-failed": ["tls-failed", "tls"],
  "response-timeout": ["response-timeout", "server"],
  "response-too-large": ["response-too-large", "server"],
  "response-broken-off": ["response-invalid", "server"],
  "not-http": ["response-invalid", "server"],
};

/** Attributes a failed request to the step at which it broke, and to a proxy where that has a part in it. */
export function attribute(failure: Failure, route: Route): Attribution {
  const first = attributeWithProxy(failure, route);
  if (route.probe === null || !needsProbe(first)) return first;
  const direct = route.probe.failure;
  // A timeout of fetch does not say whether the connection or the response was missing; a direct connection does.
  if (first.code === "response-timeout") {
    return direct === null ? first : attributeWithProxy(direct, route);
  }
  // A port may take a direct connection and drop every request: then it is not the connection that failed.
  if (direct === null) return despiteConnection(first, route);
  const [, step] = FACTS[direct.kind];
  return step === "dns" && first.step === "connect"
    ? despiteNoAddress(first, route)
    : first;
}

/** Returns whether a connection without a request would tell more of a failure. */
export function needsProbe({ code, step }: Attribution): boolean {
  if (code === "response-timeout") return true;
  return (step === "dns" || step === "connect") &&
    !["permission-denied", "proxy-failed", "blocked-by-proxy"].includes(code);
}

/** Returns whether this program alone failed, which says nothing of the server or a proxy. */
function isOfThisProgram({ kind }: Failure): boolean {
  return kind === "port-blocked" || kind === "too-many-open-files";
}

function attributeWithProxy(
  failure: Failure,
  { url, proxy }: Route,
): Attribution {
  const [code, step] = FACTS[failure.kind];
  const plain = { kind: "failure", code, step, failure } as const;
  if (proxy === null || isOfThisProgram(failure)) {
    return { ...plain, proxyPart: { kind: "none" } };
  }
  if (code === "blocked-by-proxy") {
    return { ...plain, proxyPart: { kind: "refusal", proxy } };
  }
  if (code === "permission-denied") {
    return { ...plain, proxyPart: { kind: "permission", proxy } };
  }
  return isFaultOf(proxy, failure, url)
    ? {
      ...plain,
      code: "proxy-failed",
      step: "connect",
      proxyPart: { kind: "fault", proxy },
    }
    : { ...plain, proxyPart: { kind: "through", proxy } };
}

function isFaultOf(proxy: Proxy, { kind }: Failure, url: string): boolean {
  const [, step] = FACTS[kind];
  if (step === "tls") {
    return proxy.protocol === "https" && url.startsWith("http:");
  }
  // What closes an open tunnel may be the server.
  const isTunnelled = url.startsWith("https:") ||
    proxy.protocol.startsWith("socks");
  return (step === "dns" || step === "connect") &&
    !(kind === "connection-reset" && isTunnelled);
}

function despiteConnection(
  attribution: Attribution,
  { knowsProxies }: Route,
): Attribution {
  const { failure } = attribution;
  const atServer = { ...attribution, step: "server" } as const;
  if (knowsProxies || isOfThisProgram(failure)) return atServer;
  return failure.kind === "connection-reset"
    ? { ...atServer, proxyPart: { kind: "possible" } }
    : {
      ...atServer,
      code: "proxy-failed",
      proxyPart: { kind: "suspected", direct: "connected" },
    };
}

function despiteNoAddress(
  attribution: Attribution,
  { knowsProxies }: Route,
): Attribution {
  return knowsProxies || isOfThisProgram(attribution.failure) ? attribution : {
    ...attribution,
    code: "proxy-failed",
    step: "connect",
    proxyPart: { kind: "suspected", direct: "no-address" },
  };
}
