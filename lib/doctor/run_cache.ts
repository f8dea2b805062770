// What the examinations of a run share: each request, look-up, connection and certificate once.
import type { PresentedCertificate } from "../http/certificate.ts";
import type { Failure } from "../http/failure.ts";
import type { Lookup, Probe } from "../http/probe.ts";
import { type Send, sendByFetch } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import type { Transport } from "../http/transport.ts";

/** A connection to one of many servers is closed this many milliseconds after its last use: else they use up the file descriptors. */
const IDLE_MS = 250;

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
    responses: memoIn(new Map()),
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

function memoIn<T>(known: Map<string, Promise<T>>): Memo<T> {
  return (key, work) => {
    const before = known.get(key);
    if (before) return before;
    const begun = work();
    known.set(key, begun);
    return begun;
  };
}
