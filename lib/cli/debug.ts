// What `--debug` prints: a line for each request, without headers, bodies and secrets.
import { failureText } from "../doctor/failure_text.ts";
import type { Exchange } from "../doctor/open_context.ts";
import { sanitize } from "../http/sanitize.ts";
import { shortDuration } from "../report/layout.ts";
import type { GatedHost } from "./host.ts";

/** Prints each request of a run as it ends. */
export function debugTo(
  { printError, showProgress, secrets }: GatedHost,
): (exchange: Exchange) => void {
  return ({ method, url, outcome, durationMs }) => {
    const result = "status" in outcome
      ? `${outcome.status}, ${outcome.bytes} bytes`
      : failureText(outcome);
    showProgress?.(null);
    printError(
      `${method} ${sanitize(url, secrets.redact)}: ${result}, ${
        shortDuration(durationMs)
      }`,
    );
  };
}
