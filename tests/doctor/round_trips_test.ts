import { assert, assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import {
  listenRaw,
  type RawListener,
  type Reply,
} from "../helpers/raw_listener.ts";
import { hanging, http, json } from "../helpers/replies.ts";
import {
  ACCOUNT,
  INFO,
  listenAsZenml,
  proInfo,
  SESSION_TOKEN,
} from "../helpers/zenml_listener.ts";
import { foundIn } from "../helpers/steps.ts";

const METADATA = { last_rotated: null, retain_period_minutes: 0 };

Deno.test("diagnose() asks a healthy server six things, each once, over connections that it keeps", async () => {
  await using server = await startDemoServer("healthy", { latencyMs: 20 });
  const { connections } = await examine(server.environment);
  assertEquals(foundIn(connections[0]), []);
  const asked = server.requests.map(({ path }) =>
    path.replace(/service_accounts\/.*/u, "…")
  );
  assertEquals(asked.toSorted(), [
    "/api/v1/current-user",
    "/api/v1/info",
    "/api/v1/login",
    "/api/v1/projects?size=20&hydrate=false",
    "/api/v1/…",
    "/ready",
  ]);
  // As many connections as there are questions at a time: all of them are kept for what follows.
  const all = new Set(server.requests.map(({ connection }) => connection));
  assert(all.size <= 3);
});

Deno.test("diagnose() asks the control plane of a workspace one thing more", async () => {
  await using server = await startDemoServer("pro");
  await examine(server.environment);
  const count = server.requests.length + server.controlPlaneRequests.length;
  assert(count <= 7, `${count} requests`);
});

Deno.test("diagnose() asks nine things at most: of a Pro workspace with an unknown project and a stack's name", async () => {
  await using plane = listenRaw(() => http(200, "ok"));
  const missing = json(404, {
    detail: ["KeyError", "No project with this ID"],
  });
  await using server = listenAsZenml({
    info: proInfo(plane.url),
    projects: missing,
  });
  await examine({
    ...clientWith(server.url, PRO_KEY),
    ZENML_PRO_API_URL: plane.url,
    ZENML_ACTIVE_PROJECT_ID: "0f6e4c1b-1f0d-4a0d-9c55-1f0b7c0a9e01",
    ZENML_ACTIVE_STACK_ID: "gcp",
  }, { maxKeyAgeMs: 1 });
  const requests = [...server.requests, ...plane.requests];
  assertEquals(requests.length, 9);
});

Deno.test("diagnose() sends requests that decide nothing at the same time as those that decide", async () => {
  // Each is answered once the others were asked: who asks one after the other never gets an answer.
  const pair =
    (reply: Reply, ...others: string[]): Reply => async (connection) => {
      for (const other of others) await server.seen(other);
      await reply(connection);
    };
  const server: RawListener = listenAsZenml(() => ({
    info: json(200, INFO),
    login: pair(json(200, { access_token: SESSION_TOKEN }), "/ready"),
    ready: pair(http(200, "ok"), "/login"),
    "current-user": pair(json(200, ACCOUNT), "/api_keys/", "/projects"),
    key: pair(json(200, { metadata: METADATA }), "/current-user"),
  }));
  await using _ = server;
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(connections[0]), []);
  assertEquals(server.requests.length, 6);
});

for (
  const [question, step] of [["ready", "server"], ["key", "rotation"]] as const
) {
  Deno.test(`diagnose() does not wait long for a ${question} that decides nothing`, async () => {
    await using server = listenAsZenml({ [question]: hanging() });
    const diagnosis = await examine(clientWith(server.url, KEY), {
      timeoutMs: 60_000,
      // Whoever waits for the answer as long as a request may take finds this passed.
      deadlineMs: 20_000,
    });
    assertEquals(foundIn(diagnosis.connections[0]), []);
    const { status, details } = stepOf(diagnosis, step);
    assertEquals(
      step === "server" ? [status, details["ready"]] : [status],
      step === "server" ? ["pass", null] : ["skip"],
    );
  });
}
