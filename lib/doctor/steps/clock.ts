/**
 * The `clock` step: whether the server's clock and this machine's agree.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import type { Examination } from "../examination.ts";
import { type Outcome, passed, skipped } from "../outcome.ts";

/** The largest difference that is not reported, in milliseconds. */
const TOLERANCE_MS = 60_000;

/** A header without fractions, through a loaded machine, may be off by this many seconds. */
const IN_STEP_SECONDS = 5;

/**
 * Compares the `Date` header of the server's answer with this machine's clock.
 */
export async function checkClock(examination: Examination): Promise<Outcome> {
  const server = await examination.proof();
  if (server.kind === "failed") return skipped("server did not pass");
  const { headers, receivedAt } = server.answer;
  const date = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(date)) return skipped("the server does not say its time");
  const skewMs = date - receivedAt;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const details = { skewSeconds: Math.round(skewMs / 1000) };
  if (Math.abs(skewMs) <= TOLERANCE_MS) {
    return passed(
      seconds > IN_STEP_SECONDS ? `${seconds} s apart` : "in step",
      details,
    );
  }
  const side = skewMs > 0 ? "ahead of" : "behind";
  return passed(`${seconds} s apart`, details, [
    findingOf("clock-skew", {
      message:
        `The server's clock is ${seconds} s ${side} this machine's; tokens are judged by their times`,
      hint:
        "timedatectl status  # compare with the right time, and set the clock that is wrong",
      setting: examination.connection.urlOrigin,
    }),
  ]);
}
