/**
 * Looks at the way to a server directly, to tell the network's part from the server's.
 *
 * @module
 */
import { type Attempt, tryToConnect } from "./attempts.ts";
import { isGranted } from "./endpoint.ts";
import type { Failure } from "./failure.ts";
import { Stopped } from "./request.ts";

export type { Attempt };

/** The addresses of a name, or why there are none. */
export interface Lookup {
  readonly addresses: readonly string[];
  readonly failure: Failure | null;
}

/** The addresses that took a connection, or why none did. */
export interface Probe extends Lookup {
  readonly attempts: readonly Attempt[];
}

/** How long to try, in milliseconds, and what stops it. */
export interface ProbeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A host has seldom more addresses than this; more are not tried. */
const MOST_ADDRESSES = 8;

/** Asks the system's resolver for the addresses of a host; null where that is not permitted. */
export async function lookUp(
  hostname: string,
  { timeoutMs, signal }: ProbeLimits,
): Promise<Lookup | null> {
  if (!isGranted(hostname)) return null;
  const { lookup } = await import("node:dns");
  const { promise, resolve, reject } = Promise.withResolvers<Lookup>();
  const stop = () => reject(new Stopped());
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  const none = (failure: Failure) => resolve({ addresses: [], failure });
  const timer = setTimeout(
    () => none({ kind: "name-not-found", timeoutMs }),
    timeoutMs,
  );
  lookup(hostname, { all: true }, (error, found) => {
    if (error || found.length === 0) return none({ kind: "name-not-found" });
    resolve({ addresses: found.map(({ address }) => address), failure: null });
  });
  return await promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  });
}

/**
 * Connects to a host, by its addresses where they are known, and closes the connections again.
 *
 * Deno lets a program connect to a chosen address only where its permissions name that address: else it connects once,
 * by the name.
 */
export async function connectTo(
  { hostname, port, isAddress }: {
    readonly hostname: string;
    readonly port: number;
    readonly isAddress: boolean;
  },
  lookedUp: () => Promise<Lookup | null>,
  limits: ProbeLimits,
): Promise<Probe> {
  const found = isAddress ? null : await lookedUp();
  if (found?.failure) return { ...found, attempts: [] };
  const chosen = (found?.addresses ?? []).slice(0, MOST_ADDRESSES);
  const mayChoose = chosen.length > 0 &&
    chosen.every((address) => isGranted(hostAndPort(address, port)));
  const hosts = mayChoose ? chosen : [hostname];
  const attempts = await tryToConnect(hosts, port, limits);
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
