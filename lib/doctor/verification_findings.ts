// What is found about the CA of a program once the server was met.
import type { Code } from "../codes/codes.ts";
import { VERIFY_VARIABLE } from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { missingIn, permit, unset, when } from "../finding/fix.ts";
import type { Origin } from "../finding/source.ts";
import { type CaProblem, vouchesFor } from "../http/ca.ts";
import { chainIn, type PresentedCertificate } from "../http/certificate.ts";
import { describeTrust, filesOfTrust, type Trust } from "../resolver/trust.ts";
import {
  type CertificateWords,
  dayOf,
  daysBetween,
  renewal,
} from "./certificate_text.ts";
import { setToCa } from "./ca_fix.ts";
import type { Context } from "./context.ts";
import { findingFrom } from "./problem_text.ts";

/** With fewer days left than this, a certificate is worth a warning. */
const EXPIRING_DAYS = 14;

const BUNDLE_FLAWS: Readonly<Record<Exclude<CaProblem, "denied">, string>> = {
  missing: "there is no such file",
  empty: "it contains no certificate",
  broken: "a certificate in it cannot be read",
};

const FLAWS: typeof BUNDLE_FLAWS = {
  ...BUNDLE_FLAWS,
  missing:
    "there is no such file, so the client treats the path as the text of a certificate",
};

/** Finds that the certificate is not verified. */
export function notVerifiedFinding(
  overruled: CertificateWords | null,
  { connection }: Context,
): Finding {
  const { tlsOrigin: setting } = connection;
  const danger = "anyone on the network path can read the credential";
  return findingOf("tls-not-verified", {
    message: overruled
      ? `${VERIFY_VARIABLE} switches verification off for the client, and ${danger}; verified, it would be refused: ${overruled.message}`
      : `${VERIFY_VARIABLE} switches verification off for the client, and ${danger}, although Deno's roots trust the certificate`,
    fix: overruled === null
      ? unset(setting ?? missingIn(VERIFY_VARIABLE))
      : overruled.code !== "tls-untrusted"
      ? overruled.fix ?? unset(setting ?? missingIn(VERIFY_VARIABLE))
      : setToCa(setting ?? missingIn(VERIFY_VARIABLE)),
    variable: VERIFY_VARIABLE,
    setting,
  });
}

/** Finds what is wrong with the CA that was named. */
export function caProblemFindings(
  problem: CaProblem,
  refused: Code | null,
  { connection, reported, secrets }: Context,
): Finding[] {
  const { tlsOrigin, tlsVerification } = connection;
  if (problem === "missing" && reported.has("tls-verify-invalid")) return [];
  return [caProblemFinding(problem, refused === "tls-untrusted", {
    trust: tlsVerification,
    origin: tlsOrigin,
    // A key that was pasted there must not be shown.
    shown: secrets.redactOwn(describeTrust(tlsVerification)),
    paths: secrets.redactOwn(filesOfTrust(tlsVerification).join()),
  })];
}

/** A CA that a variable names. */
interface NamedCa {
  readonly trust: Trust;
  readonly origin: Origin | null;
  /** Where it is, as it may be shown. */
  readonly shown: string;
  readonly paths: string;
}

/** Finds that a CA cannot be used; whether that is why a certificate was refused makes it graver. */
export function caProblemFinding(
  problem: CaProblem,
  isCause: boolean,
  ca: NamedCa,
): Finding {
  return problem === "denied"
    ? deniedCaFinding(isCause, ca)
    : flawedCaFinding(problem, isCause, ca);
}

function deniedCaFinding(
  isCause: boolean,
  { origin, shown, paths }: NamedCa,
): Finding {
  const variable = origin?.variable ?? VERIFY_VARIABLE;
  return findingOf("permission-denied", {
    variable,
    setting: origin,
    severity: isCause ? "error" : "info",
    message:
      `Deno was not given the permission to read ${shown}, the CA of ${variable}: ${
        isCause
          ? "whether it signed the server's certificate is not known, and Deno's roots do not trust that"
          : "only Deno's roots were used"
      }`,
    fix: permit("--allow-read", paths),
  });
}

function flawedCaFinding(
  problem: Exclude<CaProblem, "denied">,
  isCause: boolean,
  { trust, origin, shown }: NamedCa,
): Finding {
  const variable = origin?.variable ?? VERIFY_VARIABLE;
  const facts = { variable, setting: origin };
  const setsCa = setToCa(origin ?? missingIn(VERIFY_VARIABLE));
  switch (trust.kind) {
    case "ca-bundle":
      return findingOf("ca-bundle-missing", {
        ...facts,
        message: `${variable} names the CA bundle ${shown}, and ${
          BUNDLE_FLAWS[problem]
        }: every https request of the client fails`,
        fix: isCause ? setsCa : unset(origin ?? missingIn(variable)),
        consumers: ["client"],
      });
    case "ca-roots":
      return findingOf("ca-bundle-missing", {
        ...facts,
        severity: isCause || trust.isAlone ? "error" : "warning",
        message: `${variable} names ${shown}, and ${
          BUNDLE_FLAWS[problem]
        }: Terraform ${
          trust.isAlone
            ? "has no other roots"
            : "trusts only the system's roots"
        }`,
        fix: isCause ? setsCa : unset(origin ?? missingIn(variable)),
        consumers: ["terraform"],
      });
    default:
      return findingOf("tls-verify-invalid", {
        ...facts,
        message: `${VERIFY_VARIABLE} names ${
          trust.kind === "ca-file" ? `the CA file ${shown}` : "a CA by its text"
        }, and ${FLAWS[problem]}: every https request of the client fails`,
        fix: setsCa,
        consumers: ["client"],
      });
  }
}

/** Finds that Deno's roots vouch for a certificate, and the CA that the program uses instead of them does not. */
export async function foreignCaFindings(
  certificate: PresentedCertificate | null,
  context: Context,
): Promise<Finding[]> {
  const { tlsVerification: trust, tlsOrigin } = context.connection;
  const { ca } = await context.transport();
  if (certificate === null || ca === null || typeof ca === "string") return [];
  if (trust.kind === "ca-roots" && !trust.isAlone) return [];
  const chain = await chainIn(certificate);
  if (chain.length === 0 || vouchesFor(ca, chain)) return [];
  const origin = tlsOrigin ?? missingIn(VERIFY_VARIABLE);
  const isClient = trust.kind !== "ca-roots";
  return [findingFrom("tls-untrusted", {
    message: `Deno's roots trust its certificate; ${
      isClient ? "the client" : "Terraform"
    } trusts only the CA of ${origin.variable}, which did not sign it`,
    fix: when(
      isClient
        ? "so that the client uses the roots of certifi"
        : "so that Terraform uses the system's roots",
      unset(origin),
    ),
    origin: null,
  }, context)];
}

/** Warns of a certificate that soon expires; what has expired is said otherwise. */
export function expiryFindings(
  certificate: PresentedCertificate | null,
  { connection }: Context,
): Finding[] {
  if (certificate === null) return [];
  const { validTo } = certificate;
  const days = daysBetween(new Date(), validTo);
  if (!(days >= 0 && days < EXPIRING_DAYS)) return [];
  return [findingOf("tls-expiring", {
    message: `${
      new URL(connection.serverUrl).host
    }: its certificate expires on ${dayOf(validTo)}, in ${days} days`,
    fix: renewal(connection.serverUrl),
    setting: connection.urlOrigin,
  })];
}
