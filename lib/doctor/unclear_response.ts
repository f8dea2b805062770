/**
 * Answers to a request with a credential that say nothing about it.
 *
 * @module
 */
import type { Credential } from "../resolver/credential.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { shellWord } from "../finding/fix.ts";
import { describeStatus } from "./response_failure.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import { failureFinding } from "./network.ts";
import { found, type Outcome } from "./outcome.ts";
import type { Answer } from "../http/request.ts";
import { harmless } from "../http/sanitize.ts";
import { isJson, refusalOf } from "../zenml/api.ts";

/**
 * Reports a request with a credential that got no answer, or one that says nothing about the credential.
 */
export function brokenOff(
  failure: Failure,
  examination: Examination,
): Outcome {
  const finding = failureFinding(failure, examination);
  return found(failure.message, {
    ...finding,
    message: `${finding.message}; whether the credential is good is not known`,
  });
}

/** Quotes an answer that is not known. */
export function unknownAnswer(
  answer: Answer,
  examination: Examination,
  credential: Credential,
  what: string,
): Finding {
  const said = refusalOf(answer);
  const setting = credential.kind === "none" ? null : credential;
  if (answer.status < 300 && !isJson(answer)) {
    return findingOf("response-invalid", {
      message: `The answer to the ${what} is ${
        describeStatus(answer.status)
      } without readable JSON; whether the credential is good is not known`,
      hint: `curl -v ${
        shellWord(`${examination.connection.serverUrl}/api/v1/info`)
      }`,
      setting: examination.connection.urlOrigin,
    });
  }
  return findingOf("login-failed", {
    message: `The server answered the ${what} with ${
      describeStatus(answer.status)
    }${
      said === null ? "" : `: '${harmless(said, examination.redact)}'`
    }, which is no known verdict on the credential`,
    hint: "zenml-env explain login-failed",
    setting,
  });
}
