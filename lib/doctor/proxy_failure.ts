/**
 * Failures on a way that leads, or may lead, through a proxy: `fetch` does not say whose they are.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import { shellWord } from "../finding/fix.ts";
import { type Failure, isRefusedPort } from "../http/failure.ts";
import { type Proxy, PROXY_VARIABLES } from "../http/proxy.ts";

/** What a failure of the connection means where it was the proxy's. */
const WORDS: Partial<Record<Code, string>> = {
  "dns-failed": "its name has no address",
  "connect-refused": "nothing listens there (connection refused)",
  "connect-unreachable": "there is no way to its address (unreachable)",
  "connect-reset": "it closed the connection before an answer came",
  "proxy-failed": "it did not make the connection to the server",
};

/**
 * Says which proxy a request went through, and blames it for what can only be its failure.
 */
export function onTheWay(
  failure: Failure,
  url: string,
  proxy: Proxy | null,
): Failure {
  if (proxy === null || isRefusedPort(failure)) return failure;
  const { code, message } = failure;
  const name = nameOf(proxy);
  const origin = {
    variable: proxy.variable,
    source: { kind: "environment" },
  } as const;
  if (code === "blocked-by-proxy") {
    return {
      ...failure,
      message: message.replace("the proxy", name),
      hint:
        `export ${proxy.variable}='${proxy.protocol}://USER:PASSWORD@${proxy.host}'  # if the proxy wants them; else ask for access to the server`,
      origin,
    };
  }
  if (code === "permission-denied") {
    return {
      ...failure,
      message: `Deno was not given the permission to connect to ${name}`,
      hint: `--allow-net=${proxy.host}  # add this flag behind: deno run`,
    };
  }
  if (!isProxys(failure, url, proxy)) {
    return { ...failure, message: `${message}, through ${name}` };
  }
  return {
    code: "proxy-failed",
    step: "connect",
    message: `${name} failed: ${
      // A SOCKS proxy says by its own words why it could not reach the server.
      proxy.protocol.startsWith("socks") ? message : WORDS[code] ?? message}`,
    hint: noProxyHint(new URL(url).hostname, proxy.variable),
    origin,
  };
}

/** Returns whether a failure is the proxy's: before a tunnel stands nobody else is on the line. */
function isProxys({ code, step }: Failure, url: string, proxy: Proxy): boolean {
  if (step === "tls") {
    return proxy.protocol === "https" && url.startsWith("http:");
  }
  // What closes an open tunnel may be the server.
  const isTunnelled = url.startsWith("https:") ||
    proxy.protocol.startsWith("socks");
  return ["dns", "connect"].includes(step) &&
    !(code === "connect-reset" && isTunnelled);
}

/** What this machine finds by itself where a request failed otherwise. */
const DESPITE = {
  connected: "a direct connection works",
  "no-address": "this machine finds no address of the host",
} as const;

/**
 * Says of a request that failed in another way than a direct connection whose failure it may be.
 */
export function despite(
  found: keyof typeof DESPITE,
  failure: Failure,
  { knowsProxies }: { readonly knowsProxies: boolean },
): Failure {
  if (knowsProxies || isRefusedPort(failure)) {
    return found === "connected" ? { ...failure, step: "server" } : failure;
  }
  if (failure.code === "connect-reset" && found === "connected") {
    return {
      ...failure,
      step: "server",
      message: `${failure.message} (by the server, or a proxy in between)`,
    };
  }
  return {
    code: "proxy-failed",
    step: found === "connected" ? "server" : "connect",
    message: `the request failed (${failure.message}) although ${
      DESPITE[found]
    }: a proxy may stand between, named by a variable such as HTTPS_PROXY that this program may not read`,
    hint:
      `--allow-env=ZENML_*,${PROXY_VARIABLES}  # add this flag behind deno run, to learn the proxy's name`,
  };
}

/** Writes what to type where a proxy is in the way. */
export function noProxyHint(hostname: string, variable: string): string {
  const host = shellWord(hostname.replace(/^\[|\]$/gu, ""));
  return `export NO_PROXY="$NO_PROXY",${host}  # if it needs no proxy; else correct ${variable}`;
}

/** Names a proxy in a sentence. */
export function nameOf({ host, variable }: Proxy): string {
  return `the proxy ${host} (${variable})`;
}
