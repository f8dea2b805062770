import { findingOf } from "../../finding/finding.ts";
import { inOrder, run, words } from "../../finding/fix.ts";
import { defineStep, type Outcome, passed, skipped } from "../step.ts";
import type { Context } from "../context.ts";
import type { HttpResponse } from "../../http/response.ts";

/** Further apart than this, in milliseconds, tokens may be judged wrongly. */
const TOLERANCE_MS = 60_000;

/** A response takes less to arrive: a difference of up to this many seconds is none. */
const IN_SYNC_SECONDS = 5;

/** Compares the server's clock with this machine's. */
export const clock = defineStep({
  id: "clock",
  needs: ["server"],
  run: ({ server }, context) =>
    Promise.resolve(compare(server.response, context)),
});

function compare(
  { headers, receivedAt }: HttpResponse,
  { connection }: Context,
): Outcome<true> {
  const date = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(date)) return skipped("the server does not send its time");
  const skewMs = date - receivedAt;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const details = { skewSeconds: Math.round(skewMs / 1000) };
  if (Math.abs(skewMs) <= TOLERANCE_MS) {
    const summary = seconds > IN_SYNC_SECONDS
      ? `${seconds} s apart`
      : "in sync";
    return passed(true, summary, details);
  }
  const side = skewMs > 0 ? "ahead of" : "behind";
  return passed(true, `${seconds} s apart`, details, [
    findingOf("clock-skew", {
      message:
        `The server's clock is ${seconds} s ${side} this machine's; tokens seem to expire too early or too late`,
      fix: inOrder(
        run("timedatectl", "status"),
        words("Compare with the right time, and set the clock that is wrong"),
      ),
      setting: connection.urlOrigin,
    }),
  ]);
}
