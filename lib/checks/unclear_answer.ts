/**
 * Answers to a request with a credential that say nothing about it.
 *
 * @module
 */
import type { Credential } from "../resolution/credential.ts";
import { type Finding, findingOf, shellWord } from "../resolution/finding.ts";
import { describeStatus } from "./answer_failure.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "./failure.ts";
import { failureFinding } from "./network.ts";
import { found, type Outcome } from "./outcome.ts";
import type { Answer } from "./request.ts";
import { harmless } from "./untrusted_text.ts";
import { isJson, refusalOf } from "./zenml_answer.ts";

/**
 * Reports a request with a credential that got no answer, or one that says nothing about the credential.
 *
 * @param failure What happened.
 * @param examination What the checks share.
 * @returns The outcome of the step that made the request.
 *
 * @example Usage
 * ```ts ignore
 * import { brokenOff } from "./unclear_answer.ts";
 *
 * const outcome = brokenOff(failure, examination);
 * ```
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

/**
 * Quotes an answer that is not known.
 *
 * @param answer The answer.
 * @param examination What the checks share.
 * @param credential What was shown.
 * @param what What was asked, in one word.
 * @returns The finding.
 *
 * @example Usage
 * ```ts ignore
 * import { unknownAnswer } from "./unclear_answer.ts";
 *
 * const finding = unknownAnswer(answer, examination, credential, "login");
 * ```
 */
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
