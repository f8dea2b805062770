// ZenML's limits of how many requests it takes.
import { jsonObjectOf } from "./api.ts";

/** Which limit was passed. */
export type RateLimit = "minute" | "day" | "busy";

/** The whole texts, from `rate_limit.py` and `request_management.py` of 0.98.0. */
const TEXTS: ReadonlyMap<unknown, RateLimit> = new Map([
  ["Minute request limit exceeded.", "minute"],
  ["Daily request limit exceeded.", "day"],
  ["Server too busy. Please try again later.", "busy"],
]);

/** Reads which limit a response with status 429 is about, or null if it is none of ZenML's. */
export function rateLimitOf(
  response: { readonly text: string },
): RateLimit | null {
  const body = jsonObjectOf(response);
  return TEXTS.get(body?.["detail"] ?? body?.["error"]) ?? null;
}
