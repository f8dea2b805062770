// Which proxy Python's `requests` uses for a URL, by its source (2.32) and that of `urllib` (3.11).
import { withoutBrackets } from "./endpoint.ts";
import type { ProxyVariables } from "./proxy.ts";
import { CGI_VARIABLE } from "./proxy.ts";
import { containsAddress } from "./no_proxy.ts";
import { DIRECT, type ProxyWay, throughProxy } from "./proxy_way.ts";

/**
 * Finds the way that `requests` goes: a variable in lower case counts before one in capitals, and takes it away where
 * it is empty; that of the scheme counts before `ALL_PROXY`.
 *
 * @example Usage
 * ```ts
 * import { pythonWay } from "./python_proxy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { HTTP_PROXY: "http://proxy.example.com:3128", http_proxy: "" };
 * assertEquals(pythonWay("http://zenml.example.com", environment), { kind: "direct" });
 * ```
 */
export function pythonWay(url: string, environment: ProxyVariables): ProxyWay {
  const { protocol } = new URL(url);
  if (isExempt(url, environment)) return DIRECT;
  const own = protocol === "https:" ? "https_proxy" : "http_proxy";
  const isCgi = typeof environment[CGI_VARIABLE] === "string";
  for (const name of [own, "all_proxy"]) {
    const lower = environment[name];
    if (lower) return throughProxy(lower, name);
    if (lower === "" || (name === "http_proxy" && isCgi)) continue;
    const upper = environment[name.toUpperCase()];
    if (upper) return throughProxy(upper, name.toUpperCase());
  }
  return DIRECT;
}

function isExempt(url: string, environment: ProxyVariables): boolean {
  const { hostname, port } = new URL(url);
  const host = withoutBrackets(hostname);
  const { no_proxy: lower, NO_PROXY: upper } = environment;
  const list = lower || upper || "";
  const entries = list.replaceAll(" ", "").split(",").filter((entry) =>
    entry !== ""
  );
  const isListed = /^\d+(?:\.\d+){3}$/u.test(host)
    ? entries.some((entry) => exemptsAddress(entry, host))
    : entries.some((entry) => exemptsName(entry, host, port));
  // urllib looks at the list a second time, but for one that an empty variable takes away.
  return isListed || (lower !== "" && urllibExempts(list, host));
}

/** Networks of IPv4 count, with a size of 1 to 32; else the address itself. */
function exemptsAddress(entry: string, address: string): boolean {
  return entry === address || (/^[\d.]+\/0*(?:[1-9]|[12]\d|3[0-2])$/u
    .test(entry) && containsAddress(entry, address));
}

/** A name exempts itself and what ends in it behind a dot, with the port as the URL writes it or without. */
function exemptsName(entry: string, host: string, port: string): boolean {
  const name = withoutDots(entry);
  const withPort = port === "" ? host : `${host}:${port}`;
  return [host, withPort].some((one) =>
    one === name || one.endsWith(`.${name}`)
  );
}

function urllibExempts(list: string, host: string): boolean {
  return list === "*" ||
    list.split(",").map((entry) => withoutDots(entry.trim()).toLowerCase())
      .some((name) =>
        name !== "" && (host === name || host.endsWith(`.${name}`))
      );
}

function withoutDots(entry: string): string {
  return entry.replace(/^\.+/u, "");
}
