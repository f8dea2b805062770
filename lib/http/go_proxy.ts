// Which proxy Go's `net/http` uses for a URL, by the source of `golang.org/x/net/http/httpproxy`.
import { withoutBrackets } from "./endpoint.ts";
import { CGI_VARIABLE, type ProxyVariables } from "./proxy.ts";
import { containsAddress, isAddress } from "./no_proxy.ts";
import { DIRECT, type ProxyWay, throughProxy } from "./proxy_way.ts";

/**
 * Finds the way that Go goes: it does not know `ALL_PROXY`, takes a variable in capitals before one in lower case, never
 * uses a proxy for this machine, and refuses `HTTP_PROXY` where `REQUEST_METHOD` is set.
 *
 * @example Usage
 * ```ts
 * import { goWay } from "./go_proxy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { ALL_PROXY: "http://proxy.example.com:3128" };
 * assertEquals(goWay("http://zenml.example.com", environment), { kind: "direct" });
 * ```
 */
export function goWay(url: string, environment: ProxyVariables): ProxyWay {
  const { protocol } = new URL(url);
  const own = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const variable = firstSet([own, own.toLowerCase()], environment);
  if (variable === null) return DIRECT;
  if (own === "HTTP_PROXY" && environment[CGI_VARIABLE]) {
    return { kind: "refused", variable };
  }
  return isExempt(url, environment)
    ? DIRECT
    : throughProxy(environment[variable] ?? "", variable);
}

function firstSet(
  names: readonly string[],
  environment: ProxyVariables,
): string | null {
  return names.find((name) => environment[name]) ?? null;
}

function isExempt(url: string, environment: ProxyVariables): boolean {
  const { hostname, port, protocol } = new URL(url);
  const host = withoutBrackets(hostname);
  if (host === "localhost" || isLoopback(host)) return true;
  const list = environment["NO_PROXY"] || environment["no_proxy"] || "";
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  return list.split(",").map((entry) => entry.trim().toLowerCase())
    .some((entry) => exempts(entry, host, ownPort));
}

function isLoopback(host: string): boolean {
  return isAddress(host) &&
    (containsAddress("127.0.0.0/8", host) || containsAddress("::1", host) ||
      containsAddress("::ffff:127.0.0.0/104", host));
}

function exempts(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return containsAddress(entry, host);
  const [name, ownPort] = splitPort(entry);
  if (name === "" || (ownPort !== "" && ownPort !== port)) return false;
  if (isAddress(name)) return containsAddress(name, host);
  if (isAddress(host)) return false;
  const suffix = name.startsWith("*.") ? name.slice(1) : name;
  return suffix.startsWith(".")
    ? host.endsWith(suffix)
    : host === suffix || host.endsWith(`.${suffix}`);
}

/** Parts `host:port` and `[address]:port`; an address with more than one colon has no port. */
function splitPort(entry: string): readonly [name: string, port: string] {
  const [, bracketed, name, port = ""] =
    /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/u.exec(entry) ?? [];
  const host = bracketed ?? name;
  return host === undefined ? [entry, ""] : [host, port];
}
