// Many targets in few words: how many failed, what the commonest problems are, and some targets in full.
import { allFindingsOf, type Diagnosis } from "../doctor/diagnosis.ts";
import { EXIT, exitStatusOfDiagnosis, fails } from "./exit_status.ts";
import type { Report, ReportLook, Strictness, TargetReport } from "./model.ts";
import { type TargetSummary, targetSummaryOf } from "./target_summary.ts";

/** Of more targets than this, a report for people says what they have in common. */
export const MANY_TARGETS = 20;

/** As many targets are shown in full, each for another problem. */
const MOST_EXAMPLES = 5;

/** As many targets that failed have a row of their own. */
const MOST_ROWS = 50;

/** A problem names no more files than this. */
const MOST_FILES = 3;

/** What is wrong with some targets. */
export interface SharedProblem {
  readonly code: string;
  /** Whether it makes them fail. */
  readonly fails: boolean;
  /** How many targets have it. */
  readonly count: number;
  /** The first files that have it. */
  readonly files: readonly string[];
}

/** A target in one row. */
export interface TargetRow extends TargetSummary {
  readonly file: string;
}

/** What many targets come to. */
export interface Fleet {
  /** How many targets were to be examined. */
  readonly total: number;
  /** How many of them are not known to work: those that failed, and those that were not examined to their end. */
  readonly bad: number;
  /** How many have a warning, or fail. */
  readonly warned: number;
  readonly status: number;
  /** What makes targets fail, then what does not; the commonest first. */
  readonly problems: readonly SharedProblem[];
  /** The first targets that are not known to work. */
  readonly rows: readonly TargetRow[];
  /** Some targets that failed, each for another problem. */
  readonly examples: readonly TargetReport[];
}

/** What many targets come to, and how long that took. */
export interface FleetReport extends Strictness {
  readonly fleet: Fleet;
  /** How long the run took, in milliseconds. */
  readonly durationMs: number;
}

/** Begins to count targets, of which nothing else is kept. */
export function openFleet(total: number, { strict }: Strictness): {
  readonly add: (target: TargetReport) => void;
  /** Says what they come to; those that an interruption left out are not known to work. */
  readonly fleet: (isInterrupted?: boolean) => Fleet;
} {
  const problems = new Map<string, SharedProblem>();
  const rows: TargetRow[] = [];
  const examples: TargetReport[] = [];
  let [good, warned, done] = [0, 0, 0];
  let status: number = EXIT.ok;
  return {
    add(target) {
      const { diagnosis, file } = target;
      const found = problemsOf(diagnosis, { strict });
      const ended = exitStatusOfDiagnosis(diagnosis, { strict });
      done++;
      if (ended === EXIT.ok) good++;
      else if (rows.length < MOST_ROWS) {
        rows.push(targetRow(target, { strict }));
      }
      if (found.size > 0) warned++;
      status = Math.max(status, ended);
      const isNew = [...found].some(([code, fails]) =>
        fails && !problems.has(code)
      );
      if (isNew && examples.length < MOST_EXAMPLES) examples.push(target);
      for (const [code, fails] of found) {
        const known = problems.get(code);
        const files = known?.files ?? [];
        problems.set(code, {
          code,
          fails: fails || known?.fails === true,
          count: (known?.count ?? 0) + 1,
          files: files.length < MOST_FILES ? [...files, file ?? "-"] : files,
        });
      }
    },
    fleet: (isInterrupted = false) => ({
      total,
      bad: total - good,
      warned,
      status: isInterrupted && done < total ? EXIT.interrupted : status,
      problems: [...problems.values()].toSorted((a, b) =>
        Number(b.fails) - Number(a.fails) || b.count - a.count
      ),
      rows,
      examples,
    }),
  };
}

/** Says what the targets of a report come to. */
export function fleetOf(
  { targets, strict }: Pick<Report, "targets" | "strict">,
): Fleet {
  const counting = openFleet(targets.length, { strict });
  for (const target of targets) counting.add(target);
  return counting.fleet();
}

/** Returns whether the text of so many targets names no more of them than people read. */
export function hidesTargets(
  targets: number,
  { verbosity }: Pick<ReportLook, "verbosity">,
): boolean {
  return targets > MANY_TARGETS && verbosity !== "verbose";
}

/** Names the first files that have a problem. */
export function namedFiles(files: readonly string[], count: number): string {
  const left = count - files.length;
  return files.join(", ") + (left > 0 ? ` and ${left} more` : "");
}

/** Writes a target as a row. */
export function targetRow(
  target: TargetReport,
  { strict }: Strictness,
): TargetRow {
  return { file: target.file ?? "-", ...targetSummaryOf(target, strict) };
}

/** Finds the codes of errors and warnings, each with whether it fails. */
function problemsOf(
  diagnosis: Diagnosis,
  strictness: Strictness,
): ReadonlyMap<string, boolean> {
  const codes = new Map<string, boolean>();
  for (const finding of allFindingsOf(diagnosis)) {
    if (finding.severity === "info") continue;
    const isFailure = fails(finding, strictness);
    codes.set(finding.code, isFailure || codes.get(finding.code) === true);
  }
  return codes;
}
