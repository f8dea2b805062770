// Reads and normalises the URL of a server.

import { isPossibleHost } from "./host_name.ts";
import { isInsideName } from "./inside_name.ts";
import { containsSecret, hidesUserInformation } from "./url_secret.ts";

/** A server's URL, normalised, with what else was written in it. */
export interface ServerUrl {
  /** The normalised URL: what requests are sent to. */
  readonly url: string;
  /** Its host, without a port and without the brackets of IPv6. */
  readonly host: string;
  /** Whether the scheme is not written in lower case. */
  readonly uppercaseScheme: boolean;
  /** Whether there is user information before the host. */
  readonly userInformation: boolean;
  /** Whether there is a query or a fragment, even an empty one. */
  readonly query: boolean;
  /** Whether the path ends in the path of the API. */
  readonly apiPath: boolean;
  /** The path that stays after normalisation, or an empty text. */
  readonly path: string;
  /** Whether the URL ends in a slash. */
  readonly trailingSlash: boolean;
}

/** Why a text is not the URL of a server. */
export type UrlProblem =
  | "url-contains-secret"
  | "url-invalid"
  | "url-scheme-missing"
  | "url-scheme-unsupported";

/** Servers and proxies refuse request lines that are longer than this. */
const LONGEST_URL = 8192;

const SCHEME_REGEXP = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/su;
const API_VERSION_REGEXP = /\/api\/v\d+(?:\/|$)/u;

/**
 * Reads the URL of a server.
 *
 * @example Usage
 * ```ts
 * import { readServerUrl } from "./server_url.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const url = readServerUrl("HTTPS://ZenML.Example.COM:443/api/v1/");
 * assert(typeof url === "object");
 * assertEquals(url.url, "https://zenml.example.com");
 * assertEquals(readServerUrl("zenml.example.com:8080"), "url-scheme-missing");
 * ```
 */
export function readServerUrl(text: string): ServerUrl | UrlProblem {
  if (containsSecret(text)) return "url-contains-secret";
  const [, scheme, rest] = SCHEME_REGEXP.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return problemOf(text);
  if (!/^https?$/iu.test(scheme)) return "url-scheme-unsupported";
  if (text.length > LONGEST_URL) return "url-invalid";
  // The URL parser repairs what ZenML's programs take as it is: slashes, backslashes, tabs and line breaks.
  if (/^[/?#]|[\\\t\r\n]/u.test(rest)) return "url-invalid";
  const parsed = parseUrl(text);
  if (!parsed || !isPossibleHost(parsed.hostname) || parsed.port === "0") {
    return "url-invalid";
  }
  if (hidesUserInformation(parsed.pathname + parsed.search + parsed.hash)) {
    return "url-contains-secret";
  }
  const authority = /^[^/?#]*/u.exec(rest)?.[0] ?? "";
  const { path, apiPath } = withoutApiPath(parsed.pathname);
  const query = /[?#]/u.test(rest);
  return {
    url: `${parsed.protocol}//${parsed.host}${path}`,
    host: parsed.hostname.replace(/^\[|\]$/gu, ""),
    uppercaseScheme: scheme !== scheme.toLowerCase(),
    userInformation: authority.includes("@"),
    query,
    apiPath,
    path,
    trailingSlash: !query && !apiPath && text.endsWith("/"),
  };
}

/**
 * Normalises the URL of a server: the form in which two of them are compared.
 *
 * @example Usage
 * ```ts
 * import { normaliseServerUrl } from "./server_url.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(normaliseServerUrl("https://zenml.example.com//"), "https://zenml.example.com");
 * assertEquals(normaliseServerUrl("https://example.com/zenml/?a=b#c"), "https://example.com/zenml");
 * ```
 */
export function normaliseServerUrl(text: string): string | null {
  const reading = readServerUrl(text);
  return typeof reading === "string" ? null : reading.url;
}

/** How far a host is from this machine. */
export type HostReach = "loopback" | "private" | "public";

/**
 * Returns how far a host is from this machine, by its name alone, with the brackets that a URL has or without.
 *
 * @example Usage
 * ```ts
 * import { hostReachOf } from "./server_url.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hostReachOf("127.0.0.1"), "loopback");
 * assertEquals(hostReachOf("zenml.mlops.svc.cluster.local"), "private");
 * assertEquals(hostReachOf("zenml.example.com"), "public");
 * ```
 */
export function hostReachOf(host: string): HostReach {
  const name = host.toLowerCase().replaceAll(/^\[|[\].]$/gu, "");
  if (
    /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})$/u
      .test(name)
  ) {
    return "loopback";
  }
  return isInsideName(name) ||
      /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$/u
        .test(name) ||
      /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/u.test(name)
    ? "private"
    : "public";
}

/** Returns whether a text is a URL but for its host. */
export function hasImpossibleHost(text: string): boolean {
  const hostname = parseUrl(text)?.hostname ?? "";
  return hostname !== "" && !isPossibleHost(hostname);
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function problemOf(text: string): UrlProblem {
  if (/^https?:/iu.test(text)) return "url-invalid";
  const host = text.replace(/^:?\/\//u, "");
  return /^[^\s/?#]+$/u.test(host.split(/[/?#]/u, 1)[0] ?? "") &&
      parseUrl(`https://${host}`) !== null
    ? "url-scheme-missing"
    : "url-invalid";
}

/** Takes the path of the API and slashes off the end of a path, until nothing more comes off. */
function withoutApiPath(
  pathname: string,
): { path: string; apiPath: boolean } {
  const found = pathname.search(API_VERSION_REGEXP);
  let apiPath = found !== -1;
  let path = withoutSlashes(apiPath ? pathname.slice(0, found) : pathname);
  while (path.endsWith("/api")) {
    path = withoutSlashes(path.slice(0, -"/api".length));
    apiPath = true;
  }
  return { path, apiPath };
}

/** Takes the slashes off the end of a path. A pattern would try each run of slashes again from within. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return path.slice(0, end);
}
