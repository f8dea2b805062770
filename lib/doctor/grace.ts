// Side looks: what decides nothing is never waited for much longer than what decides.
import { delay } from "../http/timer.ts";
import type { Failure } from "../http/failure.ts";
import type { RequestFacts } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import type { Context } from "./context.ts";

/** How long a request may take whose response decides nothing, in milliseconds. */
const BRIEF_MS = 1500;

/** Once it is known what the server says, a side look gets this many milliseconds more. */
const GRACE_MS = 60;

/** Waits for a side look, but not much longer than for the first request to the server. */
export async function waitBriefly<T>(
  look: Promise<T>,
  { reach }: Context,
): Promise<T | null> {
  const over = new AbortController();
  const late = reach()
    .then(() => delay(GRACE_MS, over.signal))
    .then(() => null);
  try {
    return await Promise.race([look, late]);
  } finally {
    over.abort();
  }
}

/** Requests something that decides nothing: it gets less time than what does. */
export function requestBriefly(
  { request, limits }: Context,
  facts: RequestFacts,
): Promise<HttpResponse | Failure> {
  const timeoutMs = Math.min(BRIEF_MS, limits.timeoutMs);
  return request(facts, { ...limits, timeoutMs });
}
