/**
 * The `tls` step: whether the server's certificate holds, and for how long.
 *
 * @module
 */
import { type Finding, findingOf } from "../../finding/finding.ts";
import { dayOf, type PresentedCertificate } from "../../http/certificate.ts";
import { daysBetween, explainRefusal, lookAt } from "../certificate_verdict.ts";
import type { Examination } from "../examination.ts";
import type { Failure } from "../../http/failure.ts";
import {
  failureFinding,
  failureOnTheWay,
  isBeforeTls,
  skipIfBroken,
} from "../network.ts";
import { type Details, found, type Outcome, skipped } from "../outcome.ts";
import {
  findCaProblem,
  findForeignCa,
  notVerified,
} from "../verification_findings.ts";

/** A certificate that ends sooner is warned of, in days: those that renew themselves have more left. */
const EXPIRING_DAYS = 14;

/**
 * Returns whether TLS was agreed on and the certificate verified.
 *
 * The verdict is that of the requests; what the certificate says is looked at beside them.
 */
export async function checkTls(examination: Examination): Promise<Outcome> {
  const isPlain = examination.connection.serverUrl.startsWith("http:");
  // The request begins first: the look must not delay it.
  const proof = examination.proof();
  // A direct look does not see what a proxy sees.
  const looking = isPlain || examination.proxy
    ? null
    : examination.certificate();
  await proof;
  const failure = await failureOnTheWay(examination);
  if (isPlain) {
    return failure?.step === "tls"
      ? found(failure.message, failureFinding(failure, examination))
      : skipped("the URL is http");
  }
  const broken = skipIfBroken(failure, "tls");
  if (broken) return broken;
  if (failure && isBeforeTls(failure)) {
    return skipped("no request came as far as TLS");
  }
  const certificate = await looking;
  return failure?.step === "tls"
    ? await refused(failure, certificate, examination)
    : await accepted(certificate, examination);
}

async function refused(
  failure: Failure,
  certificate: PresentedCertificate | null,
  examination: Examination,
): Promise<Outcome> {
  const explained = explainRefusal(failure, certificate, examination);
  const { ca } = await examination.transport();
  const flaws = typeof ca === "string"
    ? findCaProblem(ca, explained, examination)
    : [];
  // A certificate that nobody vouches for is what a CA that cannot be asked leads to: one cause, one finding.
  const isCaused = explained.code === "tls-untrusted" &&
    flaws.some(({ severity }) => severity === "error");
  return {
    ...found(explained.message, failureFinding(explained, examination)),
    findings: isCaused
      ? flaws
      : [failureFinding(explained, examination), ...flaws],
    details: detailsOf(certificate, false),
  };
}

async function accepted(
  certificate: PresentedCertificate | null,
  examination: Examination,
): Promise<Outcome> {
  const { ca, overruled } = await examination.transport();
  const { kind } = examination.connection.tlsVerification;
  const fault = overruled();
  const explained = fault && explainRefusal(fault, certificate, examination);
  const isVerified = kind !== "off" || fault === null;
  const findings = [
    ...(kind === "off" ? [notVerified(explained, examination)] : []),
    ...(typeof ca === "string" ? findCaProblem(ca, null, examination) : []),
    ...await findForeignCa(certificate, examination),
    ...findExpiring(certificate, examination),
  ];
  return {
    summary: summaryOf(certificate, isVerified),
    reason: null,
    findings,
    details: detailsOf(certificate, isVerified),
  };
}

function findExpiring(
  certificate: PresentedCertificate | null,
  { connection }: Examination,
): Finding[] {
  if (certificate === null) return [];
  const { validTo } = certificate;
  const days = daysBetween(new Date(), validTo);
  // What has expired is said otherwise.
  if (!(days >= 0 && days < EXPIRING_DAYS)) return [];
  return [findingOf("tls-expiring", {
    message: `${
      new URL(connection.serverUrl).host
    }: its certificate expires on ${dayOf(validTo)}, in ${days} days`,
    hint: `${lookAt(connection.serverUrl)} -dates  # renew it on the server`,
    setting: connection.urlOrigin,
  })];
}

function summaryOf(
  certificate: PresentedCertificate | null,
  isVerified: boolean,
): string {
  const verdict = isVerified
    ? "the certificate is verified"
    : "the certificate is not verified";
  if (certificate === null) return verdict;
  const { tlsVersion, issuer, validTo } = certificate;
  const days = daysBetween(new Date(), validTo);
  return `${verdict}: ${tlsVersion}, signed by '${issuer}', valid to ${
    dayOf(validTo)
  }${days >= 0 ? ` (${days} days left)` : ""}`;
}

function detailsOf(
  certificate: PresentedCertificate | null,
  isVerified: boolean,
): Details {
  if (certificate === null) return { verified: isVerified };
  const { tlsVersion, subject, issuer, names, validFrom, validTo } =
    certificate;
  const iso = (time: Date) =>
    Number.isNaN(time.getTime()) ? null : time.toISOString();
  const days = daysBetween(new Date(), validTo);
  return {
    verified: isVerified,
    tlsVersion,
    subject,
    issuer,
    names,
    validFrom: iso(validFrom),
    validTo: iso(validTo),
    daysLeft: Number.isNaN(days) ? null : days,
  };
}
