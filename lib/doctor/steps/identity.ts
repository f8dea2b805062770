import { type Finding, findingOf } from "../../finding/finding.ts";
import { assignmentOf } from "../../finding/fix.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import { readToken } from "../../resolver/credential_format.ts";
import {
  type Account,
  accountOf,
  currentUserUrl,
  HTTP_BASIC,
  isUuid,
  refusalTextOf,
  type ServerInfo,
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
  needs: ["login", "server"],
  async run({ server, login }, context) {
    const { token } = login;
    const issuer = login.presented === "token" ? issuerOf(token) : null;
    if (issuer !== null && issuer !== server.info.id) {
      return failed(
        "another server's token; it was not sent",
        foreignTokenFinding(issuer, server.info, context),
      );
    }
    const url = currentUserUrl(context.connection.serverUrl);
    const response = await context.request(
      token === null ? { url } : { url, bearer: token },
    );
    if (response.kind !== "response") {
      return failedRequest(response, url, context);
    }
    const problem = responseProblem(
      response,
      plainProxy(context),
      context.connection.serverUrl,
    );
    if (problem) return failedRequest(problem, url, context);
    const account = response.status === 200 ? accountOf(response) : null;
    return account
      ? judge(account, token !== null, context)
      : refused(response, login, server.info, issuer, context);
  },
});

/** The id of the server that issued a token; null where it says none, or none by which a server could be told. */
function issuerOf(token: string | null): string | null {
  const issuer = token === null ? null : readToken(token)?.issuer ?? null;
  // A server's administrator may have set any text as its issuer.
  return issuer !== null && isUuid(issuer) ? issuer.toLowerCase() : null;
}

function foreignTokenFinding(
  issuer: string,
  info: ServerInfo,
  { connection: { credential, urlOrigin }, secrets }: Context,
): Finding {
  const [from, here] = [issuer, info.id].map((id) =>
    sanitize(id, secrets.redact)
  );
  const variable = credential.variable ?? "the token";
  return findingOf("token-refused", {
    message:
      `The token in ${variable} was issued by the server with the id ${from}, and this is the server ${here}; it was not sent`,
    hint: credential.kind === "none"
      ? "zenml-env explain token-refused"
      : `${assignmentOf(credential, "<a token of this server>")}${
        credential.source.kind === "environment"
          ? `  # or set ${
            urlOrigin?.variable ?? "the URL"
          } to the server that issued it`
          : ""
      }`,
    setting: credential.kind === "none" ? null : credential,
  });
}

function judge(
  account: Account,
  hasToken: boolean,
  context: Context,
): Outcome<Account> {
  const name = sanitize(account.name, context.secrets.redact);
  if (!account.active) {
    const finding = refusalFinding({
      code: "account-inactive",
      says: "The server says that the account {account} is deactivated",
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
  info: ServerInfo,
  issuer: string | null,
  context: Context,
): Outcome<never> {
  const text = response.status === 401 ? refusalTextOf(response) : null;
  const refusal = text === null ? null : refusalOf(text, presented);
  if (refusal === null) {
    return failed(
      "not understood",
      unclearFinding(response, "question for the account", context),
    );
  }
  return failed(
    "refused",
    refusal.code === "authorization-dropped" && info.authScheme === HTTP_BASIC
      ? basicOnlyFinding(context)
      : refusalFinding(refusal, context, issuer === null),
  );
}

/** Such a server takes a user name and a password with each request, and calls a token none at all. */
function basicOnlyFinding({ connection: { urlOrigin } }: Context): Finding {
  return findingOf("login-failed", {
    message:
      "The server takes no tokens: its authentication scheme is HTTP_BASIC, which neither the client nor Terraform speaks",
    hint:
      "ZENML_SERVER_AUTH_SCHEME=OAUTH2_PASSWORD_BEARER  # on the server, then restart it",
    setting: urlOrigin,
  });
}
