/**
 * How a command ends that cannot go on.
 *
 * @module
 */
import { EXIT } from "../report/verdict.ts";
import type { Shell } from "./shell.ts";

/**
 * Says in one line on standard error why a command cannot go on.
 *
 * @param problem The line.
 * @param shell The process.
 * @returns The exit status.
 *
 * @example Usage
 * ```ts
 * import { refuse } from "./refuse.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shell = { complain: () => {}, signal: new AbortController().signal };
 * assertEquals(refuse("Cannot read .env: there is no such file", shell), 2);
 * assertEquals(refuse("Cannot read a pipe", { ...shell, signal: AbortSignal.abort() }), 130);
 * ```
 */
export function refuse(
  problem: string,
  { complain, signal }: Pick<Shell, "complain" | "signal">,
): number {
  complain(problem);
  return signal.aborted ? EXIT.interrupted : EXIT.usage;
}
