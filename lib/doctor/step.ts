// What a step of the doctor is: what it needs to have passed, and what it examines.
import type { StepId } from "../codes/steps.ts";
import type { Finding } from "../finding/finding.ts";
import type { Context } from "./context.ts";
import type { Values } from "./values.ts";

/** Facts about a step for programs. */
export type Details = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** What is reported of a step. */
export interface StepReport {
  readonly summary: string;
  /** Why it did not run, or null where it did. */
  readonly reason: string | null;
  readonly findings: readonly Finding[];
  readonly details: Details;
}

/** How a step ended. A null value skips whoever needs it. */
export interface Outcome<Value> extends StepReport {
  readonly value: Value | null;
  /** Completes the report by a side look, which whoever needs the value does not wait for. */
  readonly complete?: () => Promise<StepReport>;
}

/** A step: reading the value of a step that it did not declare as needed does not compile. */
export interface Step<Id extends StepId, Needs extends StepId> {
  readonly id: Id;
  readonly needs: readonly Needs[];
  readonly run: (
    needed: Pick<Values, Needs>,
    context: Context,
  ) => Promise<Outcome<Values[Id]>>;
}

/** Defines a step, with its types inferred from its id and its needs. */
export function defineStep<
  const Id extends StepId,
  const Needs extends StepId = never,
>(step: Step<Id, Needs>): Step<Id, Needs> {
  return step;
}

/** Ends a step that passed, maybe with warnings. */
export function passed<Value>(
  value: Value,
  summary: string,
  details: Details = {},
  findings: readonly Finding[] = [],
): Outcome<Value> {
  return { value, summary, reason: null, findings, details };
}

/** Ends a step that found an error. */
export function failed(
  summary: string,
  finding: Finding,
  details: Details = {},
): Outcome<never> {
  return { value: null, summary, reason: null, findings: [finding], details };
}

/** Ends a step that had nothing to do; with a value, what needs it goes on. */
export function skipped<Value = never>(
  reason: string,
  more: Partial<Pick<Outcome<Value>, "value" | "findings" | "details">> = {},
): Outcome<Value> {
  const { value = null, findings = [], details = {} } = more;
  return { value, summary: reason, reason, findings, details };
}

/** Ends a step whose turn never came, since another one did not pass. */
export function blockedBy(step: StepId): Outcome<never> {
  return skipped(`${step} did not pass`);
}
