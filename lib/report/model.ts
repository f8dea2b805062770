// What the doctor reports, and how it should look: types alone.
import type { Diagnosis } from "../doctor/diagnosis.ts";
import type { Look } from "./layout.ts";

/** How severe a run is. */
export interface Strictness {
  /** Whether a warning fails. */
  readonly strict: boolean;
}

/** One target with what was found. */
export interface TargetReport {
  /** The env file that `--each` named, or null for the one target without it. */
  readonly file: string | null;
  /** What the doctor found. */
  readonly diagnosis: Diagnosis;
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

/** How much to say. */
export type Verbosity = "quiet" | "normal" | "verbose";

/** How a report for people should look. */
export interface ReportLook extends Look {
  /** How much to say. */
  readonly verbosity: Verbosity;
}

/** Writes a report, with a line break. */
export type WriteReport = (report: Report, look: ReportLook) => string;
