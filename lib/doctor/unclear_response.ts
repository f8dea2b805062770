// Requests with a credential whose outcome says nothing about the credential.
import { type Finding, findingOf } from "../finding/finding.ts";
import { run } from "../finding/fix.ts";
import type { Failure } from "../http/failure.ts";
import { describeStatus, type HttpResponse } from "../http/response.ts";
import { sanitize } from "../http/sanitize.ts";
import { infoUrl, isJson, refusalTextOf } from "../zenml/api.ts";
import type { Context } from "./context.ts";
import type { ResponseProblem } from "./problem.ts";
import { problemFinding, problemWords } from "./problem_text.ts";
import { attributeRequest } from "./reach.ts";
import { failed, type Outcome } from "./step.ts";

/** Ends a step whose request failed: whether the credential is good is not known then. */
export function failedRequest(
  failure: Failure | ResponseProblem,
  url: string,
  context: Context,
): Outcome<never> {
  const problem = failure.kind === "response"
    ? failure
    : attributeRequest(failure, url, context);
  const finding = problemFinding(problem, context);
  return failed(problemWords(problem, context).message, {
    ...finding,
    message: `${finding.message}; whether the credential is good is not known`,
  });
}

/** Quotes a response that is no known refusal. */
export function unclearFinding(
  response: HttpResponse,
  what: string,
  { connection, secrets }: Context,
): Finding {
  const { credential, serverUrl, urlOrigin } = connection;
  const status = describeStatus(response.status);
  if (response.status < 300 && !isJson(response)) {
    return findingOf("response-invalid", {
      message:
        `The response to the ${what} is ${status} without readable JSON; whether the credential is good is not known`,
      fix: run("curl", "-v", infoUrl(serverUrl)),
      setting: urlOrigin,
    });
  }
  const said = refusalTextOf(response);
  const quoted = said === null ? "" : `: '${sanitize(said, secrets.redact)}'`;
  return findingOf("login-failed", {
    message:
      `The server responded to the ${what} with ${status}${quoted}, which says nothing about the credential`,
    fix: run("zenml-env", "explain", "login-failed"),
    setting: credential.kind === "none" ? null : credential,
  });
}
