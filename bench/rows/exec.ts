/**
 * What `exec` adds to the program that it runs.
 *
 * @module
 */
import { command, type Variables } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { type Program, takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";

/** It ends at once. */
const BARE: readonly string[] = ["sh", "-c", ":"];

/**
 * Measures `exec` with and without its examination.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function execRows({ rounds }: Bench): Promise<readonly Row[]> {
  await using server = await startStandIn("healthy", 0);
  const took = await takeTurns(rounds, {
    checked: exec([], server.environment),
    unchecked: exec(["--no-check"], server.environment),
    doctor: command(["doctor"], { env: server.environment }),
    bare: { file: "sh", args: BARE.slice(1) },
  }, timed);
  return [
    timeRow("exec --no-check", took.unchecked, "the bare command", took.bare, {
      isKept: false,
    }),
    timeRow("exec", took.checked, "doctor", took.doctor),
  ];
}

function exec(options: readonly string[], env: Variables): Program {
  return command(["exec", ...options, "--", ...BARE], {
    env,
    flags: ["--allow-run=sh"],
  });
}
