/**
 * What many targets cost: time over what they would take if only waiting took time, and memory.
 *
 * @module
 */
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { command } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import {
  type Cost,
  peakMeter,
  type Program,
  takeTurns,
  timed,
} from "../process.ts";
import type { Comparison, Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";
import { idealMs } from "../statistics.ts";

/** How long each answer is held back, in milliseconds. */
export const LATENCY_MS = 50;

/** How many targets are examined at a time. */
export const JOBS = 32;

const [FEW, MANY, MOST] = [10, 100, 1000] as const;

/** What each target waits for: its own three answers; or two, as all of one server may share what it says about itself. */
const IDEALS = [
  { name: "3 round trips", roundTrips: 3, sharedRoundTrips: 0 },
  { name: "2 round trips, 1 shared", roundTrips: 2, sharedRoundTrips: 1 },
] as const;

/**
 * Measures 10, 100 and 1,000 targets, each with a key of its own, on one server.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function targetRows(
  { rounds, folder }: Bench,
): Promise<readonly Row[]> {
  await using server = await startStandIn("any-key", LATENCY_MS);
  const url = server.environment["ZENML_STORE_URL"] ?? "";
  const files = await writeTargets(`${folder}/targets`, url, MOST);
  const programs = {
    few: examining(files.slice(0, FEW), folder),
    many: examining(files.slice(0, MANY), folder),
    most: examining(files, folder),
  };
  const meter = await peakMeter(folder);
  const measure = "reason" in meter
    ? async (program: Program): Promise<Cost> => ({
      ms: await timed(program),
      peakKb: NaN,
    })
    : meter;
  const costs = await takeTurns(rounds, programs, measure);
  const { few, many, most } = costs;
  return [
    ...timeRows(FEW, few),
    ...timeRows(MANY, many),
    ...timeRows(MOST, most),
    ...("reason" in meter
      ? [{ name: "targets, memory", reason: meter.reason }]
      : [memoryRow(MANY, many, few), memoryRow(MOST, most, few)]),
  ];
}

function timeRows(targets: number, costs: readonly Cost[]): Row[] {
  const limit = targets === MOST ? { of: "ratio", atMost: 1.2 } as const : null;
  const ours = costs.map(({ ms }) => ms);
  return IDEALS.map(({ name, ...roundTrips }) => {
    const ideal = idealMs({
      targets,
      jobs: JOBS,
      latencyMs: LATENCY_MS,
      ...roundTrips,
    });
    const theirs = ours.map(() => ideal);
    return timeRow(`${targets} targets, ${name}`, ours, "ideal", theirs, {
      limit,
    });
  });
}

function memoryRow(
  targets: number,
  costs: readonly Cost[],
  few: readonly Cost[],
): Comparison {
  return {
    name: `${targets} targets, memory`,
    against: `${FEW} targets`,
    unit: "KB",
    ours: costs.map(({ peakKb }) => peakKb),
    theirs: few.map(({ peakKb }) => peakKb),
    limit: targets === MOST ? { of: "ratio", atMost: 1.5 } : null,
    isKept: true,
  };
}

function examining(files: readonly string[], folder: string): Program {
  const args = ["doctor", `--jobs=${JOBS}`, "--each", ...files];
  return {
    ...command(args, { flags: [`--allow-read=${folder}`] }),
    says: "OK: ",
  };
}

/**
 * Writes env files with a key for each: with the same one, all would be one connection.
 *
 * @param folder Where.
 * @param url The server.
 * @param count How many.
 * @returns The files.
 */
export async function writeTargets(
  folder: string,
  url: string,
  count: number,
): Promise<readonly string[]> {
  await Deno.mkdir(folder);
  return await Promise.all(Array.from({ length: count }, async (_, index) => {
    const file = `${folder}/${index}.env`;
    const value = crypto.randomUUID() + crypto.randomUUID();
    const key = encodeApiKey({ id: crypto.randomUUID(), value });
    await Deno.writeTextFile(
      file,
      `ZENML_STORE_URL=${url}\nZENML_STORE_API_KEY=${key}\n`,
      { mode: 0o600 },
    );
    return file;
  }));
}
