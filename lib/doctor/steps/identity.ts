import { type Finding, findingOf } from "../../finding/finding.ts";
import { asAdministrator, words } from "../../finding/fix.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import {
  type Account,
  accountOf,
  currentUserUrl,
  refusalTextOf,
} from "../../zenml/api.ts";
import {
  HTTP_BASIC,
  PRO_DEPLOYMENT,
  type ServerInfo,
} from "../../zenml/server_info.ts";
import { refusalOf } from "../../zenml/refusal.ts";
import type { Context } from "../context.ts";
import { issuerOf, isWholeToken } from "../token_issuer.ts";
import { problemIn } from "../reach.ts";
import { refusalFinding } from "../refusal_finding.ts";
import { defineStep, failed, type Outcome, passed } from "../step.ts";
import type { Session } from "../values.ts";
import { failedRequest, unclearFinding } from "../unclear_response.ts";

/** Requests the account that the credential belongs to. */
export const identity = defineStep({
  id: "identity",
  needs: ["login", "server"],
  async run({ server, login }, context) {
    const { token } = login;
    const url = currentUserUrl(context.connection.serverUrl);
    const response = await context.request({ url, bearer: token });
    if (response.kind !== "response") {
      return failedRequest(response, url, context);
    }
    const problem = problemIn(response, context);
    if (problem) return failedRequest(problem, url, context);
    const account = response.status === 200 ? accountOf(response) : null;
    return account
      ? judge(account, token !== null, server.info, context)
      : refused(response, login, server.info, context);
  },
});

function judge(
  account: Account,
  hasToken: boolean,
  info: ServerInfo,
  context: Context,
): Outcome<Account> {
  const name = sanitize(account.name, context.secrets.redact);
  if (!account.active) {
    const finding = refusalFinding({
      code: "account-inactive",
      says: "The server reports that the account {account} is deactivated",
      remedy: account.isServiceAccount ? "activate-account" : "activate-user",
      key: null,
      account: account.name,
      reason: null,
    }, context);
    return { ...failed("deactivated", finding), value: account };
  }
  if (account.isServiceAccount || !hasToken) {
    const kind = account.isServiceAccount ? "service account" : "user";
    return passed(account, `${kind} '${name}'`);
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
  session: Session,
  info: ServerInfo,
  context: Context,
): Outcome<never> {
  const text = response.status === 401 ? refusalTextOf(response) : null;
  const refusal = text === null ? null : refusalOf(
    text,
    isOwnToken(session, info) ? "own-token" : session.presented,
  );
  if (refusal === null) {
    return failed(
      "not understood",
      unclearFinding(response, "request for the account", context),
    );
  }
  return failed(
    "refused",
    refusal.code === "authorization-dropped" && info.authScheme === HTTP_BASIC
      ? basicOnlyFinding(context)
      : refusalFinding(refusal, context, issuerOf(session.token) === null),
  );
}

/** Returns whether a token that was given to the client is, by its issuer, one of this server. */
function isOwnToken(
  { token, presented }: Session,
  { id }: ServerInfo,
): boolean {
  return presented === "token" && token !== null && isWholeToken(token) &&
    issuerOf(token) === id.toLowerCase();
}

/** Such a server takes a user name and a password with each request, and calls a token none at all. */
function basicOnlyFinding({ connection: { urlOrigin } }: Context): Finding {
  return findingOf("login-failed", {
    message:
      "The server accepts no tokens: its authentication scheme is HTTP_BASIC, which neither the client nor Terraform supports",
    fix: words(
      "Set ZENML_SERVER_AUTH_SCHEME=OAUTH2_PASSWORD_BEARER on the server, and restart it",
    ),
    setting: urlOrigin,
  });
}
