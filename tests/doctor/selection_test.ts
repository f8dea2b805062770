import { assertEquals } from "@std/assert";
import { STEP_IDS, type StepId } from "../../lib/codes/steps.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import type { Choice } from "../../lib/doctor/selection.ts";
import { examine } from "../helpers/examination.ts";
import { assertExamined } from "../helpers/steps.ts";

/** Every step but these. */
const allBut = (...left: readonly StepId[]) =>
  STEP_IDS.filter((step) => !left.includes(step)).join(" ");

/** A choice, and the steps that run for it. */
const CHOICES: readonly (readonly [
  criterion: string,
  choice: Choice,
  steps: string,
])[] = [
  ["runs every step without a choice", {}, allBut()],
  ["runs target alone for target", { only: ["target"] }, "target"],
  ["runs what dns needs", { only: ["dns"] }, "target dns"],
  ["runs what connect needs", { only: ["connect"] }, "target connect"],
  ["runs what server needs", { only: ["server"] }, "target server"],
  ["runs what version needs", { only: ["version"] }, "target server version"],
  ["runs what clock needs", { only: ["clock"] }, "target server clock"],
  ["runs what pro needs", { only: ["pro"] }, "target server pro"],
  ["runs what login needs", { only: ["login"] }, "target server login"],
  [
    "runs what identity needs",
    { only: ["identity"] },
    "target server login identity",
  ],
  [
    "runs what rotation needs",
    { only: ["rotation"] },
    "target server login rotation",
  ],
  [
    "runs the union of two choices once",
    { only: ["dns", "login"] },
    "target dns server login",
  ],
  ["runs no step for config alone", { only: ["config"] }, ""],
  [
    "leaves a last step out",
    { skip: ["rotation"] },
    allBut("rotation"),
  ],
  [
    "leaves several steps out",
    { skip: ["dns", "connect", "tls"] },
    allBut("dns", "connect", "tls"),
  ],
  [
    "sends no credential without the steps that need one",
    { skip: ["login", "identity", "project", "rotation"] },
    allBut("login", "identity", "project", "rotation"),
  ],
  [
    "runs nothing that needs what was skipped",
    { skip: ["login"] },
    allBut("login", "identity", "project", "rotation"),
  ],
  ["takes skip from only", {
    only: ["dns", "login"],
    skip: ["login"],
  }, "target dns"],
  ["runs target alone offline", { offline: true }, "target"],
  [
    "runs target alone offline, whatever was chosen",
    { offline: true, only: ["login"] },
    "target",
  ],
];

for (const [criterion, choice, steps] of CHOICES) {
  Deno.test(`diagnose() ${criterion}`, async () => {
    await using server = await startDemoServer("rotating-key");
    const called: string[] = [];
    const { connections } = await examine(server.environment, {
      ...choice,
      onCheck: ({ id }) => called.push(id),
    });
    const expected = steps.split(" ").filter((step) => step !== "");
    assertEquals(called.toSorted(), expected.toSorted());
    const checks = connections[0]?.checks ?? [];
    assertEquals(checks.map(({ id }) => id), [...STEP_IDS]);
    for (const { id, status, reason, findings } of checks) {
      if (expected.includes(id)) continue;
      assertEquals([status, findings.length], ["skip", 0]);
      assertEquals(typeof reason, "string");
    }
    const asksLogin = server.requests.some(({ path }) =>
      path.endsWith("/login")
    );
    assertEquals(asksLogin, expected.includes("login"));
    if (!expected.includes("server")) assertEquals(server.requests, []);
  });
}

Deno.test("diagnose() reports the configuration only if it is chosen", async () => {
  await using server = await startDemoServer("trailing-slash");
  for (
    const [choice, count] of [
      [{}, 2],
      [{ only: ["config"] }, 2],
      [{ only: ["config", "login"] }, 2],
      [{ only: ["login"] }, 0],
      [{ skip: ["config"] }, 0],
      [{ offline: true }, 2],
    ] as const
  ) {
    const { findings } = await examine(server.environment, choice);
    assertEquals(findings.length, count);
  }
});

Deno.test("diagnose() reports what ends it before the network whatever was chosen", async () => {
  const environment = {
    ZENML_STORE_URL: "zenml.example.com",
    ZENML_STORE_API_KEY: "changeme",
  };
  for (const choice of [{ skip: ["config"] }, { only: ["login"] }]) {
    const { findings, connections } = await examine(environment, choice);
    assertEquals(findings.map(({ code }) => code), ["url-scheme-missing"]);
    assertEquals(connections, []);
  }
});

Deno.test("diagnose() passes the verdict of login on, also where login was not asked for by name", async () => {
  await using server = await startDemoServer("inactive-key");
  const { connections } = await examine(server.environment, {
    only: ["identity"],
  });
  assertExamined(connections[0], {
    steps: { target: "pass", server: "pass", login: "fail", others: "skip" },
    found: ["login key-inactive error"],
  });
});
