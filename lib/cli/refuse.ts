// How a command ends that cannot go on.
import { EXIT } from "../report/exit_status.ts";
import type { Host } from "./host.ts";

/** Says in one line on standard error why a command cannot go on. */
export function refuse(
  problem: string,
  { printError, signal }: Pick<Host, "printError" | "signal">,
): number {
  printError(problem);
  return signal.aborted ? EXIT.interrupted : EXIT.usage;
}
