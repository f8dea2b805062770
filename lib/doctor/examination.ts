/**
 * What the checks of one connection share: the connection, its limits, and what was learned so far.
 *
 * Everything that more than one check needs is asked once and kept as a promise.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import type { Connection } from "../resolver/connection.ts";
import { secretsOf } from "../resolver/credential.ts";
import type { ProPart } from "../resolver/pro_part.ts";
import { type Redactor, redactorOf } from "../resolver/redaction.ts";
import { retryAfterOf } from "./response_failure.ts";
import type { Failure } from "../http/failure.ts";
import type { Outcome } from "./outcome.ts";
import type { PresentedCertificate } from "../http/certificate.ts";
import { endpointOf } from "../http/endpoint.ts";
import type { Probe } from "../http/probe.ts";
import {
  knowsProxies,
  type Proxy,
  proxyFor,
  type ProxyVariables,
} from "../http/proxy.ts";
import { onTheWay } from "./proxy_failure.ts";
import {
  type Answer,
  type Limits,
  request,
  type RequestFacts,
} from "../http/request.ts";
import { proveServer, type ServerProof } from "./steps/server.ts";
import type { AccountReading } from "./steps/identity.ts";
import type { Session } from "./steps/login.ts";
import { refusalOfTarget } from "./steps/target.ts";
import { openTransport, type Transport } from "../http/transport.ts";
import { openWire, type Wire } from "./run_cache.ts";

/** What the checks of one connection share. */
export interface Examination {
  /** What is examined. */
  readonly connection: Connection;
  /** The limits of each request. */
  readonly limits: Limits;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  /** The parts of ZenML Pro that servers named so far in this run, by normalised URL. */
  readonly proParts: Map<string, ProPart>;
  /** The codes that the resolver found: one cause is one finding. */
  readonly reported: () => ReadonlySet<Code>;
  /** The proxy between here and the server, or null if there is none that is known. */
  readonly proxy: Proxy | null;
  /** Whether the proxy variables are known, so that without a proxy the requests go directly. */
  readonly knowsProxies: boolean;
  /** Takes every secret of this examination out of a text. */
  readonly redact: Redactor;
  /** Keeps a secret that was learned, such as a session's token, out of every text from now on. */
  readonly learnSecret: (secret: string) => void;
  /** Why nothing may be sent to the target, by what is known when this is first asked, or null. */
  readonly refusal: () => Failure | null;
  /** Makes one request, with other limits if they are given. */
  readonly ask: (
    facts: RequestFacts,
    limits?: Limits,
  ) => Promise<Answer | Failure>;
  /** Asks the system's resolver, once; null where that is not permitted. */
  readonly lookUp: () => Promise<Probe | null>;
  /** Connects directly, once. */
  readonly connect: () => Promise<Probe>;
  /** Looks at the server's certificate over a connection of its own, once; null where that is not possible. */
  readonly certificate: () => Promise<PresentedCertificate | null>;
  /** Chooses how requests reach the server, once. */
  readonly transport: () => Promise<Transport>;
  /** Proves that a ZenML server answers, once. */
  readonly proof: () => Promise<ServerProof>;
  /** Asks whose credential it is, once. */
  readonly account: () => Promise<AccountReading>;
  /** Logs in, once. */
  readonly session: () => Promise<Session>;
  /** The longest that an answer so far asked to wait, in milliseconds, or null. */
  readonly retryAfterMs: () => number | null;
  /** Gives back what the examination holds. */
  readonly close: () => Promise<void>;
}

/** What an examination begins with. */
export interface ExaminationFacts
  extends Pick<Examination, "limits" | "signal" | "proParts" | "reported"> {
  /** The proxy variables; without them nothing is known of proxies. */
  readonly proxies?: ProxyVariables | undefined;
  /** What the run has asked before; an examination without it shares nothing, and closes its own. */
  readonly wire?: Wire;
}

/** One step: a function of what the checks share. */
export type Check = (examination: Examination) => Promise<Outcome>;

/** Begins the examination of a connection; nothing is sent yet. */
export function beginExamination(
  connection: Connection,
  { proxies = undefined, wire: shared, ...facts }: ExaminationFacts,
): Examination {
  const { serverUrl, credential } = connection;
  const wire = shared ?? openWire();
  const secrets = secretsOf(credential);
  let redactor: Redactor | undefined;
  const redact: Redactor = (text) => (redactor ??= redactorOf(secrets))(text);
  const { origin } = new URL(serverUrl);
  const { hostname, permission } = endpointOf(serverUrl);
  const proxy = proxyFor(serverUrl, proxies ?? {});
  const way = wayOf(connection);
  const transport = () =>
    wire.transports(way, () => openTransport(connection, wire.send));
  let retryAfterMs: number | null = null;
  let refusal: Failure | null | undefined;
  const examination: Examination = {
    connection,
    ...facts,
    proxy,
    knowsProxies: proxies !== undefined && knowsProxies(proxies),
    redact,
    learnSecret: (secret) => {
      secrets.push(secret);
      redactor = undefined;
    },
    ask: async (asked, limits = facts.limits) => {
      // What ZENML_STORE_VERIFY_SSL says holds for the server alone, as in the client.
      const isServer = new URL(asked.url).origin === origin;
      const answer = await wire.answers(
        JSON.stringify([asked, limits, isServer && way]),
        async () =>
          await request(
            asked,
            limits,
            facts.signal,
            isServer ? (await transport()).send : wire.send,
          ),
      );
      if (!("code" in answer)) {
        retryAfterMs = Math.max(retryAfterMs ?? 0, retryAfterOf(answer)) ||
          null;
        return answer;
      }
      // The control plane may have another proxy than the server.
      return onTheWay(answer, asked.url, proxyFor(asked.url, proxies ?? {}));
    },
    retryAfterMs: () => retryAfterMs,
    refusal: () =>
      refusal === undefined ? refusal = refusalOfTarget(examination) : refusal,
    // Only what proves the server is loaded before it is asked.
    lookUp: once(async () => {
      if (examination.refusal()) return null;
      const { lookUp } = await import("../http/probe.ts");
      return await wire.lookUps(hostname, () => lookUp(examination));
    }),
    connect: once(async () => {
      const failure = examination.refusal();
      if (failure) return { addresses: [], failure, attempts: [] };
      const { connectTo } = await import("../http/probe.ts");
      return await wire.connects(
        JSON.stringify([permission, proxy?.host]),
        () => connectTo(examination),
      );
    }),
    certificate: once(async () => {
      if (examination.refusal()) return null;
      const { lookAtCertificate, redactedCertificate } = await import(
        "../http/certificate.ts"
      );
      const presented = await wire.certificates(
        permission,
        () => lookAtCertificate(examination),
      );
      return redactedCertificate(presented, redact);
    }),
    transport,
    proof: once(() => proveServer(examination)),
    account: once(async () =>
      (await import("./steps/identity.ts")).readAccount(examination)
    ),
    session: once(async () =>
      (await import("./steps/login.ts")).openSession(examination)
    ),
    close: async () => {
      if (!shared) await wire.close();
    },
  };
  return examination;
}

/** What makes two ways to a server the same; without TLS its verification makes no difference. */
function wayOf({ serverUrl, tlsVerification }: Connection): string {
  const { origin, protocol } = new URL(serverUrl);
  return JSON.stringify([
    origin,
    protocol === "https:" ? tlsVerification : null,
  ]);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => answer ??= ask();
}
