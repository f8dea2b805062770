/**
 * Connects to each address of a host, to tell a dead address from a dead server.
 *
 * @module
 */
import { type Failure, failureOf } from "./failure.ts";
import { timeoutSignal, timer } from "./timer.ts";
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
  const late = new AbortController();
  const timeout = timeoutSignal(timeoutMs);
  const ending = AbortSignal.any([
    signal,
    late.signal,
    timeout.signal,
  ]);
  const ended: Attempt[] = [];
  let answered = false;
  let clearLate = () => {};
  await Promise.all(hosts.map(async (hostname) => {
    const begin = performance.now();
    const failure = await connectOnce(
      { hostname, port, signal: ending },
      () => noAnswer(answered ? GRACE_MS : timeoutMs, answered),
    );
    const durationMs = Math.round((performance.now() - begin) * 10) / 10;
    ended.push({ address: hostname, failure, durationMs });
    if (failure !== null || answered) return;
    answered = true;
    if (ended.length === hosts.length) return;
    clearLate = timer(GRACE_MS, () => late.abort());
  }));
  timeout.clear();
  clearLate();
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
    kind: "connect-timeout",
    timeoutMs: milliseconds,
    ...(anotherDid ? { afterAnother: true } : {}),
  };
}
