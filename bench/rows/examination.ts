/**
 * What a healthy examination costs on top of its requests.
 *
 * @module
 */
import {
  curlRequests,
  healthyDoctor,
  scriptRequests,
  SOURCE,
  type Variables,
} from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { absenceOf, takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";

/** The latencies of the stand-in, and the most that curl's time may be exceeded by. */
const LATENCIES: readonly (readonly [ms: number, atMost: number | null])[] = [
  [0, null],
  [20, 1.35],
  [100, 1.15],
];

/**
 * Measures examinations of the stand-in server.
 *
 * @param bench The run.
 * @param entry The command's file.
 * @param suffix What the rows' names end in.
 * @returns The rows.
 */
export async function examinationRows(
  bench: Bench,
  entry: string = SOURCE,
  suffix = "",
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [latencyMs, atMost] of LATENCIES) {
    await using server = await startStandIn("healthy", latencyMs);
    const name = `doctor, ${latencyMs} ms latency${suffix}`;
    rows.push(
      ...await healthyRows(bench, name, server.environment, { atMost, entry }),
    );
  }
  return rows;
}

/** How the examinations of a server are measured. */
export interface HealthyOptions {
  /** The most that curl's time may be exceeded by, or null. */
  readonly atMost: number | null;
  /** The command's file. */
  readonly entry?: string;
}

/**
 * Measures examinations of one server.
 *
 * @param bench The run.
 * @param name What the rows' names begin with.
 * @param env The variables to examine.
 * @param options How.
 * @returns The rows.
 */
export async function healthyRows(
  { rounds }: Bench,
  name: string,
  env: Variables,
  { atMost, entry = SOURCE }: HealthyOptions,
): Promise<readonly Row[]> {
  const [overCurl, overScript] = [`${name}, over curl`, `${name}, over script`];
  const doctor = healthyDoctor(env, { entry });
  const [curl, script] = [curlRequests(env), scriptRequests(env)];
  const reason =
    await absenceOf({ file: "sh", args: ["-c", "command -v curl"] }) &&
    "curl is not there";
  if (reason) {
    const took = await takeTurns(rounds, { doctor, script }, timed);
    return [
      { name: overCurl, reason },
      timeRow(overScript, took.doctor, "a bare script", took.script),
    ];
  }
  const took = await takeTurns(rounds, { doctor, curl, script }, timed);
  const limit = atMost === null ? null : { of: "ratio", atMost } as const;
  return [
    timeRow(overCurl, took.doctor, "three curl calls", took.curl, { limit }),
    timeRow(overScript, took.doctor, "a bare script", took.script),
  ];
}
