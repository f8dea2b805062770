/**
 * How long a token lives.
 *
 * @module
 */
import type { Answer } from "../checks/request.ts";
import { jsonObjectOf } from "../checks/zenml_answer.ts";
import { readToken } from "../resolution/credential_format.ts";

/**
 * Tells how long a token lives from the answer on, whatever this machine's clock says.
 *
 * Facts: measured on ZenML 0.98.0, whose `expires_in` is null by default, and the token then without an end.
 *
 * @param token The token.
 * @param answer The answer that it came with, or a later one of the same server, whose `Date` is the server's time.
 * @returns The time in milliseconds, 0 for one that has passed, or null if the token has no end.
 *
 * @example Usage
 * ```ts
 * import { lifetimeOf } from "./lifetime.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const headers = new Headers({ date: "Sat, 21 Nov 2026 10:00:00 GMT" });
 * const answer = { text: '{"expires_in":null}', headers, receivedAt: 0 };
 * const token = `${btoa("{}")}.${btoa(`{"exp":${Date.UTC(2026, 10, 21, 11) / 1000}}`)}.c2ln`;
 * assertEquals(lifetimeOf(token, answer), 3_600_000);
 * assertEquals(lifetimeOf(token, { ...answer, text: '{"expires_in":60}' }), 60_000);
 * assertEquals(lifetimeOf("e30.e30.c2ln", answer), null);
 * ```
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
