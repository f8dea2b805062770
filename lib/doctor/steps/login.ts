/**
 * The `login` step: exchanges an API key, or user name and password, for a session's token.
 *
 * @module
 */
import type { Credential } from "../../resolver/credential.ts";
import { describeUnsendable } from "../../resolver/unsendable.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { answerFailure } from "../response_failure.ts";
import type { Examination } from "../examination.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import type { Answer } from "../../http/request.ts";
import type { ProvenServer } from "./server.ts";
import { type Shown, verdictFinding, verdictOf } from "../../zenml/refusal.ts";
import { brokenOff, unknownAnswer } from "../unclear_response.ts";
import {
  accessTokenOf,
  jsonObjectOf,
  PRO_DEPLOYMENT,
  refusalOf,
} from "../../zenml/api.ts";

/** A way to be let in, or why there is none. `outcome` is what the step reports. */
export type Session =
  | OpenSession
  | { readonly kind: "closed"; readonly outcome: Outcome };

/** A token that the proven server can be shown. */
export interface OpenSession {
  /** Tells the cases apart. */
  readonly kind: "open";
  /** What the step reports. */
  readonly outcome: Outcome;
  /** The server to which alone the token may go. */
  readonly server: ProvenServer;
  /** The answer to the login; where a token needs none, the one that proved the server. */
  readonly answer: Answer;
  /** The token. */
  readonly token: string;
  /** What the token is, for the meaning of refusals. */
  readonly shown: Shown;
}

/**
 * Opens a session with the connection's credential; for a token there is nothing to exchange.
 */
export async function openSession(examination: Examination): Promise<Session> {
  const { credential } = examination.connection;
  const server = await examination.proof();
  if (server.kind === "failed") return closed(skipped("server did not pass"));
  if (credential.kind === "none") {
    return closed(skipped("no credential is set"));
  }
  if (credential.unsendable !== null) {
    return closed(
      skipped(
        `${credential.variable} is not sent: ${
          describeUnsendable(credential.unsendable)
        }`,
      ),
    );
  }
  if (credential.kind === "api-token") {
    return {
      kind: "open",
      outcome: skipped("a token needs no login"),
      server,
      answer: server.answer,
      token: credential.token.reveal(),
      shown: credential.isKey ? "key" : "token",
    };
  }
  const mismatch = kindMismatch(credential, server);
  if (mismatch?.severity === "error") {
    return closed(found("nothing was sent", mismatch));
  }
  return await logIn(examination, server, credential, mismatch);
}

/** Reports the login. */
export async function checkLogin(examination: Examination): Promise<Outcome> {
  return (await examination.session()).outcome;
}

async function logIn(
  examination: Examination,
  server: ProvenServer,
  credential: Exclude<Credential, { kind: "none" | "api-token" }>,
  mismatch: Finding | null,
): Promise<Session> {
  const { connection, learnSecret } = examination;
  if (new URL(connection.serverUrl).origin !== server.origin) {
    throw new TypeError("Cannot send a credential to an origin without proof");
  }
  const answer = await examination.ask({
    url: `${connection.serverUrl}/api/v1/login`,
    form: formOf(credential),
  });
  if ("code" in answer) return closed(brokenOff(answer, examination));
  const failure = answerFailure(answer, examination);
  if (failure) return closed(brokenOff(failure, examination));
  const token = answer.status === 200 ? accessTokenOf(answer) : null;
  if (token === null) {
    return closed(refused(answer, examination, credential, mismatch));
  }
  learnSecret(token);
  const accepted = credential.kind === "password"
    ? "the password is accepted"
    : "the API key is accepted";
  return {
    kind: "open",
    outcome: passed(accepted, {}, mismatch ? [mismatch] : []),
    server,
    answer,
    token,
    shown: "session",
  };
}

/** The forms that the client posts (recorded from 0.98.0). */
function formOf(
  credential: Exclude<Credential, { kind: "none" | "api-token" }>,
): Record<string, string> {
  return credential.kind === "api-key"
    ? { grant_type: "zenml-api-key", password: credential.key.reveal() }
    : {
      grant_type: "password",
      username: credential.username,
      password: credential.password.reveal(),
    };
}

/** Returns whether a key is of the other kind than the server, which the server's own word decides. */
function kindMismatch(
  credential: Credential,
  { info }: ProvenServer,
): Finding | null {
  if (credential.kind !== "api-key") return null;
  const isWorkspace = info.deploymentType === PRO_DEPLOYMENT;
  if (credential.pro === isWorkspace) return null;
  return credential.pro
    ? findingOf("key-kind-mismatch", {
      message:
        `${credential.variable} holds a ZenML Pro key, and this server is no Pro workspace; the key was not sent`,
      hint:
        "zenml service-account create NAME  # makes an account with a key for this server",
      setting: credential,
    })
    : findingOf("key-kind-mismatch", {
      severity: "warning",
      message:
        `${credential.variable} holds a workspace's key, and this is a ZenML Pro workspace, where those are not available any more`,
      hint:
        "Create a service account in the organization's settings of ZenML Pro and use its ZENPROKEY_ key",
      setting: credential,
    });
}

function refused(
  answer: Answer,
  examination: Examination,
  credential: Credential,
  mismatch: Finding | null,
): Outcome {
  // Every version refuses a login with a class and a text; a text alone may be of something before the server.
  const refusal = Array.isArray(jsonObjectOf(answer)?.["detail"])
    ? refusalOf(answer)
    : null;
  const verdict = answer.status === 401 && refusal !== null
    ? verdictOf(refusal, credential.kind === "password" ? "password" : "key")
    : null;
  if (verdict?.code === "key-unknown" && mismatch) {
    return found("refused", { ...mismatch, severity: "error" });
  }
  if (verdict) return found("refused", verdictFinding(verdict, examination));
  return found(
    "not understood",
    unknownAnswer(answer, examination, credential, "login"),
  );
}

function closed(outcome: Outcome): Session {
  return { kind: "closed", outcome };
}
