// Which host and port a URL leads to, and whether Deno permits to connect there.
import { isGranted } from "./permission.ts";

/** The host and port of a URL, as permissions and sockets name them. */
export interface Endpoint {
  /** The host name or address, without brackets. */
  readonly hostname: string;
  /** The port, the scheme's own if the URL names none. */
  readonly port: number;
  /** Both, as `--allow-net` takes them. */
  readonly permission: string;
  /** Whether the host is an address, not a name. */
  readonly isAddress: boolean;
}

/** Finds the host and port of a URL. */
export function endpointOf(url: string): Endpoint {
  const { hostname: bracketed, port, protocol } = new URL(url);
  const hostname = withoutBrackets(bracketed);
  const number = Number(port) || (protocol === "https:" ? 443 : 80);
  return {
    hostname,
    port: number,
    permission: `${bracketed}:${number}`,
    isAddress: /^[\d.]+$|:/u.test(hostname),
  };
}

/** Returns a host as sockets name it: URLs write an IPv6 address in brackets. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/gu, "");
}

/** Returns whether a URL may be requested without a prompt. */
export function mayRequest(url: string): boolean {
  return mayConnect(endpointOf(url).permission);
}

/** Returns whether a host may be connected to without a prompt; what is none may not. */
export function mayConnect(host: string): boolean {
  try {
    return isGranted({ name: "net", host });
  } catch {
    // Deno takes no permission for what can be no host, and connects to none.
    return false;
  }
}
