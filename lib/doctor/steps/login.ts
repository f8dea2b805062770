import { describeDuration } from "../../finding/duration.ts";
import type { Finding } from "../../finding/finding.ts";
import type { HttpResponse } from "../../http/response.ts";
import type { ApiTokenCredential } from "../../resolver/credential.ts";
import { readToken } from "../../resolver/credential_format.ts";
import { describeUnsendable } from "../../resolver/unsendable.ts";
import {
  accessTokenOf,
  classedRefusalTextOf,
  loginUrl,
  refusalTextOf,
} from "../../zenml/api.ts";
import { NO_AUTH } from "../../zenml/server_info.ts";
import { refusalOf } from "../../zenml/refusal.ts";
import { netrcFindings } from "../client_findings.ts";
import type { Context } from "../context.ts";
import {
  kindMismatch,
  type LoginCredential,
  withheldProKey,
} from "../key_kind.ts";
import { problemIn } from "../reach.ts";
import { foreignTokenFinding } from "../token_issuer.ts";
import { refusalFinding } from "../refusal_finding.ts";
import {
  blockedBy,
  defineStep,
  failed,
  type Outcome,
  passed,
  skipped,
} from "../step.ts";
import type { ServerProof, Session } from "../values.ts";
import { failedRequest, unclearFinding } from "../unclear_response.ts";

/** Exchanges the credential for a session, once a ZenML server has proved itself. */
export const login = defineStep({
  id: "login",
  needs: ["server"],
  async run({ server }, context): Promise<Outcome<Session>> {
    const outcome = await logInTo(server, context);
    const findings = [...outcome.findings, ...netrcFindings(server, context)];
    return { ...outcome, findings };
  },
});

async function logInTo(
  server: ServerProof,
  context: Context,
): Promise<Outcome<Session>> {
  const { credential } = context.connection;
  if (!server.info.active) return blockedBy("server");
  if (server.info.authScheme === NO_AUTH) {
    return skipped("the server needs no login; no credential was sent", {
      value: { token: null, presented: "session", response: server.response },
    });
  }
  if (credential.kind === "none") return skipped("no credential is set");
  if (credential.unsendable !== null) {
    return skipped(
      `${credential.variable} is not sent: ${
        describeUnsendable(credential.unsendable)
      }`,
    );
  }
  const withheld = withheldProKey(context.connection, server);
  if (withheld) return withheld;
  if (credential.kind === "api-token") {
    const foreign = foreignTokenFinding(credential, server.info, context);
    if (foreign) return failed("nothing was sent", foreign);
    const leftMs = lifeOf(credential);
    return skipped(`a token needs no login${describeLife(leftMs)}`, {
      value: {
        token: credential.token.reveal(),
        presented: credential.isKey ? "key" : "token",
        response: server.response,
      },
      details: {
        secondsLeft: leftMs === null || leftMs === Infinity
          ? null
          : Math.max(0, Math.floor(leftMs / 1000)),
      },
    });
  }
  const mismatch = kindMismatch(credential, server);
  return await logIn(server, credential, mismatch, context);
}

/** Returns how long a token lives yet by this machine's clock, in milliseconds; null where that is not known. */
function lifeOf({ token }: ApiTokenCredential): number | null {
  const claims = readToken(token.reveal());
  if (claims === null) return null;
  return claims.expiresAt === null ? Infinity : claims.expiresAt - Date.now();
}

function describeLife(leftMs: number | null): string {
  if (leftMs === null || leftMs <= 0) return "";
  return leftMs === Infinity
    ? "; this one has no end"
    : `; this one ends in ${describeDuration(leftMs)}`;
}

async function logIn(
  server: ServerProof,
  credential: LoginCredential,
  mismatch: Finding | null,
  context: Context,
): Promise<Outcome<Session>> {
  const { serverUrl } = context.connection;
  if (new URL(serverUrl).origin !== server.origin) {
    throw new TypeError("Cannot send a credential to an origin without proof");
  }
  const url = loginUrl(serverUrl);
  const response = await context.request({ url, form: formOf(credential) });
  if (response.kind !== "response") {
    return failedRequest(response, url, context);
  }
  const problem = problemIn(response, context);
  if (problem) return failedRequest(problem, url, context);
  const token = response.status === 200 ? accessTokenOf(response) : null;
  if (token === null) return refused(response, mismatch, context);
  context.secrets.add(token);
  return passed(
    { token, presented: "session", response },
    credential.kind === "password"
      ? "the password is accepted"
      : "the API key is accepted",
    {},
    mismatch ? [mismatch] : [],
  );
}

function formOf(credential: LoginCredential): Record<string, string> {
  return credential.kind === "api-key"
    ? { grant_type: "zenml-api-key", password: credential.key.reveal() }
    : {
      grant_type: "password",
      username: credential.username,
      password: credential.password.reveal(),
    };
}

function refused(
  response: HttpResponse,
  mismatch: Finding | null,
  context: Context,
): Outcome<never> {
  const { credential } = context.connection;
  const text = loginRefusalText(response);
  const refusal = text === null ? null : refusalOf(
    text,
    credential.kind === "password" ? "password" : "key",
    response.status,
  );
  if (refusal?.code === "key-unknown" && mismatch) {
    return failed("refused", { ...mismatch, severity: "error" });
  }
  return refusal
    ? failed("refused", refusalFinding(refusal, context))
    : failed("not understood", unclearFinding(response, "login", context));
}

/** Every version refuses a login with a class and a text; a text alone may be of something in front of the server. */
function loginRefusalText(response: HttpResponse): string | null {
  if (response.status === 401) return classedRefusalTextOf(response);
  return response.status === 400 ? refusalTextOf(response) : null;
}
