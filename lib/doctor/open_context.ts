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
import { openTransport, type Verification } from "../http/transport.ts";
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
  const { origin } = new URL(serverUrl);
  const { ownKey, ...transports } = transportsOf(connection, signal, cache);
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
    ...transports,
    request: async (facts, within = limits) => {
      // What the connection's verification says holds for the server alone, as in the client.
      const isServer = new URL(facts.url).origin === origin;
      const key = JSON.stringify([facts, within, isServer && ownKey]);
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

/** The transports of a connection to its server and to others, and the key of that to the server. */
function transportsOf(
  connection: Connection,
  signal: AbortSignal,
  { transports, openConnections }: RunCache,
): Pick<Context, "transport" | "transportTo"> & { readonly ownKey: string } {
  const { serverUrl, tlsVerification, exchangeTrust } = connection;
  const isTerraforms = isTerraformAlone(connection);
  const ownKey = transportKey(serverUrl, tlsVerification, isTerraforms);
  // The client may verify the control plane by roots of its own.
  const planeTrust: Trust = exchangeTrust?.value ?? { kind: "on" };
  const share = (key: string, url: string, verification: Verification) =>
    transports(
      key,
      () => openTransport(url, verification, signal, openConnections),
    );
  return {
    ownKey,
    transport: () => share(ownKey, serverUrl, verificationOf(connection)),
    transportTo: async (url) =>
      await share(transportKey(url, planeTrust, false), url, planeTrust),
  };
}

/** What requests have in common that share a transport: without TLS its verification makes no difference. */
function transportKey(
  url: string,
  trust: Trust,
  isTerraforms: boolean,
): string {
  const { origin, protocol } = new URL(url);
  return JSON.stringify([
    origin,
    protocol === "http:" ? null : [isTerraforms, trustIdentity(trust)],
  ]);
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
