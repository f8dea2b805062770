/**
 * The `identity` step: whose credential it is.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import { answerFailure } from "../response_failure.ts";
import type { Examination } from "../examination.ts";
import { brokenOff, unknownAnswer } from "../unclear_response.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import { harmless } from "../../http/sanitize.ts";
import { verdictFinding, verdictOf } from "../../zenml/refusal.ts";
import { type Account, accountOf, refusalOf } from "../../zenml/api.ts";

/** The account, if it is known, and what the step reports. */
export interface AccountReading {
  /** The account, or null. */
  readonly account: Account | null;
  /** What the step reports. */
  readonly outcome: Outcome;
}

/** Asks the server whose credential it is. */
export async function readAccount(
  examination: Examination,
): Promise<AccountReading> {
  const session = await examination.session();
  if (session.kind === "closed") {
    return unknown(skipped("login did not pass"));
  }
  const answer = await examination.ask({
    url: `${examination.connection.serverUrl}/api/v1/current-user`,
    bearer: session.token,
  });
  if ("code" in answer) return unknown(brokenOff(answer, examination));
  const failure = answerFailure(answer, examination);
  if (failure) return unknown(brokenOff(failure, examination));
  const account = answer.status === 200 ? accountOf(answer) : null;
  if (account) {
    return { account, outcome: accountOutcome(account, examination) };
  }
  const refusal = refusalOf(answer);
  const verdict = answer.status === 401 && refusal !== null
    ? verdictOf(refusal, session.shown)
    : null;
  return unknown(
    verdict ? found("refused", verdictFinding(verdict, examination)) : found(
      "not understood",
      unknownAnswer(
        answer,
        examination,
        examination.connection.credential,
        "question for the account",
      ),
    ),
  );
}

/** Reports whose credential it is. */
export async function checkIdentity(
  examination: Examination,
): Promise<Outcome> {
  return (await examination.account()).outcome;
}

function accountOutcome(account: Account, examination: Examination): Outcome {
  const name = harmless(account.name, examination.redact);
  if (!account.active) {
    const verdict = {
      code: "account-inactive",
      key: null,
      account: account.name,
    } as const;
    return found("deactivated", verdictFinding(verdict, examination));
  }
  const { credential } = examination.connection;
  return account.isServiceAccount
    ? passed(`service account '${name}'`)
    : passed(`user '${name}'`, {}, [findingOf("account-is-user", {
      message:
        `The credential belongs to the user '${name}', and stops working when that person leaves`,
      hint: "zenml service-account create NAME  # an account for programs",
      setting: credential.kind === "none" ? null : credential,
    })]);
}

function unknown(outcome: Outcome): AccountReading {
  return { account: null, outcome };
}
