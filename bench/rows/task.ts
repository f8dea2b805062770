/**
 * What a run costs more by its task, which looks for JSR first.
 *
 * @module
 */
import { healthyDoctor } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";

/**
 * Measures the task.
 *
 * @param bench The run.
 * @returns The row.
 */
export async function taskRows({ rounds }: Bench): Promise<readonly Row[]> {
  await using server = await startStandIn("healthy", 0);
  const direct = healthyDoctor(server.environment);
  const byTask = { ...direct, args: ["task", "doctor"] };
  const took = await takeTurns(rounds, { byTask, direct }, timed);
  return [
    timeRow(
      "deno task doctor",
      took.byTask,
      "deno run … cli.ts doctor",
      took.direct,
      { limit: { of: "difference", atMost: 60 } },
    ),
  ];
}
