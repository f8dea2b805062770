/**
 * Measures how fast the program is: `deno task bench [--update] [--rounds=N] [GROUP…]`.
 *
 * Prints a table, and writes every measurement to `latest.json`. It exits with 1 if a ratio is worse than the stored
 * one, and with 3 if something does not do what is to be measured.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fileURLToPath } from "node:url";
import type { Group } from "./group.ts";
import {
  type Ratios,
  ratiosOf,
  readRatios,
  regressionsIn,
  storeRatios,
} from "./ratios.ts";
import { isComparison, type Row, summaryOf } from "./row.ts";
import { bundleRows } from "./rows/bundle.ts";
import { clientRows } from "./rows/client.ts";
import { coldRows } from "./rows/cold.ts";
import { examinationRows } from "./rows/examination.ts";
import { execRows } from "./rows/exec.ts";
import { failureRows } from "./rows/failures.ts";
import { fleetRows } from "./rows/fleet.ts";
import { moduleRows } from "./rows/modules.ts";
import { realRows } from "./rows/real.ts";
import { startRows } from "./rows/start.ts";
import { targetRows } from "./rows/targets.ts";
import { taskRows } from "./rows/task.ts";
import { tableOf } from "./table.ts";

const GROUPS: Readonly<Record<string, Group>> = {
  start: (bench) => startRows(bench),
  examination: (bench) => examinationRows(bench),
  real: (bench) => realRows(bench),
  client: clientRows,
  failures: (bench) => failureRows(bench),
  exec: execRows,
  targets: targetRows,
  fleet: fleetRows,
  bundle: bundleRows,
  cold: coldRows,
  task: taskRows,
  modules: moduleRows,
};

const FOLDER = new URL("./", import.meta.url);
const RATIOS = new URL("ratios.json", FOLDER);
const LATEST = new URL("latest.json", FOLDER);

/** Fewer are too few for a median to be stored. */
const LEAST_ROUNDS = 10;

const encoder = new TextEncoder();

if (import.meta.main) Deno.exit(await run(Deno.args));

async function run(args: readonly string[]): Promise<number> {
  try {
    return await bench(args);
  } catch (error) {
    say(`Cannot measure: ${error instanceof Error ? error.message : error}`);
    return 3;
  }
}

async function bench(args: readonly string[]): Promise<number> {
  const { update, rounds: named, _: operands } = parseArgs([...args], {
    boolean: ["update"],
    string: ["rounds", "_"],
  });
  const rounds = Number(named ?? LEAST_ROUNDS);
  const groups = operands.length > 0
    ? operands.map(String)
    : Object.keys(GROUPS);
  const unknown = groups.find((name) => !Object.hasOwn(GROUPS, name));
  if (unknown !== undefined || !(rounds >= 1)) {
    say(
      `Usage: deno task bench [--update] [--rounds=N] [${
        Object.keys(GROUPS).join("|")
      }]…`,
    );
    return 2;
  }
  if (update && rounds < LEAST_ROUNDS) {
    say(`Ratios are stored from ${LEAST_ROUNDS} rounds or more`);
    return 2;
  }
  const rows = await measure(groups, rounds);
  const stored = await readRatios(RATIOS);
  Deno.stdout.writeSync(encoder.encode(tableOf(rows, stored)));
  await Deno.writeTextFile(
    LATEST,
    `${JSON.stringify(recordOf(rows, rounds), null, 2)}\n`,
  );
  if (update) {
    await storeRatios(RATIOS, stored, ratiosOf(rows));
    return 0;
  }
  return judge(ratiosOf(rows), stored);
}

async function measure(
  groups: readonly string[],
  rounds: number,
): Promise<readonly Row[]> {
  const folder = await Deno.makeTempDir({
    dir: fileURLToPath(FOLDER),
    prefix: "run-",
  });
  try {
    const rows: Row[] = [];
    for (const name of groups) {
      say(`measuring ${name} …`);
      rows.push(...await GROUPS[name]!({ rounds, folder }));
    }
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function judge(present: Ratios, stored: Ratios): number {
  const regressions = regressionsIn(present, stored);
  for (const regression of regressions) {
    const { name, stored, present } = regression;
    say(
      `slower than stored: ${name}: ${present.toFixed(2)} instead of ${
        stored.toFixed(2)
      }`,
    );
  }
  return regressions.length > 0 ? 1 : 0;
}

/** What `latest.json` holds: the rows with all their values, what these come to, and on what. */
function recordOf(rows: readonly Row[], rounds: number) {
  return {
    measuredAt: new Date().toISOString(),
    machine: {
      os: Deno.build.os,
      arch: Deno.build.arch,
      cores: navigator.hardwareConcurrency,
      deno: Deno.version.deno,
    },
    rounds,
    rows: rows.map((row) =>
      isComparison(row) ? { ...row, summary: summaryOf(row) } : row
    ),
  };
}

function say(line: string): void {
  Deno.stderr.writeSync(encoder.encode(`${line}\n`));
}
