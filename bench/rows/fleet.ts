/**
 * What ten thousand targets cost: time over what waiting alone would take, and memory over that of a thousand.
 *
 * Measured once, and never stored: a run takes most of a minute.
 *
 * @module
 */
import { command } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { peakMeter, type Program, takeTurns } from "../process.ts";
import type { Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";
import { idealMs } from "../statistics.ts";
import { JOBS, LATENCY_MS, writeTargets } from "./targets.ts";

const [MANY, MOST] = [1000, 10_000] as const;

/** The formats that keep little of each target, and what they say where nothing is wrong. */
const FORMATS = [["text", "OK: "], ["jsonl", '"ok":true']] as const;

/**
 * Measures 1,000 and 10,000 targets, each with a key of its own, on one server.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function fleetRows({ folder }: Bench): Promise<readonly Row[]> {
  const meter = await peakMeter(folder);
  if ("reason" in meter) return [{ name: "fleet", reason: meter.reason }];
  await using server = await startStandIn("any-key", LATENCY_MS);
  const url = server.environment["ZENML_STORE_URL"] ?? "";
  const files = await writeTargets(`${folder}/fleet`, url, MOST);
  const rows: Row[] = [];
  for (const [format, says] of FORMATS) {
    const examining = (count: number): Program => ({
      ...command([
        "doctor",
        `--jobs=${JOBS}`,
        `--format=${format}`,
        "--each",
        ...files.slice(0, count),
      ], { flags: [`--allow-read=${folder}`] }),
      says,
    });
    const programs = { many: examining(MANY), most: examining(MOST) };
    const { many, most } = await takeTurns(1, programs, meter);
    const name = `${MOST} targets, ${format}`;
    rows.push(
      timeRow(name, most.map(({ ms }) => ms), "ideal", [ideal()], {
        limit: { of: "ratio", atMost: 1.2 },
        isKept: false,
      }),
      {
        name: `${name}, memory`,
        against: `${MANY} targets`,
        unit: "KB",
        ours: most.map(({ peakKb }) => peakKb),
        theirs: many.map(({ peakKb }) => peakKb),
        limit: { of: "ratio", atMost: 1.3 },
        isKept: false,
      },
    );
  }
  return rows;
}

/** All targets share what the server says about itself. */
function ideal(): number {
  return idealMs({
    targets: MOST,
    jobs: JOBS,
    latencyMs: LATENCY_MS,
    roundTrips: 2,
    sharedRoundTrips: 1,
  });
}
