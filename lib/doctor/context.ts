// What the steps of an examination are given: plain values, and the requests, each of which is sent once.
import type { Code } from "../codes/codes.ts";
import type { Place } from "../finding/place.ts";
import type { PresentedCertificate } from "../http/certificate.ts";
import type { Failure } from "../http/failure.ts";
import type { Lookup, Probe } from "../http/probe.ts";
import type { Proxy, ProxyVariables } from "../http/proxy.ts";
import type { Limits, RequestFacts } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import type { Transport } from "../http/transport.ts";
import type { Connection } from "../resolver/connection.ts";
import type { SecretSet } from "../resolver/secret_set.ts";
import type { ProPart } from "../resolver/pro_part.ts";
import type { Problem } from "./problem.ts";
import type { ServerProof } from "./values.ts";

/** What the first request to the server came to. */
export type Reach =
  | { readonly kind: "proven"; readonly proof: ServerProof }
  | { readonly kind: "failed"; readonly problem: Problem };

/** The examination of one connection. */
export interface Context {
  readonly connection: Connection;
  /** What sets the variables, for which fixes are written. */
  readonly place: Place;
  readonly limits: Limits;
  /** The age from which an API key is old, in milliseconds, or null. */
  readonly maxKeyAgeMs: number | null;
  /** Ends everything under way. */
  readonly signal: AbortSignal;
  /** The run's secrets, those of all connections. */
  readonly secrets: SecretSet;
  /** The codes that the resolver's findings have. */
  readonly reported: ReadonlySet<Code>;
  /** The parts of ZenML Pro that servers of this run told of, by URL. */
  readonly proUrls: Map<string, ProPart>;
  /** The proxy that requests to the server go through. */
  readonly proxy: Proxy | null;
  /** Whether every variable that names a proxy could be read. */
  readonly knowsProxies: boolean;
  /** The proxy variables, or null where they are not known. */
  readonly proxyVariables: ProxyVariables | null;
  /** Finds the proxy for another URL. */
  readonly proxyFor: (url: string) => Proxy | null;
  readonly request: (
    facts: RequestFacts,
    limits?: Limits,
  ) => Promise<HttpResponse | Failure>;
  /** Resolves the host's name; null where that is not permitted. */
  readonly lookUp: () => Promise<Lookup | null>;
  /** Connects to the server, or to the proxy before it, and sends nothing. */
  readonly connect: () => Promise<Probe>;
  /** The certificate that the server presents, with texts that may be shown. */
  readonly certificate: () => Promise<PresentedCertificate | null>;
  readonly transport: () => Promise<Transport>;
  /** How requests to another origin, as that of the control plane, are verified. */
  readonly transportTo: (url: string) => Promise<Transport>;
  /** The first request to the server, from which every step of the network reads its result. */
  readonly reach: () => Promise<Reach>;
}
