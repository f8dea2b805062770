/**
 * How long a token lives.
 *
 * @module
 */
import type { Answer } from "../http/request.ts";
import { jsonObjectOf } from "../zenml/api.ts";
import { readToken } from "../resolver/credential_format.ts";

/**
 * Tells how long a token lives from the answer on, whatever this machine's clock says.
 *
 * Facts: measured on ZenML 0.98.0, whose `expires_in` is null by default, and the token then without an end.
 */
export function lifetimeOf(
  token: string,
  answer: Pick<Answer, "text" | "headers" | "receivedAt">,
): number | null {
  const seconds = jsonObjectOf(answer)?.["expires_in"];
  if (typeof seconds === "number") return Math.max(0, seconds * 1000);
  const expiresAt = readToken(token)?.expiresAt ?? null;
  if (expiresAt === null) return null;
  const date = Date.parse(answer.headers.get("date") ?? "");
  return Math.max(
    0,
    expiresAt - (Number.isNaN(date) ? answer.receivedAt : date),
  );
}
