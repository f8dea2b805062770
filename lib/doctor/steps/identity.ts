import { findingOf } from "../../finding/finding.ts";
import { asAdministrator, words } from "../../finding/fix.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import {
  type Account,
  accountOf,
  currentUserUrl,
  PRO_DEPLOYMENT,
  refusalTextOf,
} from "../../zenml/api.ts";
import { refusalOf } from "../../zenml/refusal.ts";
import type { Context } from "../context.ts";
import { plainProxy } from "../reach.ts";
import { refusalFinding } from "../refusal_finding.ts";
import { responseProblem } from "../response_problem.ts";
import { defineStep, failed, type Outcome, passed } from "../step.ts";
import type { ServerProof, Session } from "../values.ts";
import { failedRequest, unclearFinding } from "../unclear_response.ts";

/** Requests the account that the credential belongs to. */
export const identity = defineStep({
  id: "identity",
  needs: ["login", "server"],
  async run({ login, server }, context) {
    const url = currentUserUrl(context.connection.serverUrl);
    const response = await context.request({ url, bearer: login.token });
    if (response.kind !== "response") {
      return failedRequest(response, url, context);
    }
    const problem = responseProblem(response, plainProxy(context));
    if (problem) return failedRequest(problem, url, context);
    const account = response.status === 200 ? accountOf(response) : null;
    return account
      ? judge(account, server, context)
      : refused(response, login, context);
  },
});

function judge(
  account: Account,
  { info }: ServerProof,
  context: Context,
): Outcome<Account> {
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
  const { credential, serverUrl } = context.connection;
  const isPro = info.deploymentType === PRO_DEPLOYMENT;
  return passed(account, `user '${name}'`, {}, [findingOf("account-is-user", {
    message:
      `The credential belongs to the user '${name}', and stops working when that person leaves`,
    fix: isPro
      ? words(
        "Create a service account in the settings of the organization in ZenML Pro",
      )
      : asAdministrator(
        serverUrl,
        ["zenml", "service-account", "create", "NAME"],
      ),
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
