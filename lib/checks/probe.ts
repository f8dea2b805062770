/**
 * Looks at the way to the server directly, beside the requests, to tell the network's part from the server's.
 *
 * @module
 */
import type { Examination } from "./examination.ts";
import { type Failure, failureOf } from "./failure.ts";
import { Stopped } from "./request.ts";
import { refusalOfTarget } from "./target.ts";

/** How a direct look ended: the addresses that were found or answered, or why there are none. */
export interface Probe {
  /** The addresses. */
  readonly addresses: readonly string[];
  /** Why there are none, or null. */
  readonly failure: Failure | null;
}

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

/**
 * Finds the host and port of a URL.
 *
 * @param url A http or https URL.
 * @returns Its endpoint.
 *
 * @example Usage
 * ```ts
 * import { endpointOf } from "./probe.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { hostname, port, permission } = endpointOf("https://[::1]/zenml");
 * assertEquals([hostname, port, permission], ["::1", 443, "[::1]:443"]);
 * ```
 */
export function endpointOf(url: string): Endpoint {
  const { hostname: bracketed, port, protocol } = new URL(url);
  const hostname = bracketed.replace(/^\[|\]$/gu, "");
  const number = Number(port) || (protocol === "https:" ? 443 : 80);
  return {
    hostname,
    port: number,
    permission: `${bracketed}:${number}`,
    isAddress: /^[\d.]+$|:/u.test(hostname),
  };
}

/**
 * Tells whether a server may be asked without a prompt.
 *
 * @param url A http or https URL.
 * @returns Whether the permission was given.
 *
 * @example Usage
 * ```ts
 * import { mayAsk } from "./probe.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(typeof mayAsk("https://zenml.example.com"), "boolean");
 * ```
 */
export function mayAsk(url: string): boolean {
  return isGranted(endpointOf(url).permission);
}

/**
 * Asks the system's resolver for the addresses of the server's host.
 *
 * @param examination What the checks share.
 * @returns The addresses, or null where nobody may ask: the target is refused, or Deno's permissions do not name the host
 * without a port.
 *
 * @example Usage
 * ```ts ignore
 * import { lookUp } from "./probe.ts";
 *
 * const probe = await lookUp(examination);
 * ```
 */
export async function lookUp(examination: Examination): Promise<Probe | null> {
  const { hostname } = endpointOf(examination.connection.serverUrl);
  if (!isGranted(hostname) || refusalOfTarget(examination)) return null;
  const { lookup } = await import("node:dns");
  const { promise, resolve } = Promise.withResolvers<Probe>();
  lookup(hostname, { all: true }, (error, found) => {
    resolve({
      addresses: (found ?? []).map(({ address }) => address),
      failure: error || found.length === 0
        ? {
          code: "dns-failed",
          step: "dns",
          message: "the host name has no address",
        }
        : null,
    });
  });
  return await promise;
}

/**
 * Connects to the server's port and closes the connection again.
 *
 * @param examination What the checks share.
 * @returns Which address answered, or why none did.
 * @throws {Stopped} If the whole run was stopped.
 *
 * @example Usage
 * ```ts ignore
 * import { connectTo } from "./probe.ts";
 *
 * const { addresses, failure } = await connectTo(examination);
 * ```
 */
export async function connectTo(examination: Examination): Promise<Probe> {
  const refusal = refusalOfTarget(examination);
  if (refusal) return { addresses: [], failure: refusal };
  const { connection, limits, signal } = examination;
  const { hostname, port } = endpointOf(connection.serverUrl);
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  try {
    using socket = await Deno.connect({
      hostname,
      port,
      signal: AbortSignal.any([signal, timeout]),
    });
    return { addresses: [socket.remoteAddr.hostname], failure: null };
  } catch (error) {
    if (signal.aborted) throw new Stopped();
    const failure: Failure = timeout.aborted
      ? {
        code: "connect-timeout",
        step: "connect",
        message: `no answer to the attempt to connect within ${
          limits.timeoutMs / 1000
        } s`,
      }
      : failureOf(error);
    return { addresses: [], failure };
  }
}

function isGranted(host: string): boolean {
  return Deno.permissions.querySync({ name: "net", host }).state === "granted";
}
