/**
 * Waits for a look at the way only as long as it delays no verdict.
 *
 * @module
 */
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import type { Answer, RequestFacts } from "../http/request.ts";

/** How long a question may take whose answer decides nothing, in milliseconds. */
const ASIDE_MS = 1500;

/** Once the requests got through, a look at the way gets this many milliseconds more. */
const GRACE_MS = 60;

/**
 * Waits for what was asked beside the requests, but not much longer than for the server's proof.
 */
export async function besideProof<T>(
  examination: Examination,
  asked: Promise<T>,
): Promise<T | null> {
  const { promise: late, resolve, reject } = Promise.withResolvers<null>();
  let over = false;
  examination.proof().then(() => {
    if (over) return;
    AbortSignal.timeout(GRACE_MS)
      .addEventListener("abort", () => resolve(null), { once: true });
  }, reject);
  try {
    return await Promise.race([asked, late]);
  } finally {
    over = true;
  }
}

/** Asks something that decides nothing: it gets less time than what does. */
export function askBeside(
  { ask, limits }: Examination,
  facts: RequestFacts,
): Promise<Answer | Failure> {
  const timeoutMs = Math.min(ASIDE_MS, limits.timeoutMs);
  return ask(facts, { ...limits, timeoutMs });
}
