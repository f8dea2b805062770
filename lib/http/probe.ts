/**
 * Looks at the way to the server directly, beside the requests, to tell the network's part from the server's.
 *
 * @module
 */
import { type Attempt, tryToConnect } from "./attempts.ts";
import { endpointOf, isGranted } from "./endpoint.ts";
import type { Examination } from "../doctor/examination.ts";
import type { Failure } from "./failure.ts";
import { Stopped } from "./request.ts";

/** How a direct look ended: the addresses that were found or answered, or why there are none. */
export interface Probe {
  /** The addresses. */
  readonly addresses: readonly string[];
  /** Why there are none, or null. */
  readonly failure: Failure | null;
  /** The attempts to connect that were made. */
  readonly attempts: readonly Attempt[];
}

/** A host has seldom more addresses than this; more are not tried. */
const MOST_ADDRESSES = 8;

/** Asks the system's resolver for the addresses of the server's host. */
export async function lookUp(examination: Examination): Promise<Probe | null> {
  const { hostname } = endpointOf(examination.connection.serverUrl);
  if (!isGranted(hostname)) return null;
  const { limits, signal } = examination;
  const { timeoutMs, reachMs = timeoutMs } = limits;
  const { lookup } = await import("node:dns");
  const { promise, resolve, reject } = Promise.withResolvers<Probe>();
  const stop = () => reject(new Stopped());
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  const none = (message: string) =>
    resolve({
      addresses: [],
      failure: { code: "dns-failed", step: "dns", message },
      attempts: [],
    });
  const timer = setTimeout(
    () => none(`the system's resolver gave no answer in ${reachMs / 1000} s`),
    reachMs,
  );
  lookup(hostname, { all: true }, (error, found) => {
    if (error || found.length === 0) {
      return none("the host name has no address");
    }
    const addresses = found.map(({ address }) => address);
    resolve({ addresses, failure: null, attempts: [] });
  });
  return await promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  });
}

/**
 * Connects to where the requests begin, the server's addresses or its proxy, and closes the connections again.
 *
 * Deno lets a program connect to a chosen address only where its permissions name that address: else it connects once,
 * by the name.
 */
export async function connectTo(examination: Examination): Promise<Probe> {
  const { connection, limits, proxy, signal } = examination;
  if (proxy && !isGranted(proxy.host)) {
    return { addresses: [], failure: null, attempts: [] };
  }
  const endpoint = endpointOf(connection.serverUrl);
  const { hostname, port } = proxy ?? endpoint;
  const found = proxy || endpoint.isAddress ? null : await examination.lookUp();
  if (found?.failure) return found;
  const chosen = (found?.addresses ?? []).slice(0, MOST_ADDRESSES);
  const mayChoose = chosen.length > 0 &&
    chosen.every((address) => isGranted(hostAndPort(address, port)));
  const hosts = mayChoose ? chosen : [hostname];
  const attempts = await tryToConnect(hosts, port, {
    timeoutMs: limits.reachMs ?? limits.timeoutMs,
    signal,
  });
  const answered = attempts.filter((attempt) => attempt.failure === null);
  return {
    addresses: answered.map(({ address }) => address),
    failure: answered.length > 0 ? null : attempts.at(-1)?.failure ?? null,
    attempts,
  };
}

function hostAndPort(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
