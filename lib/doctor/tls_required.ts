/**
 * Finds that a http URL leads to a port that speaks TLS.
 *
 * @module
 */
import { shellWord } from "../finding/fix.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import type { Answer } from "../http/request.ts";

/** What plain http meets at a TLS port: a closed connection, the bytes of an alert, or the server's advice. */
const SIGNS: readonly string[] = ["connect-reset", "response-invalid"];

/** Returns whether TLS is what was missing, by trying it. */
export async function requirementOfTls(
  answer: Answer | Failure,
  examination: Examination,
): Promise<Failure | null> {
  const { serverUrl, urlOrigin } = examination.connection;
  if (!serverUrl.startsWith("http:")) return null;
  const isSign = "code" in answer
    ? SIGNS.includes(answer.code)
    : answer.status === 400;
  if (!isSign || await examination.certificate() === null) return null;
  const url = shellWord(serverUrl.replace(/^http:/u, "https:"));
  return {
    code: "tls-required",
    step: "tls",
    message: "the URL says http, and the port speaks TLS",
    hint: `export ${urlOrigin?.variable ?? "ZENML_STORE_URL"}=${url}`,
  };
}
