import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import {
  assertExamined,
  failedAt,
  foundIn,
  HEALTHY,
} from "../helpers/steps.ts";

// Listens before the permissions of a test are known: its port is one of them.
const server = await startDemoServer("healthy");
const pro = await startDemoServer("pro");
const port = new URL(server.url).port;

Deno.test.afterAll(async () => {
  await server.close();
  await pro.close();
});

Deno.test(
  "diagnose() finds permission-denied without any permission, and names the flag",
  {
    permissions: "none",
  },
  async () => {
    const diagnosis = await examine(server.environment);
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("connect"),
      found: ["connect permission-denied error"],
    });
    const [finding] = stepOf(diagnosis, "connect").findings;
    assertMatch(
      finding?.hint ?? "",
      new RegExp(`^--allow-net=127.0.0.1:${port}\\b`, "u"),
    );
  },
);

Deno.test("diagnose() claims no address for a name that it may not look up", {
  permissions: { net: false },
}, async () => {
  const url = "https://zenml.example.com";
  const diagnosis = await examine(clientWith(url, KEY));
  assertEquals(
    foundIn(diagnosis.connections[0]).at(-1),
    "connect permission-denied error",
  );
  assertEquals(stepOf(diagnosis, "dns").status, "skip");
  const [finding] = stepOf(diagnosis, "connect").findings;
  assertMatch(finding?.hint ?? "", /^--allow-net=zenml\.example\.com:443\b/u);
});

Deno.test(
  "diagnose() needs no permission but that for the server's host and port",
  {
    permissions: { net: [`127.0.0.1:${port}`] },
  },
  async () => {
    const { connections } = await examine(server.environment);
    assertExamined(connections[0], { steps: HEALTHY, found: [] });
  },
);

Deno.test("diagnose() finds permission-denied for another port of the host", {
  permissions: { net: ["127.0.0.1:9"] },
}, async () => {
  const { connections } = await examine(server.environment);
  assertExamined(connections[0], {
    steps: failedAt("connect"),
    found: ["connect permission-denied error"],
  });
});

Deno.test(
  "diagnose() skips the control plane that it may not ask, and names the flag",
  {
    permissions: { net: [`127.0.0.1:${new URL(pro.url).port}`] },
  },
  async () => {
    const diagnosis = await examine(pro.environment);
    assertExamined(diagnosis.connections[0], {
      steps: { ...HEALTHY, rotation: "skip" },
      found: ["pro permission-denied info"],
    });
    const [finding] = stepOf(diagnosis, "pro").findings;
    const { port } = new URL(pro.environment["ZENML_PRO_API_URL"] ?? "");
    assert(finding?.hint.startsWith(`--allow-net=127.0.0.1:${port} `));
  },
);

Deno.test("diagnose() needs no permission offline", {
  permissions: "none",
}, async () => {
  const { connections, findings } = await examine(server.environment, {
    offline: true,
  });
  assertEquals(findings, []);
  assertExamined(connections[0], {
    steps: { target: "pass", others: "skip" },
    found: [],
  });
});
