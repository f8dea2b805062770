import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { DEFAULT_LIMITS } from "../../lib/http/request.ts";
import { retryAfterMs } from "../../lib/http/response.ts";
import { accessToken } from "../../lib/token/access_token.ts";
import { configurationOf, resolve } from "../../mod.ts";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { foundAt, messagesAt } from "../helpers/findings.ts";
import { hanging, http } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { untilAsked } from "../helpers/until_asked.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const MINUTES = 600_000;
const FAR = { timeoutMs: MINUTES, deadlineMs: MINUTES };

Deno.test("a request gets ten seconds and a mebibyte unless somebody says otherwise", () => {
  assertEquals(DEFAULT_LIMITS, { timeoutMs: 10_000, bodyBytes: 1_048_576 });
});

/** The limits, what hangs, and the seconds that are said at a step. */
const LIMITS = [
  [{ timeoutMs: 300 }, "info", "server", "0.3 s"],
  [{ timeoutMs: MINUTES, reachMs: 250 }, "info", "server", "0.25 s"],
  [{ timeoutMs: 300, reachMs: MINUTES }, "login", "login", "0.3 s"],
  [{ timeoutMs: 1500, reachMs: 1200 }, "login", "login", "1.5 s"],
  [{ timeoutMs: 350 }, "current-user", "identity", "0.35 s"],
] as const;

for (const [limits, question, step, seconds] of LIMITS) {
  Deno.test(`diagnose() says that no answer to ${question} came within ${seconds}, by ${JSON.stringify(limits)}`, async () => {
    await using server = listenAsZenml({ [question]: hanging() });
    const { connections: [only] } = await mustEnd(
      untilAsked(
        server,
        `/${question}`,
        () =>
          examine(clientWith(server.url, KEY), {
            deadlineMs: MINUTES,
            ...limits,
          }),
      ),
    );
    assertEquals(foundAt(only), [`${step} response-timeout error`]);
    const [message = ""] = messagesAt(only);
    assert(message.includes(`within ${seconds}`), message);
  });
}

for (
  const limits of [{ timeoutMs: 250 }, { timeoutMs: MINUTES, reachMs: 250 }]
) {
  Deno.test(
    `diagnose() says that no connection came about within 0.25 s, by ${
      JSON.stringify(limits)
    }`,
    {
      // Linux alone drops what a full backlog cannot hold.
      ignore: Deno.build.os !== "linux",
    },
    async () => {
      const hostname = "127.0.0.1";
      using listener = Deno.listen({ hostname, port: 0, tcpBacklog: 1 });
      const { port } = listener.addr;
      using _first = await Deno.connect({ hostname, port });
      using _second = await Deno.connect({ hostname, port });
      const { connections: [only] } = await mustEnd(
        examine(clientWith(`http://${hostname}:${port}`, KEY), limits),
      );
      assertEquals(foundAt(only), ["connect connect-timeout error"]);
      assertMatch(messagesAt(only)[0] ?? "", /within 0\.25 s/u);
    },
  );
}

Deno.test("accessToken() gives a request the time that it was told, and says it", async () => {
  await using server = listenAsZenml({ login: hanging() });
  const configuration = configurationOf(
    resolve({ environment: clientWith(server.url, KEY) }),
  );
  const message = await mustEnd(
    accessToken(configuration, { timeoutMs: 350 }).catch(String),
  );
  assertMatch(`${message}`, /within 0\.35 s;.*\(response-timeout\)/u);
});

for (
  const [args, seconds] of [[[], "1 s"], [
    ["--timeout=300ms"],
    "0.3 s",
  ]] as const
) {
  Deno.test(`zenml-env doctor --demo=slow ${args.join(" ")} waits for ${seconds}`, async () => {
    const { stdout } = await run([
      "doctor",
      "--demo=slow",
      "--format=json",
      ...args,
    ]);
    assert(stdout.includes(`within ${seconds}`), stdout);
  });
}

Deno.test("diagnose() says which deadline passed at which step, and what to type for twice of it", async () => {
  await using server = listenAsZenml({ login: hanging() });
  const diagnosis = await mustEnd(
    untilAsked(server, "/login", () =>
      examine(clientWith(server.url, KEY), {
        timeoutMs: MINUTES,
        deadlineMs: 1600,
      })),
  );
  const [finding] = stepOf(diagnosis, "login").findings;
  assertEquals(
    [finding?.message, finding?.hint],
    [
      "The run's deadline of 1.6 s passed before 'login' had ended",
      "zenml-env doctor --deadline 4s",
    ],
  );
});

for (
  const question of ["info", "login", "current-user", "key", "ready"] as const
) {
  Deno.test(`diagnose() ends by an abort while ${question} hangs, with limits of minutes`, async () => {
    await using server = listenAsZenml({ [question]: hanging() });
    const controller = new AbortController();
    const running = examine(clientWith(server.url, KEY), {
      ...FAR,
      signal: controller.signal,
    });
    await server.seen(
      { key: "/api_keys/" }[question as string] ?? `/${question}`,
    );
    controller.abort();
    const { interrupted, connections: [only] } = await mustEnd(running);
    assertEquals(interrupted, true);
    assertEquals(foundAt(only), []);
  });
}

/** An answer's status and `Retry-After`, and how long to leave the server alone, in milliseconds. */
const AFTER: readonly (readonly [number, string | undefined, number])[] = [
  [429, "3", 3000],
  [503, " 120 ", 120_000],
  [503, "999999999", 999_999_999_000],
  [503, "1234567890", 0],
  [503, "Wed, 25 Nov 2026 12:00:30 GMT", 30_000],
  [429, "Wed, 25 Nov 2026 12:00:00 GMT", 0],
  [429, "Wed, 25 Nov 2026 11:59:00 GMT", 0],
  [400, "3", 3000],
  [399, "3", 0],
  [200, "3", 0],
  [503, "soon", 0],
  [503, "-3", 0],
  [503, "", 0],
  [503, undefined, 0],
];

for (const [status, value, expected] of AFTER) {
  Deno.test(`retryAfterMs() reads ${expected} ms out of ${status} with ${value}`, () => {
    const headers = new Map(
      value === undefined ? [] : [["retry-after", value]],
    );
    const receivedAt = Date.UTC(2026, 10, 25, 12);
    assertEquals(
      retryAfterMs({ kind: "response", status, headers, text: "", receivedAt }),
      expected,
    );
  });
}

Deno.test("diagnose() reports the longest wait that a server asked for, also by a date", async () => {
  const inMinutes = (minutes: number) =>
    new Date(Date.now() + minutes * 60_000).toUTCString();
  await using server = listenAsZenml({
    info: http(503, "", { "retry-after": inMinutes(60) }),
  });
  const { connections: [only] } = await examine(clientWith(server.url, KEY));
  const minutes = Math.round((only?.retryAfterMs ?? 0) / 60_000);
  assertEquals(minutes, 60);
  await using ready = await startDemoServer("healthy");
  const { connections: [well] } = await examine(ready.environment);
  assertEquals(well?.retryAfterMs, null);
});
