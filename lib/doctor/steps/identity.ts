import { findingOf } from "../../finding/finding.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import {
  type Account,
  accountOf,
  currentUserUrl,
  refusalTextOf,
} from "../../zenml/api.ts";
import { refusalOf } from "../../zenml/refusal.ts";
import type { Context } from "../context.ts";
import { plainProxy } from "../reach.ts";
import { refusalFinding } from "../refusal_finding.ts";
import { responseProblem } from "../response_problem.ts";
import { defineStep, failed, type Outcome, passed } from "../step.ts";
import type { Session } from "../values.ts";
import { failedRequest, unclearFinding } from "../unclear_response.ts";

/** Requests the account that the credential belongs to. */
export const identity = defineStep({
  id: "identity",
  needs: ["login"],
  async run({ login }, context) {
    const url = currentUserUrl(context.connection.serverUrl);
    const response = await context.request({ url, bearer: login.token });
    if (response.kind !== "response") {
      return failedRequest(response, url, context);
    }
    const problem = responseProblem(response, plainProxy(context));
    if (problem) return failedRequest(problem, url, context);
    const account = response.status === 200 ? accountOf(response) : null;
    return account
      ? judge(account, context)
      : refused(response, login, context);
  },
});

function judge(account: Account, context: Context): Outcome<Account> {
  const name = sanitize(account.name, context.secrets.redact);
  if (!account.active) {
    const refusal = {
      code: "account-inactive",
      key: null,
      account: account.name,
    } as const;
    const finding = refusalFinding(refusal, context);
    return { ...failed("deactivated", finding), value: account };
  }
  if (account.isServiceAccount) {
    return passed(account, `service account '${name}'`);
  }
  const { credential } = context.connection;
  return passed(account, `user '${name}'`, {}, [findingOf("account-is-user", {
    message:
      `The credential belongs to the user '${name}', and stops working when that person leaves`,
    hint: "zenml service-account create NAME  # an account for programs",
    setting: credential.kind === "none" ? null : credential,
  })]);
}

function refused(
  response: HttpResponse,
  { presented }: Session,
  context: Context,
): Outcome<never> {
  const text = response.status === 401 ? refusalTextOf(response) : null;
  const refusal = text === null ? null : refusalOf(text, presented);
  return refusal ? failed("refused", refusalFinding(refusal, context)) : failed(
    "not understood",
    unclearFinding(response, "question for the account", context),
  );
}
