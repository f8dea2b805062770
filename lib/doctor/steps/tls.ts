import type { Finding } from "../../finding/finding.ts";
import type { PresentedCertificate } from "../../http/certificate.ts";
import { isOfResponse } from "../../http/failure.ts";
import { attribute } from "../attribution.ts";
import { attributionWords } from "../attribution_text.ts";
import {
  type CertificateWords,
  certificateWords,
  dayOf,
  daysBetween,
} from "../certificate_text.ts";
import { trustCa } from "../ca_fix.ts";
import type { Context } from "../context.ts";
import { blockerOf } from "../order.ts";
import type { Attribution, Problem } from "../problem.ts";
import { findingFrom, problemFinding, problemWords } from "../problem_text.ts";
import { problemOfReach } from "../reach.ts";
import { isTrustedByTerraform, trustedHereFindings } from "../trusted_here.ts";
import {
  blockedBy,
  defineStep,
  type Details,
  failed,
  type Outcome,
  passed,
  skipped,
} from "../step.ts";
import {
  caProblemFindings,
  expiryFindings,
  foreignCaFindings,
  notVerifiedFinding,
} from "../verification_findings.ts";

/** Examines the certificate, by the roots that the examination uses and by those of ZENML_STORE_VERIFY_SSL. */
export const tls = defineStep({
  id: "tls",
  needs: ["target"],
  async run(_needed, context) {
    const isPlain = context.connection.serverUrl.startsWith("http:");
    // The request begins first: the look must not delay it.
    const reaching = problemOfReach(context);
    // A direct look does not see what a proxy sees.
    const looking = isPlain || context.proxy ? null : context.certificate();
    const problem = await reaching;
    if (isPlain) return plainOutcome(problem, context);
    const blocker = blockerOf(problem, "tls");
    if (blocker) return blockedBy(blocker);
    const certificate = await looking;
    if (problem && isBeforeTls(problem, certificate)) {
      return skipped("no request got as far as TLS");
    }
    return problem?.kind === "failure" && problem.step === "tls"
      ? await refused(problem, certificate, context)
      : await accepted(certificate, context);
  },
});

function plainOutcome(
  problem: Problem | null,
  context: Context,
): Outcome<true> {
  return problem?.step === "tls"
    ? failed(
      problemWords(problem, context).message,
      problemFinding(problem, context),
    )
    : skipped("the URL is http");
}

/** Returns whether nothing shows that TLS was agreed on, though a direct connection may work. */
function isBeforeTls(
  problem: Problem,
  certificate: PresentedCertificate | null,
): boolean {
  if (problem.kind !== "failure" || problem.step === "tls") return false;
  const { failure } = problem;
  return failure.kind === "response-timeout"
    ? certificate === null
    : problem.code === "proxy-failed" || !isOfResponse(failure);
}

async function refused(
  attribution: Attribution,
  certificate: PresentedCertificate | null,
  context: Context,
): Promise<Outcome<true>> {
  const { serverUrl } = context.connection;
  const plain = attributionWords(attribution, serverUrl);
  const explained = certificateWords(
    attribution.code,
    plain,
    certificate,
    context,
  );
  const { ca } = await context.transport();
  const flaws = typeof ca === "string"
    ? caProblemFindings(ca, explained.code, context)
    : [];
  // A CA that cannot be used leads to a certificate that nobody vouches for: one cause, one finding.
  const isCaused = explained.code === "tls-untrusted" &&
    flaws.some(({ severity }) => severity === "error");
  const finding = explained.code === "tls-untrusted" &&
      await isTrustedByTerraform(certificate, context)
    ? clientAlone(explained, context)
    : findingFrom(explained.code, explained, context);
  return {
    ...failed(explained.message, finding, detailsOf(certificate, false)),
    findings: isCaused ? flaws : [finding, ...flaws],
  };
}

/** Finds it of the client, where the system's roots vouch for what Deno's do not. */
function clientAlone(words: CertificateWords, context: Context): Finding {
  const message =
    `${words.message}; the system's roots trust it, and so does Terraform`;
  const fix = trustCa(["client"]);
  return {
    ...findingFrom(words.code, { ...words, message, fix }, context),
    consumers: ["client"],
  };
}

async function accepted(
  certificate: PresentedCertificate | null,
  context: Context,
): Promise<Outcome<true>> {
  const { ca } = await context.transport();
  const { kind } = context.connection.tlsVerification;
  const overruled = await overruledRefusal(certificate, context);
  const isVerified = kind !== "off" || overruled === null;
  return passed(
    true,
    summaryOf(certificate, isVerified),
    detailsOf(certificate, isVerified),
    [
      ...(kind === "off" ? [notVerifiedFinding(overruled, context)] : []),
      ...(typeof ca === "string" ? caProblemFindings(ca, null, context) : []),
      ...await foreignCaFindings(certificate, context),
      ...await trustedHereFindings(certificate, context),
      ...expiryFindings(certificate, context),
    ],
  );
}

/** What would have refused the certificate, had ZENML_STORE_VERIFY_SSL not overruled it. */
async function overruledRefusal(
  certificate: PresentedCertificate | null,
  context: Context,
) {
  const failure = (await context.transport()).overruled();
  if (failure === null) return null;
  const { serverUrl } = context.connection;
  const attribution = attribute(failure, {
    url: serverUrl,
    proxy: null,
    knowsProxies: true,
    probe: null,
  });
  const plain = attributionWords(attribution, serverUrl);
  return certificateWords(attribution.code, plain, certificate, context);
}

function summaryOf(
  certificate: PresentedCertificate | null,
  isVerified: boolean,
): string {
  const verified = isVerified
    ? "the certificate is verified"
    : "the certificate is not verified";
  if (certificate === null) return verified;
  const { tlsVersion, issuer, validTo } = certificate;
  const days = daysBetween(new Date(), validTo);
  return `${verified}: ${tlsVersion}, signed by '${issuer}', valid to ${
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
