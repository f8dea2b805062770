// Looks at the way to a server directly, to tell the network's part from the server's.
import { mayConnect } from "./endpoint.ts";
import { type Failure, failureOf } from "./failure.ts";
import { isOutOfFiles } from "./open_files.ts";
import { Stopped } from "./request.ts";
import { roundMs, timeoutSignal, timer } from "./timer.ts";

/** The addresses of a name, or why there are none. */
export interface Lookup {
  readonly addresses: readonly string[];
  readonly failure: Failure | null;
}

/** One attempt to connect. */
export interface Attempt {
  /** The address, or the name where Deno chose the address by itself. */
  readonly address: string;
  /** Why there is no connection, or null if there is one. */
  readonly failure: Failure | null;
  readonly durationMs: number;
}

/** The addresses that took a connection, or why none did. */
export interface Probe extends Lookup {
  readonly attempts: readonly Attempt[];
}

/** How long to try, in milliseconds, and what ends it at once with {@linkcode Stopped}. */
export interface ProbeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A host has seldom more addresses than this; more are not tried. */
const MOST_ADDRESSES = 8;

/** Once one address has responded, the others get this many milliseconds more. */
const GRACE_MS = 30;

/** Looks up the addresses of a host with the system's resolver; null where that is not permitted. */
export async function lookUp(
  hostname: string,
  { timeoutMs, signal }: ProbeLimits,
): Promise<Lookup | null> {
  if (!mayConnect(hostname)) return null;
  const { lookup } = await import("node:dns");
  if (signal.aborted) throw new Stopped();
  const { promise, resolve, reject } = Promise.withResolvers<Lookup>();
  const stop = () => reject(new Stopped());
  signal.addEventListener("abort", stop, { once: true });
  const none = (failure: Failure) => resolve({ addresses: [], failure });
  const clear = timer(
    timeoutMs,
    () => none({ kind: "name-not-found", timeoutMs }),
  );
  lookup(hostname, { all: true }, (error, found) => {
    if (error || found.length === 0) {
      return none({
        kind: isOutOfFiles() ? "too-many-open-files" : "name-not-found",
      });
    }
    resolve({ addresses: found.map(({ address }) => address), failure: null });
  });
  return await promise.finally(() => {
    clear();
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
    chosen.every((address) => mayConnect(hostAndPort(address, port)));
  const hosts = mayChoose ? chosen : [hostname];
  const attempts = await tryAll(hosts, port, limits);
  const connected = attempts.filter(({ failure }) => failure === null);
  return {
    addresses: connected.map(({ address }) => address),
    failure: connected.length > 0 ? null : attempts.at(-1)?.failure ?? null,
    attempts,
  };
}

function hostAndPort(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Connects to all at once; the attempts come in the order in which they ended. */
async function tryAll(
  hosts: readonly string[],
  port: number,
  { timeoutMs, signal }: ProbeLimits,
): Promise<readonly Attempt[]> {
  const timeout = timeoutSignal(timeoutMs);
  const late = new AbortController();
  const ending = AbortSignal.any([signal, timeout.signal, late.signal]);
  const ended: Attempt[] = [];
  const grace: { clear: (() => void) | null } = { clear: null };
  await Promise.all(hosts.map(async (hostname) => {
    const begin = performance.now();
    const failure = await connectOnce(
      { hostname, port, signal: ending },
      () =>
        grace.clear
          ? { timeoutMs: GRACE_MS, afterAnother: true }
          : { timeoutMs },
    );
    const durationMs = roundMs(performance.now() - begin);
    ended.push({ address: hostname, failure, durationMs });
    if (failure === null) grace.clear ??= timer(GRACE_MS, () => late.abort());
  }));
  timeout.clear();
  grace.clear?.();
  if (signal.aborted) throw new Stopped();
  return ended;
}

async function connectOnce(
  options: Deno.ConnectOptions & { readonly signal: AbortSignal },
  timedOut: () => Omit<Extract<Failure, { kind: "connect-timeout" }>, "kind">,
): Promise<Failure | null> {
  try {
    (await Deno.connect(options)).close();
    return null;
  } catch (error) {
    return options.signal.aborted
      ? { kind: "connect-timeout", ...timedOut() }
      : failureOf(error);
  }
}
