/**
 * The `tls` step: whether the server's certificate holds.
 *
 * @module
 */
import { findingOf } from "../resolution/finding.ts";
import type { Examination } from "./examination.ts";
import {
  failureFinding,
  failureOnTheWay,
  isBeforeTls,
  skipIfBroken,
} from "./network.ts";
import { found, type Outcome, passed, skipped } from "./outcome.ts";

/**
 * Tells whether TLS was agreed on and the certificate verified.
 *
 * @param examination What the checks share.
 * @returns A pass where it was, a skip where the URL is http.
 *
 * @example Usage
 * ```ts ignore
 * import { checkTls } from "./tls.ts";
 *
 * const { reason } = await checkTls(examination);
 * ```
 */
export async function checkTls(examination: Examination): Promise<Outcome> {
  const { serverUrl, tlsVerification } = examination.connection;
  if (serverUrl.startsWith("http:")) return skipped("the URL is http");
  const failure = await failureOnTheWay(examination);
  const broken = skipIfBroken(failure, "tls");
  if (broken) return broken;
  if (failure?.step === "tls") {
    return found(failure.message, failureFinding(failure, examination));
  }
  if (failure && isBeforeTls(failure)) {
    return skipped("no request came as far as TLS");
  }
  // Deno's fetch cannot switch verification off: what passed here was verified all the same.
  return tlsVerification.kind === "off"
    ? passed("verified here, though not by the client", {}, [
      findingOf("tls-not-verified", {
        message:
          "ZENML_STORE_VERIFY_SSL switches verification off for the client: anybody on the way can read the key",
        hint: "unset ZENML_STORE_VERIFY_SSL  # the certificate holds",
        variable: "ZENML_STORE_VERIFY_SSL",
      }),
    ])
    : passed("the certificate is verified");
}
