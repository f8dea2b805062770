// The error of a program that gets no access token.
import type { Finding } from "../finding/finding.ts";

/** Thrown where there is no access token to be had. It has no cause: its findings say all that is known. */
export class AccessError extends Error {
  /** What the doctor found: at least one error, each with its code and what to type. */
  readonly findings: readonly Finding[];

  /**
   * Makes an error of findings.
   *
   * @param findings What the doctor found.
   */
  constructor(findings: readonly Finding[]) {
    super(
      `Cannot get an access token from ZenML: ${
        findings.map(({ code, message }) => `${message} (${code})`).join("; ")
      }`,
    );
    this.name = "AccessError";
    this.findings = findings;
  }
}
