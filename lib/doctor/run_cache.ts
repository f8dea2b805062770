/**
 * What the examinations of one run share: a question that two of them would ask alike goes over the wire once.
 *
 * The answers are shared, not the verdicts: each examination says by itself what an answer means for its variables.
 *
 * @module
 */
import type { PresentedCertificate } from "../http/certificate.ts";
import type { Failure } from "../http/failure.ts";
import type { Probe } from "../http/probe.ts";
import { type Answer, type Send, sendByFetch } from "../http/request.ts";
import type { Transport } from "../http/transport.ts";

/** How long a connection is kept that may not be needed any more, in milliseconds. */
const IDLE_MS = 250;

/** Asks a question, or gives the answer that it had before. */
export type Memo<T> = (question: string, ask: () => Promise<T>) => Promise<T>;

/** What was asked in a run, by kind. Questions name secrets, and so never leave this. */
export interface Wire {
  /** Requests, by everything that is sent. */
  readonly answers: Memo<Answer | Failure>;
  /** Questions to the system's resolver, by host name. */
  readonly lookUps: Memo<Probe | null>;
  /** Direct connections, by host and port. */
  readonly connects: Memo<Probe>;
  /** Looks at a certificate, by host and port. */
  readonly certificates: Memo<PresentedCertificate | null>;
  /** Ways to reach a server, by origin and TLS verification. */
  readonly transports: Memo<Transport>;
  /** Makes one exchange where nothing is special about the server's certificate. */
  readonly send: Send;
  /** Gives back what the ways hold. */
  readonly close: () => Promise<void>;
}

/** Opens the wire of a run; nothing is sent yet. */
export function openWire(hasManyServers = false): Wire {
  const transports = new Map<string, Promise<Transport>>();
  const client = hasManyServers
    ? Deno.createHttpClient({ poolIdleTimeout: IDLE_MS })
    : undefined;
  return {
    answers: memoIn(new Map()),
    lookUps: memoIn(new Map()),
    connects: memoIn(new Map()),
    certificates: memoIn(new Map()),
    transports: memoIn(transports),
    send: (url, init) => sendByFetch(url, init, client),
    close: async () => {
      client?.close();
      for (const transport of transports.values()) (await transport).close();
    },
  };
}

function memoIn<T>(answers: Map<string, Promise<T>>): Memo<T> {
  return (question, ask) => {
    const known = answers.get(question);
    if (known) return known;
    const answer = ask();
    answers.set(question, answer);
    return answer;
  };
}
