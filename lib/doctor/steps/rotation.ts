/**
 * The `rotation` step: whether the API key was rotated and its old value stops working soon.
 *
 * @module
 */
import { readToken } from "../../resolver/credential_format.ts";
import { findingOf } from "../../finding/finding.ts";
import { askBeside } from "../grace.ts";
import type { Examination } from "../examination.ts";
import type { AnswerHeaders } from "../../http/request.ts";
import { type Outcome, passed, skipped } from "../outcome.ts";
import { keyRotationOf } from "../../zenml/api.ts";

const UUID_REGEXP = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/**
 * Asks when the key was rotated, and whether its old value still works.
 *
 * Measured on 0.98.0: until `last_rotated + retain_period_minutes` both values work, and nothing tells one from the
 * other.
 */
export async function checkRotation(
  examination: Examination,
): Promise<Outcome> {
  const { connection } = examination;
  const { credential, serverUrl } = connection;
  const session = await examination.session();
  if (session.kind === "closed") return skipped("login did not pass");
  if (credential.kind !== "api-key") return skipped("it is no API key");
  const token = readToken(session.token);
  const [account, key] = [token?.subject, token?.apiKeyId];
  if (
    !account || !key || !UUID_REGEXP.test(account) || !UUID_REGEXP.test(key)
  ) {
    return skipped("the server does not say which key it was");
  }
  const answer = await askBeside(examination, {
    url: `${serverUrl}/api/v1/service_accounts/${account}/api_keys/${key}`,
    bearer: session.token,
  });
  if ("code" in answer && answer.code === "response-timeout") {
    return skipped("the server did not answer in time");
  }
  const rotation = "status" in answer && answer.status === 200
    ? keyRotationOf(answer)
    : null;
  if (rotation === null) return skipped("the server did not let it look");
  if (rotation.rotatedAt === null) return passed("never rotated");
  const endsAt = rotation.rotatedAt + rotation.retainMinutes * 60_000;
  const since = isoTime(rotation.rotatedAt);
  const now = serverTime(session.server.answer.headers);
  if (rotation.retainMinutes === 0 || endsAt <= now) {
    return passed(`rotated at ${since}`, { rotatedAt: since });
  }
  const until = isoTime(endsAt);
  return passed(`rotated; the old value works until ${until}`, {
    rotatedAt: since,
    retainedUntil: until,
  }, [
    findingOf("key-rotating", {
      message:
        `The API key was rotated at ${since}; its old value stops working at ${until}, and nothing tells whether ${credential.variable} holds the old or the new one`,
      hint:
        `zenml service-account api-key ${account} describe ${key}  # then make sure that every place has the new value`,
      setting: credential,
    }),
  ]);
}

/** The retention runs by the server's clock, which its `Date` header tells. */
function serverTime(headers: AnswerHeaders): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}

function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? "a time beyond the calendar"
    : date.toISOString().replace(/\.\d+Z$/u, "Z");
}
