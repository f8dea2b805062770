// Opens the context of one connection's examination: the wiring of plain values and of the requests to the network.
import { type Trust, trustIdentity } from "../resolver/trust.ts";
import type { Failure } from "../http/failure.ts";
import { knowsProxies, proxyFor, type ProxyVariables } from "../http/proxy.ts";
import {
  type Limits,
  request,
  type RequestFacts,
  type Send,
} from "../http/request.ts";
import { type HttpResponse, retryAfterMs } from "../http/response.ts";
import {
  openTransport,
  type Transport,
  type Verification,
} from "../http/transport.ts";
import { type Connection, isTerraformAlone } from "../resolver/connection.ts";
import { secretsOf } from "../resolver/credential.ts";
import type { Context, Reach } from "./context.ts";
import { certificateOnce, connectOnce, lookUpHost } from "./network_looks.ts";
import { reachServer } from "./reach.ts";
import { openMemo } from "./memo.ts";
import type { RunCache } from "./run_cache.ts";

/** What the examinations of a run have in common. */
export interface RunFacts extends
  Pick<
    Context,
    | "place"
    | "limits"
    | "maxKeyAgeMs"
    | "signal"
    | "secrets"
    | "reported"
    | "proUrls"
  > {
  readonly proxies: ProxyVariables | undefined;
  readonly cache: RunCache;
  /** Called as each request to the network ends. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** A request that was made, without headers and bodies. */
export interface Exchange {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** The status and the length of the body in bytes, or why there is no response. */
  readonly outcome:
    | { readonly status: number; readonly bytes: number }
    | Failure;
  readonly durationMs: number;
}

/** A context, and the server's `Retry-After` in milliseconds, or null. */
export interface OpenedContext {
  readonly context: Context;
  readonly retryAfterMs: () => number | null;
}

/** Opens the context of a connection's examination. */
export function openContext(
  connection: Connection,
  { cache, proxies, onExchange, ...shared }: RunFacts,
): OpenedContext {
  const { serverUrl } = connection;
  const { limits, signal, secrets } = shared;
  const transportKey = transportKeyOf(connection);
  secrets.add(...secretsOf(connection.credential));
  let waitMs = 0;
  let reaching: Promise<Reach> | null = null;
  // A run may forget a response; the connection that it is for does not.
  const own = openMemo<HttpResponse | Failure>();
  const context: Context = {
    ...shared,
    connection,
    proxy: proxyFor(serverUrl, proxies ?? {}),
    knowsProxies: proxies !== undefined && knowsProxies(proxies),
    proxyVariables: proxies ?? null,
    proxyFor: (url) => proxyFor(url, proxies ?? {}),
    transport: () => ownTransport(transportKey, context, cache),
    transportTo: (url) => transportTo(url, context, cache),
    request: async (facts, within = limits) => {
      // What the connection's verification says holds for the server alone, as in the client.
      const isServer = isOfOrigin(facts.url, serverUrl);
      const key = JSON.stringify([facts, within, isServer && transportKey]);
      const response = await own(key, () =>
        cache.responses(key, async () => {
          const { send } = isServer
            ? await context.transport()
            : await context.transportTo(facts.url);
          return await requestAndTell(facts, within, signal, send, onExchange);
        }));
      if (response.kind === "response") {
        waitMs = Math.max(waitMs, retryAfterMs(response));
      }
      return response;
    },
    lookUp: () => lookUpHost(context, cache),
    connect: () => connectOnce(context, cache),
    certificate: () => certificateOnce(context, cache),
    reach: () => reaching ??= reachServer(context),
  };
  return { context, retryAfterMs: () => waitMs || null };
}

/** What two connections have in common that share a transport to a server. */
function transportKeyOf(connection: Connection): string {
  const { origin, protocol } = new URL(connection.serverUrl);
  const isPlain = protocol === "http:";
  return JSON.stringify([
    origin,
    isPlain ? null : [
      isTerraformAlone(connection),
      trustIdentity(connection.tlsVerification),
    ],
  ]);
}

function isOfOrigin(url: string, serverUrl: string): boolean {
  return new URL(url).origin === new URL(serverUrl).origin;
}

async function requestAndTell(
  facts: RequestFacts,
  limits: Limits,
  signal: AbortSignal,
  send: Send,
  onExchange: RunFacts["onExchange"],
): Promise<HttpResponse | Failure> {
  const begin = performance.now();
  const response = await request(facts, limits, signal, send);
  onExchange?.(exchangeOf(facts, response, performance.now() - begin));
  return response;
}

function exchangeOf(
  { url, form }: RequestFacts,
  response: HttpResponse | Failure,
  durationMs: number,
): Exchange {
  return {
    method: form ? "POST" : "GET",
    url,
    outcome: response.kind === "response"
      ? {
        status: response.status,
        bytes: new TextEncoder().encode(response.text).length,
      }
      : response,
    durationMs,
  };
}

/** Terraform trusts the system's roots, which may hold a CA that Deno does not know. */
function verificationOf(connection: Connection): Verification {
  const { tlsVerification } = connection;
  return tlsVerification.kind === "on" && isTerraformAlone(connection)
    ? { kind: "system" }
    : tlsVerification;
}

/** Opens the way to the server. */
function ownTransport(
  key: string,
  { connection, signal }: Context,
  { transports, openConnections }: RunCache,
): Promise<Transport> {
  return transports(key, () =>
    openTransport(
      connection.serverUrl,
      verificationOf(connection),
      signal,
      openConnections,
    ));
}

/** Opens the way to the control plane, which the client may verify by roots of its own. */
async function transportTo(
  url: string,
  { connection: { exchangeTrust }, signal }: Context,
  cache: RunCache,
): Promise<Transport> {
  const trust: Trust = exchangeTrust?.value ?? { kind: "on" };
  const { origin } = new URL(url);
  return await cache.transports(
    JSON.stringify([origin, [false, trustIdentity(trust)]]),
    () => openTransport(url, trust, signal, cache.openConnections),
  );
}
