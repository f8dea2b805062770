// The shape of an entry in the table of codes.
import type { StepId } from "./steps.ts";

/** How severe a finding is: an `error` fails the run, a `warning` only with `--strict`, an `info` never. */
export type Severity = "error" | "warning" | "info";

/** What the table of codes says about one code. */
export interface CodeEntry {
  /** The severity unless the circumstances say otherwise. */
  readonly severity: Severity;
  /** Where it is found: in the configuration, or by these steps of the doctor. */
  readonly foundBy: "configuration" | readonly (StepId | "any")[];
  /** Whether trying again later may help without anybody changing anything. */
  readonly transient: boolean;
  /** What it means, in one sentence. */
  readonly means: string;
  /** Why it happens, and what the two programs make of it. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
}
