/**
 * What comes of a wait, all together.
 *
 * @module
 */
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import { type WaitOptions, waitUntilSettled } from "../../lib/doctor/wait.ts";

/**
 * Waits until each target has settled.
 *
 * @param options How to wait.
 * @returns What each target settled with, in the order of the targets.
 */
export async function settledBy(
  options: Omit<WaitOptions, "onSettled">,
): Promise<readonly Diagnosis[]> {
  const settled: Diagnosis[] = [];
  await waitUntilSettled({
    ...options,
    onSettled: (diagnosis, target) => {
      settled[target] = diagnosis;
    },
  });
  return settled;
}
