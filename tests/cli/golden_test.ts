import { assertEquals } from "@std/assert";
import { demoSources } from "../../lib/cli/demo.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { diagnosisText } from "../../lib/report/diagnosis_text.ts";
import { writerOf } from "../../lib/report/formats.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import { resolve } from "../../mod.ts";
import { withoutTimes } from "../helpers/without_times.ts";

const FOLDER = new URL("./golden/", import.meta.url);
const REWRITE = "ZENML_ENV_UPDATE";

/** The formats other than text and JSON, with the ends of their golden files, which `deno fmt` would change. */
const OTHERS = [
  ["json", "json"],
  ["jsonl", "jsonl.txt"],
  ["github", "github.txt"],
  ["junit", "junit.xml.txt"],
  ["markdown", "md.txt"],
] as const;

const STATES: readonly DemoState[] = [
  "healthy",
  "inactive-key",
  "trailing-slash",
  "not-zenml",
  "pro",
];

Deno.test("zenml-env doctor writes the text of the golden files, as wide as the screen is", async () => {
  for (const state of STATES) {
    const diagnosis = await examine(state);
    for (const columns of [60, 100]) {
      await compare(
        `${state}_${columns}.txt`,
        diagnosisText(diagnosis, {
          columns,
          color: false,
          strict: false,
          verbosity: "normal",
        }),
      );
    }
  }
});

Deno.test("zenml-env doctor writes every other format as the golden files have it", async () => {
  const look = { columns: 100, color: false, verbosity: "normal" } as const;
  for (const state of STATES) {
    const diagnosis = await examine(state);
    const report = reportOfOne(diagnosis, { strict: false });
    for (const [format, end] of OTHERS) {
      const write = await writerOf(format);
      await compare(`${state}.${end}`, write(report, look));
    }
  }
});

async function examine(state: DemoState) {
  await using server = await startDemoServer(state);
  const resolution = resolve(demoSources(server.environment));
  return withoutTimes(await diagnose(resolution));
}

async function compare(name: string, report: string): Promise<void> {
  const file = new URL(name, FOLDER);
  // As many characters as before, so that columns still stand in line.
  const normalised = report
    .replaceAll(/127\.0\.0\.1(:|%3A)\d+/gu, "127.0.0.1$1PORTS")
    .replaceAll(/port \d+/gu, "port PORTS")
    .replaceAll(/"port":( ?)\d+/gu, '"port":$10')
    .replaceAll(/connected in [\d.]+ ms/gu, "connected in 0 ms")
    .replaceAll(
      /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu,
      "00000000-0000-4000-8000-000000000000",
    ).replaceAll(/API key [\da-f]{8}…/gu, "API key 00000000…");
  if (mayRewrite()) await Deno.writeTextFile(file, normalised);
  assertEquals(normalised, await Deno.readTextFile(file), name);
}

/** Golden files are rewritten only on demand: ZENML_ENV_UPDATE=1, with --allow-env for it. */
function mayRewrite(): boolean {
  const { state } = Deno.permissions.querySync({
    name: "env",
    variable: REWRITE,
  });
  return state === "granted" && Deno.env.get(REWRITE) === "1";
}
