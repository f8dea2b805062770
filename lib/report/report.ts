/**
 * What the doctor reports: one diagnosis, or one for each target.
 *
 * @module
 */
import type { Diagnosis } from "../doctor/diagnosis.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import { EXIT, exitStatusOfDiagnosis, type Strictness } from "./verdict.ts";

/** One target with what was found. */
export interface TargetReport {
  /** The env file that `--each` named, or null for the one target without it. */
  readonly file: string | null;
  /** What the doctor found. */
  readonly diagnosis: Diagnosis;
  /** The variables as the resolver shows them. */
  readonly settings: readonly ResolvedSetting[];
}

/** Everything that a format writes. */
export interface Report extends Strictness {
  /** Whether the targets were named by `--each`; without it there is exactly one. */
  readonly isEach: boolean;
  /** The targets, in the order in which they were named. */
  readonly targets: readonly TargetReport[];
  /** When the run began. */
  readonly startedAt: Date;
  /** How long the run took, in milliseconds. */
  readonly durationMs: number;
}

/** Tells the exit status of a report. */
export function exitStatusOfReport({ targets, strict }: Report): number {
  const statuses = targets.map(({ diagnosis }) =>
    exitStatusOfDiagnosis(diagnosis, { strict })
  );
  return statuses.includes(EXIT.interrupted)
    ? EXIT.interrupted
    : Math.max(EXIT.ok, ...statuses);
}
