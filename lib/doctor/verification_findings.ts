// What is found about `ZENML_STORE_VERIFY_SSL` once the server was met.
import type { Code } from "../codes/codes.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { type Fix, missingIn, permit, unset, when } from "../finding/fix.ts";
import type { Origin } from "../finding/source.ts";
import { type CaProblem, vouchesFor } from "../http/ca.ts";
import { chainIn, type PresentedCertificate } from "../http/certificate.ts";
import { setToRealValue } from "../resolver/fixes.ts";
import { describeTlsVerification } from "../resolver/tls_verification.ts";
import {
  dayOf,
  daysBetween,
  type RefusalWords,
  renewal,
} from "./certificate_text.ts";
import type { Context } from "./context.ts";
import { findingFrom } from "./problem_text.ts";

const VARIABLE = "ZENML_STORE_VERIFY_SSL";

/** With fewer days left than this, a certificate is worth a warning. */
const EXPIRING_DAYS = 14;

const FLAWS: Readonly<Record<Exclude<CaProblem, "denied">, string>> = {
  missing:
    "there is no such file, so that the client takes the path for the text of a certificate",
  empty: "no certificate stands in it",
  broken: "a certificate in it cannot be read",
};

/** Finds that the certificate is not verified. */
export function notVerifiedFinding(
  overruled: RefusalWords | null,
  { connection }: Context,
): Finding {
  const { tlsOrigin: setting } = connection;
  const danger = "anybody on the way can read the credential";
  return findingOf("tls-not-verified", {
    message: overruled
      ? `${VARIABLE} switches verification off for the client, and ${danger}; verified, it would be refused: ${overruled.message}`
      : `${VARIABLE} switches verification off for the client, and ${danger}, although the certificate holds by Deno's roots`,
    fix: overruled === null
      ? unset(setting ?? missingIn(VARIABLE))
      : overruled.code !== "tls-untrusted"
      ? overruled.fix ?? unset(setting ?? missingIn(VARIABLE))
      : setToCa(setting),
    variable: VARIABLE,
    setting,
  });
}

function setToCa(setting: Origin | null): Fix {
  return setToRealValue({
    ...(setting ?? missingIn(VARIABLE)),
    variable: VARIABLE,
  });
}

/** Finds what is wrong with the CA that was named. */
export function caProblemFindings(
  problem: CaProblem,
  refused: Code | null,
  { connection, reported, secrets }: Context,
): Finding[] {
  const { tlsOrigin: setting, tlsVerification } = connection;
  // A key that was pasted there must not be shown.
  const path = tlsVerification.kind === "ca-file"
    ? secrets.redactOwn(describeTlsVerification(tlsVerification))
    : "";
  if (problem !== "denied") {
    if (problem === "missing" && reported.has("tls-verify-invalid")) {
      return [];
    }
    return [findingOf("tls-verify-invalid", {
      message: `${VARIABLE} names ${
        path === "" ? "a CA by its text" : `the CA file ${path}`
      }, and ${FLAWS[problem]}: the client breaks on every https call`,
      fix: setToCa(setting),
      consumers: ["client"],
      variable: VARIABLE,
      setting,
    })];
  }
  return [findingOf("permission-denied", {
    severity: refused === "tls-untrusted" ? "error" : "info",
    message:
      `Deno was not given the permission to read ${path}, the CA of ${VARIABLE}: ${
        refused === "tls-untrusted"
          ? "whether it vouches for the server's certificate is not known, and Deno's roots do not"
          : "Deno's roots alone were asked"
      }`,
    fix: permit("--allow-read", path),
    variable: VARIABLE,
    setting,
  })];
}

/** Finds that Deno's roots vouch for a certificate, and the CA that the client uses instead of them does not. */
export async function foreignCaFindings(
  certificate: PresentedCertificate | null,
  context: Context,
): Promise<Finding[]> {
  const { ca } = await context.transport();
  if (certificate === null || ca === null || typeof ca === "string") return [];
  const chain = await chainIn(certificate);
  if (chain.length === 0 || vouchesFor(ca, chain)) return [];
  return [findingFrom("tls-untrusted", {
    message:
      `its certificate holds by Deno's roots; the client asks the CA of ${VARIABLE} alone, which signed nothing of its chain`,
    fix: when(
      "so that the client uses the roots of certifi",
      unset(context.connection.tlsOrigin ?? missingIn(VARIABLE)),
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
