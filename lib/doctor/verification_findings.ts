/**
 * What is found about `ZENML_STORE_VERIFY_SSL` once the server was met.
 *
 * @module
 */
import { assignmentOf, shellWord } from "../finding/fix.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { redactValue } from "../resolver/redaction.ts";
import { type CaProblem, vouchesFor } from "../http/ca.ts";
import { chainIn, type PresentedCertificate } from "../http/certificate.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import { failureFinding } from "./network.ts";

const VARIABLE = "ZENML_STORE_VERIFY_SSL";

const FLAWS: Readonly<Record<Exclude<CaProblem, "denied">, string>> = {
  missing:
    "there is no such file, so that the client takes the path for the text of a certificate",
  empty: "no certificate stands in it",
  broken: "a certificate in it cannot be read",
};

/** Finds that the certificate is not verified. */
export function notVerified(
  overruled: Failure | null,
  { connection }: Examination,
): Finding {
  const { tlsOrigin: setting } = connection;
  const danger = "anybody on the way can read the credential";
  return findingOf("tls-not-verified", {
    message: overruled
      ? `${VARIABLE} switches verification off for the client, and ${danger}; verified, it would be refused: ${overruled.message}`
      : `${VARIABLE} switches verification off for the client, and ${danger}, although the certificate holds by Deno's roots`,
    hint: overruled === null
      ? `unset ${VARIABLE}  # the certificate holds`
      : overruled.code !== "tls-untrusted"
      ? overruled.hint ?? `unset ${VARIABLE}`
      : setting
      ? assignmentOf(setting, "/path/to/ca.pem")
      : `export ${VARIABLE}=/path/to/ca.pem`,
    variable: VARIABLE,
    setting,
  });
}

/** Finds what is wrong with the CA that was named. */
export function findCaProblem(
  problem: CaProblem,
  failure: Failure | null,
  { connection, reported, redact }: Examination,
): Finding[] {
  const { tlsOrigin: setting, tlsVerification } = connection;
  // A key that was pasted there must not be shown.
  const path = tlsVerification.kind === "ca-file"
    ? redact(redactValue(tlsVerification.path))
    : "";
  if (problem !== "denied") {
    if (problem === "missing" && reported().has("tls-verify-invalid")) {
      return [];
    }
    return [findingOf("tls-verify-invalid", {
      message: `${VARIABLE} names ${
        path === "" ? "a CA by its text" : `the CA file ${path}`
      }, and ${FLAWS[problem]}: the client breaks on every https call`,
      hint: setting
        ? assignmentOf(setting, "/path/to/ca.pem")
        : `export ${VARIABLE}=/path/to/ca.pem`,
      consumers: ["client"],
      variable: VARIABLE,
      setting,
    })];
  }
  return [findingOf("permission-denied", {
    severity: failure?.code === "tls-untrusted" ? "error" : "info",
    message:
      `Deno was not given the permission to read ${path}, the CA of ${VARIABLE}: ${
        failure?.code === "tls-untrusted"
          ? "whether it vouches for the server's certificate is not known, and Deno's roots do not"
          : "Deno's roots alone were asked"
      }`,
    hint: `--allow-read=${shellWord(path)}  # add this flag behind: deno run`,
    variable: VARIABLE,
    setting,
  })];
}

/**
 * Finds that Deno's roots vouch for a certificate, and the CA that the client asks instead of them does not.
 */
export async function findForeignCa(
  certificate: PresentedCertificate | null,
  examination: Examination,
): Promise<Finding[]> {
  const { ca } = await examination.transport();
  if (certificate === null || ca === null || typeof ca === "string") return [];
  const chain = await chainIn(certificate);
  if (chain.length === 0 || vouchesFor(ca, chain)) return [];
  return [failureFinding({
    code: "tls-untrusted",
    step: "tls",
    message:
      `its certificate holds by Deno's roots; the client asks the CA of ${VARIABLE} alone, which signed nothing of its chain`,
    hint: `unset ${VARIABLE}  # then the client asks certifi's roots`,
  }, examination)];
}
