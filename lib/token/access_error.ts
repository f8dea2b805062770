// The error of a program that gets no access token.
import { errorText } from "../finding/error_text.ts";
import type { Finding } from "../finding/finding.ts";

/**
 * Thrown where there is no access token. Its message says in one line what is wrong and how to fix it; it has no cause,
 * since its findings say all that is known.
 */
export class AccessError extends Error {
  /** What the doctor found: at least one error, each with its code and what to type. */
  readonly findings: readonly Finding[];

  /**
   * Makes an error of findings.
   *
   * @param findings What the doctor found.
   */
  constructor(findings: readonly Finding[]) {
    super(errorText("Cannot get an access token from ZenML", findings));
    this.name = "AccessError";
    this.findings = findings;
  }
}
