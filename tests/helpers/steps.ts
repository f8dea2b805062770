/**
 * What is expected of an examination's steps, by their names.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { STEP_IDS, type StepId } from "../../lib/codes/steps.ts";
import { STEPS } from "../../lib/doctor/steps/steps.ts";
import type {
  CheckStatus,
  ConnectionReport,
} from "../../lib/doctor/diagnosis.ts";

/** How steps ended: those that matter to a test by their names, and all others. */
export type Steps =
  & { readonly [Id in StepId]?: CheckStatus }
  & { readonly others: CheckStatus };

/** What one connection came to. */
export interface Examined {
  /** How its steps ended. */
  readonly steps: Steps;
  /** Each finding of a step: step, code, severity. */
  readonly found: readonly string[];
}

/** A step in a report. */
export interface ReportedStep {
  readonly id: string;
  readonly status: string;
}

/** The steps of a healthy server that speaks plain http and is not Pro, asked with an API key. */
export const HEALTHY: Steps = { tls: "skip", pro: "skip", others: "pass" };

const AFTER_LOGIN = { identity: "skip", rotation: "skip" } as const;
const AFTER_SERVER = {
  version: "skip",
  clock: "skip",
  pro: "skip",
  login: "skip",
  ...AFTER_LOGIN,
} as const;
const AFTER_TLS = { server: "skip", ...AFTER_SERVER } as const;
const AFTER_CONNECT = { tls: "skip", ...AFTER_TLS } as const;
const AFTER_DNS = { connect: "skip", ...AFTER_CONNECT } as const;
const AFTER = {
  target: { dns: "skip", ...AFTER_DNS },
  dns: AFTER_DNS,
  connect: AFTER_CONNECT,
  tls: AFTER_TLS,
  server: AFTER_SERVER,
  login: AFTER_LOGIN,
} as const;

/** As {@linkcode HEALTHY}, but for a step that fails, and the skip of all that it leaves nothing to ask. */
export function failedAt(step: keyof typeof AFTER): Steps {
  return { ...HEALTHY, [step]: "fail", ...AFTER[step] };
}

/** The steps of a connection that is not examined, for what the resolver found. */
export const NOT_EXAMINED: Steps = { ...failedAt("target"), target: "skip" };

/** Asserts how the steps of a connection ended. */
export function assertSteps(
  reported: readonly ReportedStep[],
  expected: Steps,
): void {
  const actual = Object.fromEntries(
    reported.map(({ id, status }) => [id, status]),
  );
  assertEquals(actual, expand(expected, actual));
  assertEquals(reported.map(({ id }) => id), [...STEP_IDS]);
}

/** Asserts what a connection came to: how its steps ended, and exactly what they found. */
export function assertExamined(
  report: ConnectionReport | undefined,
  { steps, found }: Examined,
): void {
  assertEquals(foundIn(report), [...found]);
  assertSteps(report?.checks ?? [], steps);
}

/** Asserts what each of several connections came to. */
export function assertEachExamined(
  reports: readonly ConnectionReport[],
  expected: readonly Examined[],
): void {
  assertEquals(reports.length, expected.length);
  for (const [index, one] of expected.entries()) {
    assertExamined(reports[index], one);
  }
}

/** Lists what the steps of a connection found: step, code, severity. */
export function foundIn(report: ConnectionReport | undefined): string[] {
  return (report?.checks ?? []).flatMap(({ id, findings }) =>
    findings.map(({ code, severity }) => `${id} ${code} ${severity}`)
  );
}

/**
 * A step without a name, as one that is added later, may also be skipped where the target or something that it needs did
 * not pass, and pass where it needs nothing: it need not be named everywhere.
 */
function expand(
  { others, ...named }: Steps,
  actual: Readonly<Record<string, string>>,
): Record<string, string> {
  const passed = (id: StepId) => /pass|warn/u.test(actual[id] ?? "");
  return Object.fromEntries(STEP_IDS.map((id) => {
    const { needs } = STEPS[id];
    const reached = passed("target") && needs.every(passed);
    // Whether a connection has a project depends on its server and its programs; what tests that names the step.
    const excused = actual[id] === "skip" && (!reached || id === "project") ||
      actual[id] === "pass" && needs.length === 0;
    return [id, named[id] ?? (excused ? actual[id] ?? others : others)];
  }));
}
