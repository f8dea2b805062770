import { assert, assertEquals, assertThrows } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { diagnosisOf } from "../../lib/doctor/diagnosis.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import {
  type Diagnosis,
  jsonReport,
  junitReport,
  markdownReport,
  textReport,
} from "../../lib/report/writers.ts";
import { resolve } from "../../mod.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import { examine } from "../helpers/examination.ts";
import { runInProcess } from "../helpers/run_in_process.ts";
import { finding, target } from "./reports.ts";

const WRITERS: readonly (readonly [
  name: string,
  write: (diagnosis: Diagnosis) => string,
])[] = [
  ["textReport", (diagnosis) => textReport(diagnosis)],
  [
    "textReport of many",
    (diagnosis) =>
      textReport([{ name: "a", diagnosis }, { name: "b", diagnosis }]),
  ],
  ["markdownReport", (diagnosis) => markdownReport(diagnosis)],
  ["junitReport", (diagnosis) => junitReport(diagnosis)],
  ["jsonReport", (diagnosis) => JSON.stringify(jsonReport(diagnosis))],
];

for (const [name, write] of WRITERS) {
  Deno.test({
    name: `${name}() needs no permission`,
    permissions: "none",
    async fn() {
      const environment = { ZENML_STORE_URL: "https://h/", ZENML_API_KEY: "x" };
      const diagnosis = await diagnose(resolve({ environment }), {
        offline: true,
      });
      assert(write(diagnosis).includes("url-trailing-slash"));
    },
  });

  for (const form of formsOf(KEY)) {
    Deno.test(`${name}() takes out a credential that a program put into a diagnosis: ${form.length} characters`, () => {
      const { diagnosis } = target({
        loginFindings: [
          finding({
            code: "login-failed",
            severity: "error",
            message: `with ${form} in it`,
          }),
        ],
      });
      assertEquals(write(diagnosis).includes(form), false);
    });
  }
}

Deno.test("the writers give what the command writes", async () => {
  await using server = await startDemoServer("inactive-key");
  const diagnosis = await examine(server.environment);
  const { stdout, written } = await runInProcess([
    "doctor",
    "--format=text",
    "--format=json=a.json",
    "--format=junit=a.xml",
    "--format=markdown=a.md",
  ], { env: server.environment });
  assertEquals(
    timeless(textReport(diagnosis, { columns: 100 })),
    timeless(stdout),
  );
  assertEquals(
    timeless(junitReport(diagnosis)),
    timeless(`${written["a.xml"]}`),
  );
  assertEquals(
    timeless(markdownReport(diagnosis)),
    timeless(`${written["a.md"]}`),
  );
  assertEquals(
    Object.keys(jsonReport(diagnosis)),
    Object.keys(JSON.parse(`${written["a.json"]}`)),
  );
});

Deno.test("jsonReport() judges as Diagnosis.ok does, and by warnings where they fail", () => {
  const warned = target({
    findings: [finding({ code: "url-insecure", severity: "warning" })],
  }).diagnosis;
  assertEquals(jsonReport(warned).ok, warned.ok);
  assertEquals(jsonReport(warned, { strict: true }).ok, false);
  const interrupted = target({ interrupted: true }).diagnosis;
  assertEquals(jsonReport(interrupted).ok, interrupted.ok);
});

Deno.test("jsonReport() of several names each, and spans all of their time", () => {
  const { diagnosis } = target();
  const later = diagnosisOf({
    ...diagnosis,
    startedAt: new Date(50),
    durationMs: 12.34,
  });
  const { targets, startedAt, durationMs } = jsonReport([
    { name: "b", diagnosis: later },
    { name: "a", diagnosis },
  ]);
  assert(Array.isArray(targets));
  assertEquals(targets.map(({ file }) => file), ["b", "a"]);
  assertEquals([startedAt, durationMs], [new Date(0).toISOString(), 62.3]);
});

Deno.test("the writers refuse to report on nothing", () => {
  for (const write of [textReport, markdownReport, junitReport, jsonReport]) {
    assertThrows(() => write([]), TypeError, "nothing");
  }
});

/** The same without what the clock, and the port of a server, put into it. */
function timeless(text: string): string {
  return text.replaceAll(/\d+(?:\.\d+)? ?m?s\b|time(?:stamp)?="[^"]*"/gu, "");
}
