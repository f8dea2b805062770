// Opens the context of one connection's examination: the wiring of plain values and of the requests to the network.
import type { Code } from "../codes/codes.ts";
import type { Place } from "../finding/place.ts";
import { type Trust, trustIdentity } from "../resolver/trust.ts";
import {
  lookAtCertificate,
  type PresentedCertificate,
} from "../http/certificate.ts";
import { endpointOf, mayConnect } from "../http/endpoint.ts";
import type { Failure } from "../http/failure.ts";
import { connectTo, lookUp } from "../http/probe.ts";
import { knowsProxies, proxyFor, type ProxyVariables } from "../http/proxy.ts";
import { type Limits, request } from "../http/request.ts";
import { type HttpResponse, retryAfterMs } from "../http/response.ts";
import { sanitize } from "../http/sanitize.ts";
import {
  openTransport,
  type Transport,
  type Verification,
} from "../http/transport.ts";
import type { Connection } from "../resolver/connection.ts";
import { secretsOf } from "../resolver/credential.ts";
import type { Redactor } from "../resolver/redaction.ts";
import type { ProPart } from "../resolver/pro_part.ts";
import type { SecretSet } from "../resolver/secret_set.ts";
import type { Context, Reach } from "./context.ts";
import { reachServer, targetProblem } from "./reach.ts";
import { openMemo, type RunCache } from "./run_cache.ts";

/** What the examinations of a run have in common. */
export interface RunFacts {
  readonly place: Place;
  readonly limits: Limits;
  readonly maxKeyAgeMs: number | null;
  readonly signal: AbortSignal;
  readonly secrets: SecretSet;
  readonly reported: ReadonlySet<Code>;
  readonly proUrls: Map<string, ProPart>;
  readonly proxies: ProxyVariables | undefined;
  readonly cache: RunCache;
}

const CERTIFICATE_MS = 2000;
/** A look whether a port that http was spoken to speaks TLS. */
const PLAIN_CERTIFICATE_MS = 1000;

/** A context, and the server's `Retry-After` in milliseconds, or null. */
export interface OpenedContext {
  readonly context: Context;
  readonly retryAfterMs: () => number | null;
}

/** Opens the context of a connection's examination. */
export function openContext(
  connection: Connection,
  { cache, proxies, ...shared }: RunFacts,
): OpenedContext {
  const { serverUrl, tlsVerification } = connection;
  const { limits, signal, secrets } = shared;
  const { origin, protocol } = new URL(serverUrl);
  const endpoint = endpointOf(serverUrl);
  const proxy = proxyFor(serverUrl, proxies ?? {});
  const reachMs = limits.reachMs ?? limits.timeoutMs;
  const isPlain = protocol === "http:";
  const way = JSON.stringify([
    origin,
    isPlain
      ? null
      : [isTerraformAlone(connection), trustIdentity(tlsVerification)],
  ]);
  secrets.add(...secretsOf(connection.credential));
  let waitMs = 0;
  let reaching: Promise<Reach> | null = null;
  // A run may forget a response; the connection that it is for does not.
  const own = openMemo<HttpResponse | Failure>();
  const context: Context = {
    ...shared,
    connection,
    proxy,
    knowsProxies: proxies !== undefined && knowsProxies(proxies),
    proxyVariables: proxies ?? null,
    proxyFor: (url) => proxyFor(url, proxies ?? {}),
    transport: () =>
      cache.transports(
        way,
        () =>
          openTransport(
            serverUrl,
            verificationOf(connection),
            signal,
            cache.send,
          ),
      ),
    transportTo: (url) => transportTo(url, context, cache),
    request: async (facts, within = limits) => {
      // What the connection's verification says holds for the server alone, as in the client.
      const isServer = new URL(facts.url).origin === origin;
      const key = JSON.stringify([facts, within, isServer && way]);
      const response = await own(key, () =>
        cache.responses(key, async () => {
          const { send } = isServer
            ? await context.transport()
            : await context.transportTo(facts.url) ?? cache;
          return await request(facts, within, signal, send);
        }));
      if (response.kind === "response") {
        waitMs = Math.max(waitMs, retryAfterMs(response));
      }
      return response;
    },
    lookUp: async () =>
      targetProblem(context) ? null : await cache.lookups(
        endpoint.hostname,
        () => lookUp(endpoint.hostname, { timeoutMs: reachMs, signal }),
      ),
    connect: async () => {
      if (targetProblem(context) || (proxy && !mayConnect(proxy.host))) {
        return { addresses: [], failure: null, attempts: [] };
      }
      return await cache.probes(
        JSON.stringify([endpoint.permission, proxy?.host]),
        () =>
          proxy
            ? connectTo(
              { ...proxy, isAddress: true },
              () => Promise.resolve(null),
              { timeoutMs: reachMs, signal },
            )
            : connectTo(endpoint, context.lookUp, {
              timeoutMs: reachMs,
              signal,
            }),
      );
    },
    certificate: async () => {
      if (targetProblem(context)) return null;
      const presented = await cache.certificates(
        endpoint.permission,
        () =>
          lookAtCertificate(serverUrl, {
            timeoutMs: Math.min(
              isPlain ? PLAIN_CERTIFICATE_MS : CERTIFICATE_MS,
              limits.timeoutMs,
            ),
            signal,
          }),
      );
      return presented && shownCertificate(presented, secrets.redact);
    },
    reach: () => reaching ??= reachServer(context),
  };
  return { context, retryAfterMs: () => waitMs || null };
}

/** Terraform asks the system's roots, which may hold a CA that Deno does not know. */
function verificationOf(connection: Connection): Verification {
  const { tlsVerification } = connection;
  return tlsVerification.kind === "on" && isTerraformAlone(connection)
    ? { kind: "system" }
    : tlsVerification;
}

function isTerraformAlone({ consumers }: Connection): boolean {
  return consumers.join() === "terraform";
}

/** Opens the way to the control plane, where the client verifies that by roots of its own; null for the default way. */
async function transportTo(
  url: string,
  { connection: { exchangeTrust }, signal }: Context,
  cache: RunCache,
): Promise<Transport | null> {
  const trust: Trust = exchangeTrust?.value ?? { kind: "on" };
  if (trust.kind === "on") return null;
  const { origin } = new URL(url);
  return await cache.transports(
    JSON.stringify([origin, [false, trustIdentity(trust)]]),
    () => openTransport(url, trust, signal, cache.send),
  );
}

function shownCertificate(
  certificate: PresentedCertificate,
  redact: Redactor,
): PresentedCertificate {
  return {
    ...certificate,
    subject: sanitize(certificate.subject, redact),
    issuer: sanitize(certificate.issuer, redact),
    names: certificate.names.map((name) => sanitize(name, redact)),
  };
}
