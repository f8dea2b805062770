/**
 * What a check reports.
 *
 * @module
 */
import type { Finding } from "../finding/finding.ts";

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

/** Rounds a duration as reports hold it. */
export function roundMs(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** Reports that a check ran and found nothing wrong. */
export function passed(
  summary: string,
  details: Details = {},
  findings: readonly Finding[] = [],
): Outcome {
  return { summary, reason: null, findings, details };
}

/** Reports that a check found something wrong. */
export function found(
  summary: string,
  finding: Finding,
  details: Details = {},
): Outcome {
  return { summary, reason: null, findings: [finding], details };
}

/** Reports that a check did not run. */
export function skipped(
  reason: string,
  findings: readonly Finding[] = [],
): Outcome {
  return { summary: reason, reason, findings, details: {} };
}
