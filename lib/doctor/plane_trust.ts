// Whether the client trusts the control plane, where it exchanges a Pro key.
import type { Finding } from "../finding/finding.ts";
import { type Fix, missingIn } from "../finding/fix.ts";
import { vouchesFor } from "../http/ca.ts";
import {
  chainIn,
  lookAtCertificate,
  type PresentedCertificate,
} from "../http/certificate.ts";
import { describeTrust, filesOfTrust } from "../resolver/trust.ts";
import { CA_VARIABLES, setToCa } from "./ca_fix.ts";
import type { Context } from "./context.ts";
import { acceptedHereFindings } from "./trusted_here.ts";
import { caProblemFinding } from "./verification_findings.ts";

/** Names the CA of the control plane by the one variable that the exchange reads. */
export function trustPlane({ connection: { exchangeTrust } }: Context): Fix {
  return setToCa(exchangeTrust?.origin ?? missingIn(CA_VARIABLES.client));
}

/** Returns the variable that names the CA of the exchange, or would. */
export function exchangeVariable(
  { connection: { exchangeTrust } }: Context,
): string {
  return exchangeTrust?.origin?.variable ?? CA_VARIABLES.client;
}

/** Returns whether the client's bundle, the only one it reads, does not vouch for a control plane that Deno trusts. */
export async function isOutsideBundle(
  url: string,
  context: Context,
): Promise<boolean> {
  const ca = (await context.transportTo(url)).ca;
  if (!Array.isArray(ca) || url.startsWith("http:")) return false;
  // A direct look does not see what a proxy sees.
  if (context.proxyFor(url) !== null) return false;
  const certificate = await certificateOf(url, context);
  const chain = certificate ? await chainIn(certificate) : [];
  return chain.length > 0 && !vouchesFor(ca, chain);
}

/** Finds that the client's bundle cannot be used; where the server is verified by the same one, step tls has said it. */
export async function bundleFlaw(
  url: string,
  isCause: boolean,
  context: Context,
): Promise<Finding | null> {
  const { connection: { exchangeTrust, serverUrl, tlsVerification }, secrets } =
    context;
  const ca = (await context.transportTo(url)).ca;
  if (!exchangeTrust || typeof ca !== "string") return null;
  const isSaid = serverUrl.startsWith("https:") &&
    tlsVerification.kind === "ca-bundle";
  if (isSaid || url.startsWith("http:")) return null;
  const { value, origin } = exchangeTrust;
  return caProblemFinding(ca, isCause, {
    trust: value,
    origin,
    shown: secrets.redactOwn(describeTrust(value)),
    paths: secrets.redactOwn(filesOfTrust(value).join()),
  });
}

/** Finds that only roots of Deno's own vouch for the control plane; where the client names a bundle, that alone counts. */
export async function planeTrustedHereFindings(
  url: string,
  context: Context,
): Promise<readonly Finding[]> {
  const { exchangeTrust, serverUrl, tlsVerification } = context.connection;
  // A direct look does not see what a proxy sees.
  const isSeen = !url.startsWith("http:") && context.proxyFor(url) === null;
  if (!isSeen || exchangeTrust?.value.kind !== "on") return [];
  const findings = await acceptedHereFindings({
    consumers: ["client"],
    host: context.secrets.redact(new URL(url).host),
    certificate: () => certificateOf(url, context),
    ca: null,
  }, context);
  // Which files may not be read, step tls says as well.
  const isSaid = serverUrl.startsWith("https:") &&
    tlsVerification.kind === "on";
  return findings.filter(({ code }) => code !== "permission-denied" || !isSaid);
}

async function certificateOf(
  url: string,
  { limits: { timeoutMs }, signal }: Context,
): Promise<PresentedCertificate | null> {
  return await lookAtCertificate(url, { timeoutMs, signal });
}
