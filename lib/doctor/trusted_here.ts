// A certificate that this check trusts by roots of Deno's own, and a program does not.
import type { X509Certificate } from "node:crypto";
import {
  type Consumer,
  CONSUMER_NAMES,
  CONSUMERS,
} from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { permit } from "../finding/fix.ts";
import { type CaReading, vouchesFor } from "../http/ca.ts";
import { chainIn, type PresentedCertificate } from "../http/certificate.ts";
import { type OwnRoots, readOwnRoots } from "../http/own_roots.ts";
import { readSystemRoots } from "../http/root_files.ts";
import { trustCa } from "./ca_fix.ts";
import type { Context } from "./context.ts";

type Chain = readonly X509Certificate[];

/** With more certificates than this, a file is a copy of a system's roots and not a CA of one's own. */
const MOST_OWN = 20;

/** An accepted certificate, and the programs that judge it by roots of their own. */
interface Accepted {
  readonly consumers: readonly Consumer[];
  /** Whose certificate it is, as it may be shown. */
  readonly host: string;
  readonly certificate: () => Promise<PresentedCertificate | null>;
  /** The CA that all of them ask, where it is known. */
  readonly ca: CaReading | null;
}

/** Finds that only roots of Deno's own vouch for a server's certificate. */
export async function trustedHereFindings(
  certificate: PresentedCertificate | null,
  context: Context,
): Promise<Finding[]> {
  const { connection: { consumers, serverUrl, tlsVerification } } = context;
  const { ca } = await context.transport();
  // A program that trusts one CA alone is judged by that.
  const asksOthers = tlsVerification.kind === "on" ||
    (tlsVerification.kind === "ca-roots" && !tlsVerification.isAlone);
  return asksOthers
    ? await acceptedHereFindings({
      consumers: consumers.length > 0 ? consumers : CONSUMERS,
      host: new URL(serverUrl).host,
      certificate: () => Promise.resolve(certificate),
      ca,
    }, context)
    : [];
}

/** Finds that only roots of Deno's own vouch for a certificate that was accepted. */
export async function acceptedHereFindings(
  accepted: Accepted,
  context: Context,
): Promise<Finding[]> {
  const own = await readOwnRoots();
  if (own === null) return [];
  if (own.denied.length > 0) return [notPermitted(own.denied, context)];
  const { ca, consumers } = accepted;
  const certificate = await accepted.certificate();
  const chain = certificate ? await chainIn(certificate) : [];
  if (Array.isArray(ca) && vouchesFor(ca, chain)) return [];
  return (["no", "unknown"] as const).flatMap((trust) => {
    const concerned = consumers.filter((consumer) =>
      judge(consumer, chain, own) === trust
    );
    return concerned.length === 0
      ? []
      : [hereFinding(trust, concerned, own, accepted, context)];
  });
}

function hereFinding(
  trust: "no" | "unknown",
  consumers: readonly Consumer[],
  own: OwnRoots,
  { host }: Accepted,
  { connection: { urlOrigin } }: Context,
): Finding {
  const programs = consumers.map((one) => CONSUMER_NAMES[one]).join(" and ");
  const variables = own.variables.join(" and ");
  return findingOf("tls-trusted-here-only", {
    severity: trust === "no" ? "warning" : "info",
    message: trust === "no"
      ? `${variables} makes this check trust the certificate of ${host}; ${programs} does not read that, and the roots of its own do not vouch for it`
      : `${variables} adds to the roots of this check; whether ${programs} trusts the certificate of ${host} without is not known`,
    fix: trustCa(consumers),
    consumers,
    setting: urlOrigin,
  });
}

/** Returns whether one of two programs of a connection trusts what Deno does not: Terraform, by the system's roots. */
export async function isTrustedByTerraform(
  certificate: PresentedCertificate | null,
  { connection: { consumers, tlsVerification } }: Context,
): Promise<boolean> {
  const isShared = consumers.includes("client") &&
    consumers.includes("terraform") && tlsVerification.kind === "on";
  if (!isShared || certificate === null) return false;
  const roots = await readSystemRoots();
  return roots !== null && vouchesFor(roots, await chainIn(certificate));
}

/** Returns whether a program's own roots vouch for a chain. */
export function judge(
  consumer: Consumer,
  chain: Chain,
  own: Omit<OwnRoots, "denied" | "variables">,
): "yes" | "no" | "unknown" {
  if (chain.length === 0) return "unknown";
  const roots = consumer === "terraform" ? own.system : own.mozilla;
  if (roots !== null) return vouchesFor(roots, chain) ? "yes" : "no";
  if (vouchesFor(own.added, chain)) {
    return own.added.length > MOST_OWN ? "unknown" : "no";
  }
  // What nothing added vouches for holds by Mozilla's roots, or by those of the system.
  return own.asksSystem && consumer === "client" ? "unknown" : "yes";
}

function notPermitted(
  paths: readonly string[],
  { connection, secrets }: Context,
): Finding {
  const shown = secrets.redactOwn(paths.join(","));
  return findingOf("permission-denied", {
    severity: "info",
    message:
      `Deno was not given the permission to read ${shown}, which adds to the roots of this check: whether the programs trust the certificate without is not known`,
    fix: permit("--allow-read", shown),
    setting: connection.urlOrigin,
  });
}
