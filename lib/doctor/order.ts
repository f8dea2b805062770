// Which of two steps comes first where several read one request.
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import type { Problem } from "./problem.ts";

/** Finds the earlier step that a problem belongs to, which keeps a later one from happening. */
export function blockerOf(
  problem: Problem | null,
  step: StepId,
): StepId | null {
  return problem !== null &&
      STEP_IDS.indexOf(problem.step) < STEP_IDS.indexOf(step)
    ? problem.step
    : null;
}
