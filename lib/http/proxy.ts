// Which proxy `fetch` uses for a URL.
//
// Deno obeys the proxy variables by itself, and does not say which proxy it used. So this decides the same again, by
// the rules of Deno 2.9, which `tests/http/proxy_test.ts` compares with `fetch`.
import { withoutBrackets } from "./endpoint.ts";
import { isExempt } from "./no_proxy.ts";

/** The variables that decide, the first of each pair first. */
export const PROXY_VARIABLES = [
  "ALL_PROXY",
  "all_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "NO_PROXY",
  "no_proxy",
] as const;

/** Set where a program runs as CGI: a header of a request could set `HTTP_PROXY` there, so Deno does not read it. */
export const CGI_VARIABLE = "REQUEST_METHOD";

/** Variables of the environment, the proxy's among them; null means that one may not be read. */
export type ProxyVariables = Readonly<Record<string, string | null>>;

/** A proxy, without its user information. */
export interface Proxy {
  /** How it is spoken to. */
  readonly protocol: "http" | "https" | "socks5" | "socks5h";
  /** Its host name or address, without brackets. */
  readonly hostname: string;
  /** Its port. */
  readonly port: number;
  /** Both, as they are written and as `--allow-net` takes them. */
  readonly host: string;
  /** The variable that names it. */
  readonly variable: string;
}

const DEFAULT_PORTS: Readonly<Record<Proxy["protocol"], number>> = {
  http: 80,
  https: 443,
  socks5: 1080,
  socks5h: 1080,
};

// A name without a scheme has no path either. User information is cut off at its first @, as Deno does.
const URL_REGEXP =
  /^(?:([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(?:[/?#].*)?|([^/?#]+))$/iu;
/** A host as the value of a proxy variable has it, with or without a port. */
export const HOST_REGEXP = /^([\w.~-]+|\[[\da-f:.]+\])(?::(\d*))?$/iu;

/**
 * Finds the proxy that `fetch` uses for a URL.
 *
 * @example Usage
 * ```ts
 * import { proxyFor } from "./proxy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { HTTPS_PROXY: "http://me:hunter2@proxy.example.com:3128", NO_PROXY: ".internal" };
 * assertEquals(proxyFor("https://zenml.example.com", environment)?.host, "proxy.example.com:3128");
 * assertEquals(proxyFor("https://zenml.internal", environment), null);
 * ```
 */
export function proxyFor(
  url: string,
  environment: ProxyVariables,
): Proxy | null {
  const { hostname, protocol } = new URL(url);
  const exempt = environment["NO_PROXY"] ?? environment["no_proxy"] ?? "";
  if (isExempt(hostname, exempt)) return null;
  const own = protocol === "https:" ? "https_proxy" : "http_proxy";
  const isCgi = typeof environment[CGI_VARIABLE] === "string";
  const names = ["all_proxy", ...(own === "http_proxy" && isCgi ? [] : [own])];
  for (const name of names.flatMap((lower) => [lower.toUpperCase(), lower])) {
    const proxy = readProxy(environment[name] ?? "", name);
    if (proxy) return proxy;
  }
  return null;
}

/**
 * Returns whether every proxy variable could be read, so that a missing proxy means a direct connection.
 *
 * @example Usage
 * ```ts
 * import { knowsProxies } from "./proxy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(knowsProxies({ HTTPS_PROXY: "http://proxy.example.com" }), true);
 * assertEquals(knowsProxies({ HTTPS_PROXY: null }), false);
 * ```
 */
export function knowsProxies(environment: ProxyVariables): boolean {
  return PROXY_VARIABLES.every((name) => environment[name] !== null);
}

/** Reads a proxy's URL; Deno passes over one that it does not understand. */
function readProxy(value: string, variable: string): Proxy | null {
  const [, scheme = "http", authority, withoutScheme] =
    URL_REGEXP.exec(value) ?? [];
  const protocol = protocolOf(scheme);
  const text = authority ?? withoutScheme ?? "";
  const [user = "", ...hosts] = text.split("@");
  // A user name without a password makes Deno pass over the whole value.
  if (!protocol || (hosts.length > 0 && !user.includes(":"))) return null;
  if (/[\s"'<>\\^`{|}[\]]/u.test(hosts.length > 0 ? user : "")) return null;
  const [, host = "", number] = HOST_REGEXP.exec(hosts.at(-1) ?? user) ?? [];
  if (host === "") return null;
  const port = Number(number) || DEFAULT_PORTS[protocol];
  return {
    protocol,
    hostname: withoutBrackets(host),
    port,
    host: `${host}:${port}`,
    variable,
  };
}

/** Deno knows http and https in either case, and socks in lower case alone. */
function protocolOf(scheme: string): Proxy["protocol"] | null {
  const lower = scheme.toLowerCase();
  if (lower === "http" || lower === "https") return lower;
  return scheme === "socks5" || scheme === "socks5h" ? scheme : null;
}
