/**
 * Connects to each address of a host, to tell a dead address from a dead server.
 *
 * @module
 */
import { type Failure, failureOf } from "./failure.ts";
import { roundMs } from "../doctor/outcome.ts";
import { Stopped } from "./request.ts";

/** One attempt to connect. */
export interface Attempt {
  /** The address, or the name where Deno chose the address by itself. */
  readonly address: string;
  /** Why there is no connection, or null if there is one. */
  readonly failure: Failure | null;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** What limits attempts. */
export interface AttemptLimits {
  /** The longest that they may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends them at once, with {@linkcode Stopped}. */
  readonly signal: AbortSignal;
}

/** Once one address has answered, the others get this many milliseconds more. */
const GRACE_MS = 30;

/** Connects to all addresses at once, and closes the connections again. */
export async function tryToConnect(
  hosts: readonly string[],
  port: number,
  { timeoutMs, signal }: AttemptLimits,
): Promise<readonly Attempt[]> {
  // Timers of signals, not setTimeout: for that one Deno loads a module that takes longer than a request.
  const late = new AbortController();
  const ending = AbortSignal.any([
    signal,
    late.signal,
    AbortSignal.timeout(timeoutMs),
  ]);
  const ended: Attempt[] = [];
  let answered = false;
  await Promise.all(hosts.map(async (hostname) => {
    const begin = performance.now();
    const failure = await connectOnce(
      { hostname, port, signal: ending },
      () => noAnswer(answered ? GRACE_MS : timeoutMs, answered),
    );
    const durationMs = roundMs(performance.now() - begin);
    ended.push({ address: hostname, failure, durationMs });
    if (failure !== null || answered) return;
    answered = true;
    if (ended.length === hosts.length) return;
    AbortSignal.timeout(GRACE_MS)
      .addEventListener("abort", () => late.abort(), { once: true });
  }));
  if (signal.aborted) throw new Stopped();
  return ended;
}

async function connectOnce(
  options: Deno.ConnectOptions & { readonly signal: AbortSignal },
  noAnswer: () => Failure,
): Promise<Failure | null> {
  try {
    (await Deno.connect(options)).close();
    return null;
  } catch (error) {
    return options.signal.aborted ? noAnswer() : failureOf(error);
  }
}

function noAnswer(milliseconds: number, anotherDid: boolean): Failure {
  return {
    code: "connect-timeout",
    step: "connect",
    message: anotherDid
      ? `no answer yet when another address had answered ${milliseconds} ms before`
      : `no answer to the attempt to connect within ${milliseconds / 1000} s`,
  };
}

/** Writes attempts for a report's details. */
export function describeAttempts(
  attempts: readonly Attempt[],
): readonly string[] {
  return attempts.map(({ address, failure, durationMs }) =>
    failure === null
      ? `${address}: connected in ${durationMs} ms`
      : `${address}: ${failure.message}, after ${durationMs} ms`
  );
}
