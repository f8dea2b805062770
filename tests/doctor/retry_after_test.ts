import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { json } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const retryAfter = (status: number, seconds: number) =>
  json(status, { detail: "later" }, { "retry-after": String(seconds) });

/** Seconds by `/ready` and, once that is written, by the login, and what counts. */
const WAITS = [[60, 5, 60_000], [5, 60, 60_000], [7, 7, 7000]] as const;

for (const [first, second, waitMs] of WAITS) {
  Deno.test(`diagnose() reports the longest Retry-After of a server: ${first} s, then ${second} s`, async () => {
    const { promise: written, resolve } = Promise.withResolvers<void>();
    const ready: Reply = async (connection) =>
      await retryAfter(503, first)(connection).finally(resolve);
    const login: Reply = async (connection) => {
      await written;
      await retryAfter(429, second)(connection);
    };
    await using server = listenAsZenml({ ready, login });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(connections[0]?.retryAfterMs, waitMs);
  });
}

Deno.test("diagnose() reports no Retry-After of a response that is no failure", async () => {
  await using server = listenAsZenml({
    "current-user": json(200, {
      name: "deploy-bot",
      body: { active: true, is_service_account: true },
    }, { "retry-after": "60" }),
  });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(connections[0]?.retryAfterMs, null);
});

Deno.test("diagnose() reports the Retry-After of each server for itself", async () => {
  await using busy = listenAsZenml({ login: retryAfter(429, 60) });
  await using idle = listenAsZenml();
  const { connections } = await examine({
    ...clientWith(busy.url, KEY),
    ZENML_SERVER_URL: idle.url,
    ZENML_API_KEY: KEY,
  });
  assertEquals(connections.map(({ retryAfterMs }) => retryAfterMs), [
    60_000,
    null,
  ]);
});
