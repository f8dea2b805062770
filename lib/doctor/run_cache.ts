// What the examinations of a run share: each request, look-up, connection and certificate once.
import type { PresentedCertificate } from "../http/certificate.ts";
import type { Failure } from "../http/failure.ts";
import type { Lookup, Probe } from "../http/probe.ts";
import { type Send, sendByFetch } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import type { Transport } from "../http/transport.ts";

/** A connection to one of many servers is closed this many milliseconds after its last use: else they use up the file descriptors. */
const IDLE_MS = 250;

/** The responses that a run remembers, in characters. */
const REMEMBERED = 1_048_576;

/** What a response takes besides its text, in characters. */
const ENTRY = 1000;

/** Does something once for each key, and hands out what came of it from then on. */
export type Memo<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** What a run has requested from the network so far. */
export interface RunCache {
  readonly responses: Memo<HttpResponse | Failure>;
  readonly lookups: Memo<Lookup | null>;
  readonly probes: Memo<Probe>;
  readonly certificates: Memo<PresentedCertificate | null>;
  readonly transports: Memo<Transport>;
  readonly send: Send;
  readonly close: () => void;
}

/** Opens an empty cache. */
export function openRunCache(hasManyServers = false): RunCache {
  const transports = memoIn<Transport>(new Map());
  const opened = new Set<Transport>();
  let isClosed = false;
  const client = hasManyServers
    ? Deno.createHttpClient({ poolIdleTimeout: IDLE_MS })
    : undefined;
  return {
    responses: responseMemo(),
    lookups: memoIn(new Map()),
    probes: memoIn(new Map()),
    certificates: memoIn(new Map()),
    transports: (key, work) =>
      transports(key, async () => {
        const transport = await work();
        opened.add(transport);
        if (isClosed) transport.close();
        return transport;
      }),
    send: (url, init) => sendByFetch(url, init, client),
    // What is still being opened may never come.
    close: () => {
      isClosed = true;
      client?.close();
      for (const transport of opened) transport.close();
    },
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

/** Makes an empty memo. */
export function openMemo<T>(): Memo<T> {
  return memoIn(new Map());
}

function memoIn<T>(known: Map<string, Promise<T>>): Memo<T> {
  return (key, work) => {
    const before = known.get(key);
    if (before) return before;
    const begun = work();
    known.set(key, begun);
    return begun;
  };
}
