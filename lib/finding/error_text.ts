// What an error says that has findings: what is wrong, and what fixes it.
import type { Finding } from "./finding.ts";

/** Writes in one line, as logs have it, what is wrong and how to fix it; of warnings only where there is no error. */
export function errorText(
  failure: string,
  findings: readonly Finding[],
): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  const shown = errors.length > 0 ? errors : findings;
  const texts = shown.map(({ code, message, hint }) =>
    `${message} (${code})${hint === "" ? "" : `. Fix: ${hint}`}`
  );
  return `${failure}: ${texts.join("; ")}`;
}
