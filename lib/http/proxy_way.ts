// Which way a program goes to a URL: directly, through a proxy, or not at all.
import { HOST_REGEXP } from "./proxy.ts";

/** The way that a program goes to a URL. */
export type ProxyWay =
  | { readonly kind: "direct" }
  | {
    readonly kind: "proxy";
    /** Host and port of the proxy; null for a value that names none. */
    readonly host: string | null;
    /** The variable that names it. */
    readonly variable: string;
  }
  /** The program refuses to go. */
  | { readonly kind: "refused"; readonly variable: string };

/** The way without a proxy. */
export const DIRECT: ProxyWay = { kind: "direct" };

const DEFAULT_PORTS: Readonly<Partial<Record<string, number>>> = {
  http: 80,
  https: 443,
};

/** Makes the way through the proxy that the value of a variable names, and keeps nothing of its user information. */
export function throughProxy(value: string, variable: string): ProxyWay {
  const start = value.indexOf("://");
  const scheme = start === -1 ? "http" : value.slice(0, start).toLowerCase();
  const text = start === -1 ? value : value.slice(start + "://".length);
  const [authority = ""] = text.split(/[/?#]/u, 1);
  // No @ follows the host, except in a password that was cut in two.
  const isCut = text.slice(authority.length).includes("@");
  const [, host, port = ""] = isCut ? [] : HOST_REGEXP.exec(
    authority.slice(authority.lastIndexOf("@") + 1),
  ) ?? [];
  const number = Number(port) || (DEFAULT_PORTS[scheme] ?? 1080);
  return {
    kind: "proxy",
    host: host === undefined ? null : `${host}:${number}`,
    variable,
  };
}

/** Returns whether two ways are the same. */
export function isSameWay(one: ProxyWay, other: ProxyWay): boolean {
  if (one.kind !== "proxy" || other.kind !== "proxy") {
    return one.kind === other.kind;
  }
  // A value that names no host is compared by the variable that holds it.
  return one.host === null
    ? other.host === null && one.variable === other.variable
    : one.host === other.host;
}
