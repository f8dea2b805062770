import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import {
  DEMO_STATES,
  type DemoState,
  type DemoStateFacts,
} from "../../lib/demo/states.ts";
import { readApiKey, readToken } from "../../lib/resolver/credential_format.ts";
import { keyIn, metadataPath } from "./recorded_cases.ts";

Deno.test("startDemoServer() remembers what was asked", async () => {
  await using server = await startDemoServer("healthy");
  const answer = await fetch(`${server.url}//api/v1/login?x=1`, {
    method: "POST",
    headers: { authorization: "Bearer t" },
    body: new URLSearchParams({ password: "k" }),
  });
  await answer.body?.cancel();
  assertEquals(server.requests, [{
    method: "POST",
    path: "//api/v1/login?x=1",
    authorization: "Bearer t",
    form: { password: "k" },
    connection: 0,
  }]);
  assertEquals(server.controlPlaneRequests, []);
});

Deno.test("startDemoServer() lets a session go from login to the key's rotation", async () => {
  await using server = await startDemoServer("rotating-key");
  const login = await post(server, { password: keyIn(server) });
  const token: string = (await login.json()).access_token;
  const claims = readToken(token);
  assertEquals(claims?.expiresAt, null);
  const answer = await fetch(`${server.url}${metadataPath(token)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { metadata, body } = await answer.json();
  assertEquals(metadata.retain_period_minutes, 60);
  assertMatch(
    metadata.last_rotated,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/u,
  );
  assert(
    Math.abs(Date.parse(`${metadata.last_rotated}Z`) - Date.now()) < 60_000,
  );
  assertEquals(body.active, true);
});

Deno.test("startDemoServer() issues tokens that end on a Pro workspace alone", async () => {
  await using server = await startDemoServer("pro");
  const login = await post(server, { password: keyIn(server) });
  const { access_token: token, expires_in: life } = await login.json();
  assertEquals(life, 3600);
  const expiresAt = readToken(token)?.expiresAt ?? 0;
  assert(Math.abs(expiresAt - Date.now() - 3_600_000) < 60_000);
  assertEquals(readToken(token)?.apiKeyId, null);
});

Deno.test("startDemoServer() names one server and one key in both conventions", async () => {
  await using server = await startDemoServer("healthy");
  const { url } = server;
  const key = keyIn(server);
  assertEquals(server.environment, {
    ZENML_STORE_URL: url,
    ZENML_STORE_API_KEY: key,
    ZENML_SERVER_URL: url,
    ZENML_API_KEY: key,
  });
  assertEquals(readApiKey(key)?.kind, "workspace");
});

Deno.test("startDemoServer() puts a slash behind both URLs in trailing-slash", async () => {
  await using server = await startDemoServer("trailing-slash");
  assertEquals(server.environment["ZENML_STORE_URL"], `${server.url}/`);
  assertEquals(server.environment["ZENML_SERVER_URL"], `${server.url}/`);
});

Deno.test("startDemoServer() gives a Pro key where the state is about one", async () => {
  for (
    const state of [
      "wrong-kind",
      "pro",
      "pro-refused",
      "control-plane-down",
    ] as const
  ) {
    await using server = await startDemoServer(state);
    assertEquals(readApiKey(keyIn(server)), { kind: "pro" });
  }
});

Deno.test("startDemoServer() has a control plane that listens, and is named by info and variable", async () => {
  await using server = await startDemoServer("pro");
  const info = await (await fetch(`${server.url}/api/v1/info`)).json();
  const controlPlane = server.environment["ZENML_PRO_API_URL"];
  assertEquals(info.pro_api_url, controlPlane);
  const answer = await fetch(`${controlPlane}/server_info`);
  await answer.body?.cancel();
  assertEquals(answer.status, 200);
  assertEquals(server.controlPlaneRequests.map(({ path }) => path), [
    "/server_info",
  ]);
  assertEquals(server.requests.length, 1);
});

Deno.test("startDemoServer() has no control plane in control-plane-down", async () => {
  await using server = await startDemoServer("control-plane-down");
  await assertRejects(
    () => fetch(server.environment["ZENML_PRO_API_URL"] ?? ""),
    TypeError,
  );
});

Deno.test("startDemoServer() puts the management API at the URL in management-api", async () => {
  await using server = await startDemoServer("management-api");
  assertEquals(
    server.environment["ZENML_STORE_URL"],
    server.environment["ZENML_PRO_API_URL"],
  );
  const info = await (await fetch(`${server.url}/api/v1/info`)).json();
  assertEquals("version" in info || "auth_scheme" in info, false);
  assertEquals(server.requests.length, 1);
  assertEquals(server.requests, server.controlPlaneRequests);
});

Deno.test("startDemoServer() answers HTML alone in not-zenml", async () => {
  await using server = await startDemoServer("not-zenml");
  for (const path of ["/", "/api/v1/info", "/health"]) {
    const answer = await fetch(server.url + path);
    assertEquals(mediaType(answer.headers.get("content-type")), "text/html");
    assertMatch(await answer.text(), /<title>/u);
  }
});

Deno.test("startDemoServer() accepts and never responds in slow", async () => {
  await using server = await startDemoServer("slow");
  const facts: DemoStateFacts = DEMO_STATES.slow;
  assertEquals(facts.timeoutMs, 1000);
  await assertRejects(
    () =>
      fetch(`${server.url}/api/v1/info`, { signal: AbortSignal.timeout(50) }),
    DOMException,
  );
  assertEquals(server.requests.length, 1);
});

Deno.test("startDemoServer() ends an answer under way when it is closed", async () => {
  for (const options of [{}, { latencyMs: 60_000 }]) {
    const server = await startDemoServer(
      options.latencyMs ? "healthy" : "slow",
      options,
    );
    const pending = assertRejects(
      () => fetch(`${server.url}/health`),
      TypeError,
    );
    while (server.requests.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await server.close();
    await server.close();
    await pending;
  }
});

Deno.test("startDemoServer() closes despite a client that never finishes its request", async () => {
  const server = await startDemoServer("healthy");
  using connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(server.url).port),
  });
  const half =
    "POST /api/v1/login HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf";
  await connection.write(new TextEncoder().encode(half));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await server.close();
});

Deno.test("startDemoServer() listens nowhere in down", async () => {
  await using server = await startDemoServer("down");
  await assertRejects(() => fetch(server.url), TypeError);
});

Deno.test("startDemoServer() holds answers back by latencyMs", async () => {
  await using server = await startDemoServer("healthy", { latencyMs: 30 });
  const events: string[] = [];
  setTimeout(() => events.push("the latency has passed"), 30);
  const answer = await fetch(`${server.url}/health`);
  events.push(await answer.text());
  assertEquals(events, ["the latency has passed", "ok"]);
});

Deno.test("startDemoServer() is not ready if told so", async () => {
  await using server = await startDemoServer("healthy", { ready: false });
  const answer = await fetch(`${server.url}/ready`);
  await answer.body?.cancel();
  assertEquals(answer.status, 503);
});

Deno.test("startDemoServer() makes other secrets each time", async () => {
  await using one = await startDemoServer("healthy");
  await using other = await startDemoServer("healthy");
  assert(keyIn(one) !== keyIn(other));
  assert(one.user.password !== other.user.password);
});

Deno.test("startDemoServer() knows no API but version 1", async () => {
  await using server = await startDemoServer("healthy");
  const answer = await fetch(`${server.url}/api/v2/info`);
  assertEquals([answer.status, await answer.json()], [404, {
    detail: "Not Found",
  }]);
});

Deno.test("startDemoServer() needs no permission but that for 127.0.0.1", {
  permissions: { net: ["127.0.0.1"] },
}, async () => {
  for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
    await using server = await startDemoServer(state);
    assertMatch(server.url, /^http:\/\/127\.0\.0\.1:\d+$/u);
  }
});

Deno.test("startDemoServer() rejects without the permission", {
  permissions: { net: false },
}, async () => {
  await assertRejects(() => startDemoServer("healthy"), Deno.errors.NotCapable);
});
function post(
  server: DemoServer,
  form: Record<string, string>,
): Promise<Response> {
  return fetch(`${server.url}/api/v1/login`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
}

function mediaType(header: string | null): string | null {
  return header?.replace(/;.*$/u, "") ?? null;
}
