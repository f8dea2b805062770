import { assert, assertEquals } from "@std/assert";
import { DEMO_STATES, type DemoState } from "../../lib/demo/states.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { diagnosisOf, problemsOf } from "../../lib/doctor/diagnosis.ts";
import {
  EXIT,
  exitStatusOfDiagnosis,
  firstFailure,
} from "../../lib/report/exit_status.ts";
import { withoutIgnored } from "../../lib/report/ignored.ts";
import { examine } from "../helpers/examination.ts";
import { finding, target } from "../report/reports.ts";

const [ERROR, WARNING, INFO] = [
  finding({ code: "key-inactive", severity: "error" }),
  finding({ code: "url-insecure", severity: "warning" }),
  finding({ code: "account-is-user", severity: "info" }),
];

for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
  Deno.test(`Diagnosis.ok is exit status 0, and Diagnosis.problems begin with the headline: ${state}`, async () => {
    await using server = await startDemoServer(state);
    const diagnosis = await examine(
      server.environment,
      state === "slow" ? { timeoutMs: 400 } : {},
    );
    const status = exitStatusOfDiagnosis(diagnosis, { strict: false });
    assertEquals(diagnosis.ok, status === EXIT.ok);
    const headline = firstFailure(diagnosis, { strict: true });
    // The very object: reports compare findings so.
    assert(diagnosis.problems[0] === headline);
    assertEquals(
      diagnosis.problems.some(({ severity }) => severity === "error"),
      !diagnosis.ok,
    );
  });
}

Deno.test("problemsOf() lists errors of all places, then warnings, each as they were found, and no info", () => {
  const late = { ...ERROR, message: "later" };
  const { diagnosis } = target({
    findings: [INFO, WARNING, ERROR],
    loginFindings: [WARNING, INFO, late],
  });
  const expected = [ERROR, late, WARNING, WARNING];
  assertEquals(problemsOf(diagnosis), expected);
  assertEquals(diagnosis.problems, expected);
});

for (
  const [name, findings, interrupted, ok] of [
    ["nothing", [], false, true],
    ["an info", [INFO], false, true],
    ["a warning", [WARNING], false, true],
    ["an error", [ERROR], false, false],
    ["an interruption", [], true, false],
  ] as const
) {
  Deno.test(`Diagnosis.ok is ${ok} with ${name}`, () => {
    const { diagnosis } = target({ findings, interrupted });
    assertEquals(diagnosis.ok, ok);
    const again = target({ findings: [ERROR], interrupted: true }).diagnosis;
    // Made of another diagnosis, it is judged anew.
    assertEquals(
      diagnosisOf({ ...again, findings, interrupted }).ok,
      ok,
    );
  });
}

Deno.test("withoutIgnored() judges anew what is left", () => {
  const { diagnosis } = target({ findings: [ERROR, WARNING] });
  const left = withoutIgnored(diagnosis, new Set(["key-inactive"]));
  assertEquals([diagnosis.ok, left.ok], [false, true]);
  assertEquals(left.problems, [WARNING]);
});

Deno.test("Diagnosis.ok is false for an examination that was aborted", async () => {
  await using server = await startDemoServer("healthy");
  const { ok, interrupted } = await examine(server.environment, {
    signal: AbortSignal.abort(),
  });
  assertEquals([ok, interrupted], [false, true]);
});
