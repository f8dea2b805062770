/**
 * Runs that write every format, and what none of them may show.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { piecesOf, squeeze } from "./secret_echoes.ts";

/** A run of the doctor, which writes all its formats. */
export const DOCTOR: readonly string[] = [
  "doctor",
  "--verbose",
  "--timeout=2s",
  "--format=text",
  "--format=json=report.json",
  "--format=jsonl=report.jsonl",
  "--format=github=report.log",
  "--format=junit=report.xml",
  "--format=markdown=report.md",
];

/** A run that resolves, and writes both formats. */
export const RESOLVE: readonly string[] = [
  "resolve",
  "--format=text",
  "--format=json=report.json",
];

/**
 * Asserts that no piece of a secret is shown, neither as it is nor in the form in which it was echoed.
 *
 * @param everything All that left a run.
 * @param write Writes a secret in that form.
 * @param secret The secret.
 */
export function assertHides(
  everything: string,
  write: (secret: string) => string,
  secret: string,
): void {
  const texts = [everything, squeeze(everything)];
  const shown = [...piecesOf(write, secret, 10)].filter((piece) =>
    texts.some((text) => text.includes(piece))
  );
  assertEquals(shown, [], everything);
}

/**
 * Makes a password that no word is, with what each form has to escape.
 *
 * @returns The password.
 */
export const secretOf = (): string =>
  `Plum/${crypto.randomUUID().slice(0, 18)}&<"+~`;
