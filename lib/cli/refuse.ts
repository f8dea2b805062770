// How a command ends that cannot go on.
import { EXIT } from "../report/exit_status.ts";
import type { GatedHost } from "./host.ts";

/** Says in one line why a command cannot go on. */
export function refuse(
  problem: string,
  { printError, annotateError, signal }: Pick<
    GatedHost,
    "printError" | "annotateError" | "signal"
  >,
): number {
  printError(problem);
  annotateError(problem);
  return signal.aborted ? EXIT.interrupted : EXIT.usage;
}
