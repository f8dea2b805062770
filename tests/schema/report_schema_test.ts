import { assert, assertEquals } from "@std/assert";
import { Ajv } from "npm:ajv@8.20.0";
import { startDemoServer } from "../../lib/demo/server.ts";
import { DEMO_STATES, type DemoState } from "../../lib/demo/states.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { reportJson, resolutionJson } from "../../lib/report/json.ts";
import { reportJsonLines } from "../../lib/report/json_lines.ts";
import type { Report } from "../../lib/report/model.ts";
import { jsonReport } from "../../lib/report/writers.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import { resolve } from "../../mod.ts";
import truths from "../data/consumer_truths.json" with { type: "json" };
import { REPORT_SCHEMA } from "./report_schema.ts";

const FILE = new URL("../../lib/report/report.schema.json", import.meta.url);
const ajv = new Ajv({ allErrors: true });
const matches = (definition: string) =>
  ajv.compile({
    ...REPORT_SCHEMA,
    anyOf: [{ $ref: `#/definitions/${definition}` }],
  });
const isDoctorReport = matches("doctorReport");
const isEachReport = matches("eachReport");
const isTargetReport = matches("targetReport");
const isResolveReport = matches("resolveReport");

Deno.test("report.schema.json is what the tables give", async () => {
  const expected = `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`;
  const update = Deno.permissions.querySync({
        name: "env",
        variable: "ZENML_ENV_UPDATE",
      }).state === "granted" && Deno.env.has("ZENML_ENV_UPDATE");
  if (update) await Deno.writeTextFile(FILE, expected);
  assertEquals(JSON.parse(await Deno.readTextFile(FILE)), JSON.parse(expected));
});

for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
  Deno.test(`reportJson() fits the schema in the state ${state}`, async () => {
    await using server = await startDemoServer(state);
    const resolution = resolve({ environment: server.environment });
    const diagnosis = await diagnose(resolution, { timeoutMs: 300 });
    const report: unknown = JSON.parse(
      reportJson(reportOfOne(diagnosis)),
    );
    assert(isDoctorReport(report), ajv.errorsText(isDoctorReport.errors));
    const one = jsonReport(diagnosis);
    assertEquals<unknown>(one, report);
    const many = jsonReport([{ name: "a", diagnosis }]);
    assert(isEachReport(many), ajv.errorsText(isEachReport.errors));
  });
}

Deno.test("reportJson() fits the schema for one target and for many", async () => {
  await using server = await startDemoServer("trailing-slash");
  const { settings, ...resolution } = resolve({
    environment: server.environment,
  });
  const diagnosis = await diagnose({ settings, ...resolution });
  const one = reportOfOne(diagnosis, { strict: false });
  const files = [".env.a", ".env.b"];
  const many: Report = {
    ...one,
    isEach: true,
    targets: files.map((file) => ({ file, diagnosis, settings })),
  };
  for (
    const [report, fits, fitsNot] of [
      [one, isDoctorReport, isEachReport],
      [many, isEachReport, isDoctorReport],
      [{ ...many, targets: [] }, isEachReport, isDoctorReport],
    ] as const
  ) {
    const json: unknown = JSON.parse(reportJson(report));
    assert(fits(json), ajv.errorsText(fits.errors));
    assert(!fitsNot(json));
  }
});

Deno.test("reportJsonLines() writes lines that fit the schema, with a file and without one", async () => {
  await using server = await startDemoServer("inactive-key");
  const { settings, ...resolution } = resolve({
    environment: server.environment,
  });
  const diagnosis = await diagnose({ settings, ...resolution });
  const one = reportOfOne(diagnosis, { strict: false });
  const targets = [".env.a", ".env.b"]
    .map((file) => ({ file, diagnosis, settings }));
  for (
    const [report, fits, fitsNot] of [
      [one, isDoctorReport, isTargetReport],
      [{ ...one, isEach: true, targets }, isTargetReport, isDoctorReport],
    ] as const
  ) {
    const lines = reportJsonLines(report).trimEnd().split("\n");
    assertEquals(lines.length, report.targets.length);
    for (const line of lines) {
      const json: unknown = JSON.parse(line);
      assert(fits(json), ajv.errorsText(fits.errors));
      assert(!fitsNot(json));
    }
  }
});

Deno.test("resolutionJson() fits the schema for every recorded environment", () => {
  for (const { name, env } of truths.truths) {
    const environment = Object.fromEntries(Object.entries(env));
    const resolution = resolve({ environment });
    const report: unknown = JSON.parse(
      resolutionJson(resolution, { strict: true }),
    );
    assert(
      isResolveReport(report),
      `${name}: ${ajv.errorsText(isResolveReport.errors)}`,
    );
  }
});

Deno.test("report.schema.json refuses a report without its findings", () => {
  const report: unknown = JSON.parse(
    resolutionJson(resolve({}), { strict: false }),
  );
  assert(typeof report === "object" && report !== null && "findings" in report);
  const { findings: _, ...rest } = report;
  assert(!isResolveReport(rest));
});
