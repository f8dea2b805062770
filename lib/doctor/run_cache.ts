// What the examinations of a run share: each request, look-up, connection and certificate once.
import type { PresentedCertificate } from "../http/certificate.ts";
import type { Failure } from "../http/failure.ts";
import type { Lookup, Probe } from "../http/probe.ts";
import {
  type Connections,
  ownConnections,
  sharedConnections,
} from "../http/connections.ts";
import type { HttpResponse } from "../http/response.ts";
import type { Transport } from "../http/transport.ts";
import { type Memo, memoIn, recentMemo } from "./memo.ts";
import { openTransportPool, type TransportPool } from "./transport_pool.ts";

/** The responses that a run remembers, in characters. */
const REMEMBERED = 1_048_576;

/** What a response takes besides its text, in characters. */
const ENTRY = 1000;

/** What a run has requested from the network so far. */
export interface RunCache {
  readonly responses: Memo<HttpResponse | Failure>;
  readonly lookups: Memo<Lookup | null>;
  readonly probes: Memo<Probe>;
  readonly certificates: Memo<PresentedCertificate | null>;
  readonly transports: Memo<Transport>;
  /** Begins to use ways to servers for one target alone. */
  readonly lease: TransportPool["lease"];
  /** Opens what a way to a server sends over. */
  readonly openConnections: () => Connections;
  readonly close: () => void;
}

/** Opens an empty cache; where there are many servers, a way to one closes its connections. */
export function openRunCache(hasManyServers = false): RunCache {
  const pool = openTransportPool();
  return {
    responses: responseMemo(),
    lookups: recentMemo(),
    probes: recentMemo(),
    certificates: recentMemo(),
    transports: pool.lease().transports,
    lease: pool.lease,
    openConnections: hasManyServers ? ownConnections : sharedConnections,
    close: pool.close,
  };
}

/**
 * Remembers responses as long as they have room together, those that were of use last: of many targets nothing may be
 * kept for the case that another one asks the same.
 */
function responseMemo(): Memo<HttpResponse | Failure> {
  const known = new Map<string, Promise<HttpResponse | Failure>>();
  const memo = memoIn(known);
  const sizes = new Map<string, number>();
  let total = 0;
  const forget = (key: string) => {
    total -= sizes.get(key) ?? 0;
    sizes.delete(key);
    known.delete(key);
  };
  const touch = (key: string) => {
    const size = sizes.get(key);
    if (size === undefined) return;
    sizes.delete(key);
    sizes.set(key, size);
  };
  return (key, work) => {
    touch(key);
    return memo(key, async () => {
      const response = await work();
      const size = ENTRY + key.length + sizeOf(response);
      sizes.set(key, size);
      total += size;
      for (const oldest of sizes.keys()) {
        if (total <= REMEMBERED) break;
        forget(oldest);
      }
      return response;
    });
  };
}

/** How much a response holds, in characters. */
function sizeOf(response: HttpResponse | Failure): number {
  if (response.kind !== "response") return 0;
  const { headers, text } = response;
  const lines = headers instanceof Map ? [...headers].flat() : [];
  return lines.reduce((size, { length }) => size + length, text.length);
}
