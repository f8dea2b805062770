// Keeps one token for each configuration, and renews it before it ends.
import { DEFAULT_LIMITS } from "../http/request.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { Secret } from "../resolver/secret.ts";
import { exchange, type Exchanged } from "./exchange.ts";
import { type Flight, singleFlight } from "./single_flight.ts";

/** A token that the server takes, to be shown to that server alone. */
export interface AccessToken {
  /** The token, which prints as `[redacted]`. */
  readonly value: Secret;
  /** When it ends by this machine's clock, or null if it has no end or the server does not say. */
  readonly expiresAt: Date | null;
  /** Writes the header that shows the token: like `value.reveal()`, an explicit call. */
  readonly headers: () => { authorization: string };
}

/** How to get a token. */
export interface AccessTokenOptions {
  /** Ends this caller's waiting, with the signal's reason. Others who wait for the same exchange go on. */
  readonly signal?: AbortSignal;
  /**
   * A token of an earlier call that the server has refused since: it is not given again.
   *
   * However many callers report the same one, it is replaced once.
   */
  readonly refused?: AccessToken;
  /** The longest that one request may take, in milliseconds, in an exchange that this call begins. */
  readonly timeoutMs?: number;
}

/** Gives the token of a configuration. */
export type TakeToken = (
  configuration: Configuration,
  options?: AccessTokenOptions,
) => Promise<AccessToken>;

/** Two clocks, in milliseconds. */
export interface Clock {
  /** The time since 1970; somebody may set it back. */
  readonly wall: () => number;
  /** The time since some beginning; it may stand still while the machine sleeps. */
  readonly steady: () => number;
}

/** A token is replaced this long before its end, in milliseconds. */
const MARGIN_MS = 60_000;
/** The margin of a token that does not live long, as a part of its life. */
const MARGIN_PART = 0.1;

const MACHINE: Clock = {
  wall: () => Date.now(),
  steady: () => performance.now(),
};

/** What is known of one configuration. */
interface Entry {
  kept: { readonly token: AccessToken; readonly isFresh: () => boolean } | null;
  work: Flight<AccessToken> | null;
}

/** Makes a cache of tokens, each of which is kept as long as somebody holds its configuration. */
export function tokenCache(clock: Clock = MACHINE): TakeToken {
  const entries = new WeakMap<Configuration, Entry>();
  return async (
    configuration,
    { signal, refused, timeoutMs = DEFAULT_LIMITS.timeoutMs } = {},
  ) => {
    signal?.throwIfAborted();
    const entry = entries.get(configuration) ?? { kept: null, work: null };
    entries.set(configuration, entry);
    const { kept } = entry;
    if (kept?.isFresh() && !isSame(kept.token, refused)) return kept.token;
    entry.kept = null;
    const work = entry.work ??= singleFlight(
      async (signal) => {
        const kept = keep(
          await exchange(configuration, timeoutMs, signal),
          clock,
        );
        entry.kept = kept;
        return kept.token;
      },
      () => {
        if (entry.work === work) entry.work = null;
      },
    );
    return await work.join(signal);
  };
}

function keep({ token, lifetimeMs }: Exchanged, clock: Clock) {
  const [wall, steady] = [clock.wall(), clock.steady()];
  const usableMs = lifetimeMs === null
    ? Infinity
    : lifetimeMs - Math.min(MARGIN_MS, lifetimeMs * MARGIN_PART);
  const value = new Secret(token);
  const end = new Date(wall + (lifetimeMs ?? NaN));
  return {
    token: Object.freeze({
      value,
      // A time beyond the calendar is none.
      expiresAt: Number.isNaN(end.getTime()) ? null : end,
      headers: () => ({ authorization: `Bearer ${value.reveal()}` }),
    }),
    isFresh: () =>
      Math.max(clock.wall() - wall, clock.steady() - steady) < usableMs,
  };
}

function isSame(token: AccessToken, other: AccessToken | undefined): boolean {
  return token.value.reveal() === other?.value.reveal();
}
