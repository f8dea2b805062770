/**
 * What a check reports.
 *
 * @module
 */
import type { Finding } from "../resolution/finding.ts";

/** A fact for machines: a name with a plain value. */
export type Details = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** How a check ended. */
export interface Outcome {
  /** One line of text. */
  readonly summary: string;
  /** Why it did not run, or null if it did. */
  readonly reason: string | null;
  /** What it found. */
  readonly findings: readonly Finding[];
  /** What it learned. */
  readonly details: Details;
}

/**
 * Rounds a duration as reports hold it.
 *
 * @param milliseconds The duration, in milliseconds.
 * @returns The same to a tenth of a millisecond.
 *
 * @example Usage
 * ```ts
 * import { tenthsOf } from "./outcome.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tenthsOf(12.345), 12.3);
 * ```
 */
export function tenthsOf(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/**
 * Reports that a check ran and found nothing wrong.
 *
 * @param summary One line of text.
 * @param details What it learned.
 * @param findings What is worth knowing all the same.
 * @returns The outcome.
 *
 * @example Usage
 * ```ts
 * import { passed } from "./outcome.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(passed("answers").findings, []);
 * ```
 */
export function passed(
  summary: string,
  details: Details = {},
  findings: readonly Finding[] = [],
): Outcome {
  return { summary, reason: null, findings, details };
}

/**
 * Reports that a check found something wrong.
 *
 * @param summary One line of text.
 * @param finding What it found.
 * @param details What it learned.
 * @returns The outcome.
 *
 * @example Usage
 * ```ts
 * import { found } from "./outcome.ts";
 * import { findingOf } from "../resolution/finding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const finding = findingOf("key-inactive", { message: "deactivated", hint: "zenml service-account list" });
 * assertEquals(found("refused", finding).findings, [finding]);
 * ```
 */
export function found(
  summary: string,
  finding: Finding,
  details: Details = {},
): Outcome {
  return { summary, reason: null, findings: [finding], details };
}

/**
 * Reports that a check did not run.
 *
 * @param reason Why not, in one line of text.
 * @param findings What is worth knowing of it.
 * @returns The outcome.
 *
 * @example Usage
 * ```ts
 * import { skipped } from "./outcome.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(skipped("no TLS").reason, "no TLS");
 * ```
 */
export function skipped(
  reason: string,
  findings: readonly Finding[] = [],
): Outcome {
  return { summary: reason, reason, findings, details: {} };
}
