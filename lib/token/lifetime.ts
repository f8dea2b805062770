// How long a token lives.
import type { HttpResponse } from "../http/response.ts";
import { jsonObjectOf } from "../zenml/api.ts";
import { readToken } from "../resolver/credential_format.ts";

/**
 * Finds how long a token lives from the response on, independent of this machine's clock.
 *
 * Facts: measured on ZenML 0.98.0, whose `expires_in` is null by default, and the token then without an end.
 */
export function lifetimeOf(
  token: string,
  response: Pick<HttpResponse, "text" | "headers" | "receivedAt">,
): number | null {
  const seconds = jsonObjectOf(response)?.["expires_in"];
  if (typeof seconds === "number") return Math.max(0, seconds * 1000);
  const expiresAt = readToken(token)?.expiresAt ?? null;
  if (expiresAt === null) return null;
  const date = Date.parse(response.headers.get("date") ?? "");
  return Math.max(
    0,
    expiresAt - (Number.isNaN(date) ? response.receivedAt : date),
  );
}
