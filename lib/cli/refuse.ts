/**
 * How a command ends that cannot go on.
 *
 * @module
 */
import { EXIT } from "../report/verdict.ts";
import type { Shell } from "./host.ts";

/** Says in one line on standard error why a command cannot go on. */
export function refuse(
  problem: string,
  { complain, signal }: Pick<Shell, "complain" | "signal">,
): number {
  complain(problem);
  return signal.aborted ? EXIT.interrupted : EXIT.usage;
}
