// Looks at the network that send no request: the host's addresses, a connection, the certificate.
import {
  lookAtCertificate,
  type PresentedCertificate,
} from "../http/certificate.ts";
import { endpointOf, mayConnect } from "../http/endpoint.ts";
import { connectTo, type Lookup, lookUp, type Probe } from "../http/probe.ts";
import type { Limits } from "../http/request.ts";
import { sanitize } from "../http/sanitize.ts";
import type { Redactor } from "../resolver/redaction.ts";
import type { Context } from "./context.ts";
import { targetProblem } from "./reach.ts";
import type { RunCache } from "./run_cache.ts";

const CERTIFICATE_MS = 2000;
/** A look whether a port that http was spoken to speaks TLS. */
const PLAIN_CERTIFICATE_MS = 1000;

/** Resolves the host's name, once for a run. */
export async function lookUpHost(
  context: Context,
  cache: RunCache,
): Promise<Lookup | null> {
  const { connection, limits, signal } = context;
  const { hostname } = endpointOf(connection.serverUrl);
  return targetProblem(context) ? null : await cache.lookups(
    hostname,
    () => lookUp(hostname, { timeoutMs: reachOf(limits), signal }),
  );
}

/** Connects to the server, or to the proxy before it, once for a run. */
export async function connectOnce(
  context: Context,
  cache: RunCache,
): Promise<Probe> {
  const { connection, limits, proxy, signal } = context;
  if (targetProblem(context) || (proxy && !mayConnect(proxy.host))) {
    return { addresses: [], failure: null, attempts: [] };
  }
  const endpoint = endpointOf(connection.serverUrl);
  const within = { timeoutMs: reachOf(limits), signal };
  return await cache.probes(
    JSON.stringify([endpoint.permission, proxy?.host]),
    () =>
      proxy
        ? connectTo(
          { ...proxy, isAddress: true },
          () => Promise.resolve(null),
          within,
        )
        : connectTo(endpoint, context.lookUp, within),
  );
}

/** Looks at the certificate that the server presents, once for a run; its texts may be shown. */
export async function certificateOnce(
  context: Context,
  cache: RunCache,
): Promise<PresentedCertificate | null> {
  if (targetProblem(context)) return null;
  const { connection: { serverUrl }, limits, secrets, signal } = context;
  const longest = serverUrl.startsWith("http:")
    ? PLAIN_CERTIFICATE_MS
    : CERTIFICATE_MS;
  const presented = await cache.certificates(
    endpointOf(serverUrl).permission,
    () =>
      lookAtCertificate(serverUrl, {
        timeoutMs: Math.min(longest, limits.timeoutMs),
        signal,
      }),
  );
  return presented && shownCertificate(presented, secrets.redact);
}

function reachOf({ reachMs, timeoutMs }: Limits): number {
  return reachMs ?? timeoutMs;
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
