import { STEP_IDS, type StepId } from "../../lib/codes/steps.ts";
import { assert, assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { hanging } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml, type Question } from "../helpers/zenml_listener.ts";
import {
  assertEachExamined,
  assertExamined,
  assertSteps,
  failedAt,
  HEALTHY,
  type Steps,
} from "../helpers/steps.ts";
import { untilAsked } from "../helpers/until_asked.ts";

/** A request that hangs, the steps that had ended by then, and the first that had not. */
const HANGING: readonly (readonly [
  question: Question,
  path: string,
  ended: readonly string[],
  steps: Steps,
  late: StepId,
])[] = [
  [
    "info",
    "/api/v1/info",
    ["target", "dns", "connect"],
    failedAt("server"),
    "server",
  ],
  [
    "login",
    "/api/v1/login",
    ["server", "version", "clock", "pro"],
    failedAt("login"),
    "login",
  ],
  [
    "current-user",
    "/api/v1/current-user",
    ["login", "rotation", "server"],
    { ...HEALTHY, identity: "fail" },
    "identity",
  ],
];

for (const [question, path, ended, steps, late] of HANGING) {
  Deno.test(`diagnose() returns what it has when it is aborted while ${question} hangs`, async () => {
    await using server = listenAsZenml({ [question]: hanging() });
    const controller = new AbortController();
    const missing = new Set(ended);
    const { promise, resolve } = Promise.withResolvers<void>();
    const running = examine(clientWith(server.url, KEY), {
      signal: controller.signal,
      timeoutMs: 300_000,
      deadlineMs: 600_000,
      onCheck: ({ id }) => {
        missing.delete(id);
        if (missing.size === 0) resolve();
      },
    });
    // The run itself ends the wait for a step that does not report.
    await Promise.race([Promise.all([server.seen(path), promise]), running]);
    controller.abort();
    const diagnosis = await mustEnd(running);
    assertEquals(diagnosis.interrupted, true);
    assertExamined(diagnosis.connections[0], {
      steps: { ...steps, [late]: "skip" },
      found: [],
    });
    for (const { status, reason } of diagnosis.connections[0]?.checks ?? []) {
      assertEquals(reason !== null, status === "skip");
    }
  });

  Deno.test(`diagnose() finds deadline-exceeded at ${late} while ${question} hangs`, async () => {
    await using server = listenAsZenml({ [question]: hanging() });
    const diagnosis = await untilAsked(
      server,
      path,
      () => examine(clientWith(server.url, KEY), { deadlineMs: 400 }),
    );
    assertEquals(diagnosis.interrupted, false);
    assertExamined(diagnosis.connections[0], {
      steps,
      found: [`${late} deadline-exceeded error`],
    });
  });
}

Deno.test("diagnose() finds deadline-exceeded in each connection that had not ended", async () => {
  await using slow = listenAsZenml({ info: hanging() });
  await using good = listenAsZenml();
  const diagnosis = await examine(
    {
      ...clientWith(good.url, KEY),
      ZENML_SERVER_URL: slow.url,
      ZENML_API_KEY: KEY,
    },
    { deadlineMs: 400 },
    { prefer: "store" },
  );
  assertEachExamined(diagnosis.connections, [
    { steps: HEALTHY, found: [] },
    {
      steps: failedAt("server"),
      found: ["server deadline-exceeded error"],
    },
  ]);
});

Deno.test("diagnose() asks nothing when it is aborted already", async () => {
  await using server = listenAsZenml();
  const called: string[] = [];
  const diagnosis = await examine(clientWith(server.url, KEY), {
    signal: AbortSignal.abort(),
    onCheck: ({ id }) => called.push(id),
  });
  assertEquals(diagnosis.interrupted, true);
  const checks = diagnosis.connections[0]?.checks ?? [];
  assertEquals(
    called,
    checks.filter(({ reason }) => reason === null).map(({ id }) => id),
  );
  // Whether the target is looked at still is left open.
  const [target] = checks;
  assertSteps(checks, {
    ...(target?.status === "pass" ? { target: "pass" } : {}),
    others: "skip",
  });
  assertEquals(await server.countConnections(), 0);
});

Deno.test("diagnose() calls onCheck for no step behind the abort", async () => {
  await using server = listenAsZenml({ info: hanging() });
  const controller = new AbortController();
  const called: string[] = [];
  const running = examine(clientWith(server.url, KEY), {
    signal: controller.signal,
    onCheck: ({ id }) => {
      called.push(id);
    },
  });
  await server.seen("/api/v1/info");
  controller.abort();
  const { connections } = await running;
  const ended = connections[0]?.checks
    .filter(({ reason }) => reason !== "the run was interrupted")
    .map(({ id }) => id);
  assertEquals(called.toSorted(), ended?.toSorted());
});

Deno.test("diagnose() calls onCheck once per check, with what the report holds", async () => {
  await using server = await startDemoServer("healthy");
  await using other = await startDemoServer("not-zenml");
  const called: string[] = [];
  const { connections } = await examine(
    {
      ...server.environment,
      ZENML_SERVER_URL: other.url,
    },
    {
      onCheck: (check, index) =>
        called.push(`${index} ${JSON.stringify(check)}`),
    },
    { prefer: "store" },
  );
  const reported = connections.flatMap(({ checks }, index) =>
    checks.map((check) => `${index} ${JSON.stringify(check)}`)
  );
  assertEquals(called.length, 2 * STEP_IDS.length);
  assertEquals(called.toSorted(), reported.toSorted());
});

Deno.test("diagnose() hears of no abort behind its end", async () => {
  await using server = await startDemoServer("healthy");
  const { signal } = new AbortController();
  const heard = new Map<unknown, number>();
  const counted = (by: number) => (_type: string, listener: unknown) =>
    void heard.set(listener, (heard.get(listener) ?? 0) + by);
  // It listens while it runs, and to nothing afterwards.
  const spied = new Proxy(signal, {
    get(target, name) {
      if (name === "addEventListener") return counted(1);
      if (name === "removeEventListener") return counted(-1);
      return Reflect.get(target, name, target);
    },
  });
  const diagnosis = await examine(server.environment, { signal: spied });
  assertEquals(diagnosis.interrupted, false);
  assert(heard.size > 0);
  assertEquals([...heard.values()].filter((count) => count !== 0), []);
});
