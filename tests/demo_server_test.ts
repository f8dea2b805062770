import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { type DemoServer, startDemoServer } from "../lib/demo/server.ts";
import {
  DEMO_STATES,
  type DemoState,
  type DemoStateFacts,
  isDemoState,
} from "../lib/demo/states.ts";
import {
  encodeApiKey,
  readApiKey,
  readToken,
} from "../lib/resolution/credential_format.ts";
import oss from "./data/answers_oss.json" with { type: "json" };
import pro from "./data/answers_pro.json" with { type: "json" };

/** What a client sends, beside the recorded method and path. */
interface Sent {
  readonly path?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bearer?: string;
}

/** One recorded answer, and how the stand-in is brought to give it. */
type Case = readonly [
  name: string,
  state: DemoState,
  send?: (server: DemoServer) => Sent,
];

interface Recording {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const RECORDINGS: readonly Recording[] = [
  ...oss.answers,
  ...pro.answers,
] as Recording[];
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

const keyIn = (server: DemoServer): string =>
  server.environment["ZENML_STORE_API_KEY"] ?? "";
const withForm = (form: Readonly<Record<string, string>>) => () => ({ form });
const withKey = (server: DemoServer) => ({ form: { password: keyIn(server) } });
const withToken = ({ token }: DemoServer) => ({ bearer: token });
const withKeyAsToken = (server: DemoServer) => ({ bearer: keyIn(server) });
const withUser = ({ user }: DemoServer) => ({
  form: { username: user.name, password: user.password },
});
const unknownKey = encodeApiKey({ id: UNKNOWN_ID, value: "c0ffee" });

const CASES: readonly Case[] = [
  ["health", "healthy"],
  ["health-head", "healthy"],
  ["ready", "healthy"],
  ["info", "healthy"],
  ["root", "healthy"],
  ["info-double-slash", "trailing-slash"],
  ["login-double-slash", "trailing-slash", withKey],
  ["info-trailing", "healthy"],
  ["unknown-api", "healthy"],
  ["doubled-api-prefix", "healthy"],
  ["spa-path", "healthy"],
  ["login-get", "healthy"],
  ["login-valid-key", "healthy", withKey],
  [
    "login-valid-key-grant",
    "healthy",
    (server) => ({
      form: { grant_type: "zenml-api-key", password: keyIn(server) },
    }),
  ],
  ["current-user-token", "healthy", withToken],
  ["current-user-key-as-bearer", "healthy", withKeyAsToken],
  ["current-user-no-auth", "healthy"],
  ["current-user-garbage-token", "healthy", () => ({ bearer: "garbage" })],
  [
    "current-user-tampered-jwt",
    "healthy",
    ({ token }) => ({ bearer: `${token}xx` }),
  ],
  [
    "login-wrong-secret",
    "healthy",
    (server) => ({ form: { password: mistyped(keyIn(server)) } }),
  ],
  ["login-unknown-key-id", "healthy", withForm({ password: unknownKey })],
  ["login-garbage", "healthy", withForm({ password: "changeme" })],
  [
    "login-garbage-prefixed",
    "healthy",
    withForm({ password: "ZENKEY_changeme" }),
  ],
  ["login-empty", "healthy", withForm({ password: "" })],
  [
    "login-json-body",
    "healthy",
    (server) => ({ json: { password: keyIn(server) } }),
  ],
  [
    "login-grant-unsupported",
    "healthy",
    withForm({ grant_type: "client_credentials", password: "x" }),
  ],
  ["login-pro-key", "wrong-kind", withKey],
  [
    "login-key-trailing-newline",
    "healthy",
    (server) => ({ form: { password: `${keyIn(server)}\n` } }),
  ],
  [
    "login-key-quoted",
    "healthy",
    (server) => ({ form: { password: `"${keyIn(server)}"` } }),
  ],
  [
    "login-key-spaces",
    "healthy",
    (server) => ({ form: { password: ` ${keyIn(server)} ` } }),
  ],
  [
    "login-key-without-prefix",
    "healthy",
    (server) => ({ form: { password: keyIn(server).replace("ZENKEY_", "") } }),
  ],
  [
    "login-username-is-account",
    "healthy",
    (server) => ({ form: { username: "deploy-bot", password: keyIn(server) } }),
  ],
  ["login-inactive-key", "inactive-key", withKey],
  [
    "login-inactive-key",
    "inactive-key",
    (server) => ({ form: { password: mistyped(keyIn(server)) } }),
  ],
  ["current-user-token-after-key-deactivated", "inactive-key", withToken],
  ["current-user-inactive-key-as-bearer", "inactive-key", withKeyAsToken],
  ["login-inactive-service-account", "inactive-account", withKey],
  [
    "current-user-token-after-account-deactivated",
    "inactive-account",
    withToken,
  ],
  ["login-old-key-after-rotation", "rotated-key", withKey],
  ["current-user-token-of-old-generation", "rotated-key", withToken],
  ["login-old-key-retained", "rotating-key", withKey],
  ["api-key-metadata-by-service-account", "rotating-key", metadataOfKey],
  ["login-deleted-key", "deleted-key", withKey],
  ["login-user-password", "healthy", withUser],
  [
    "login-user-wrong-password",
    "healthy",
    withForm({ username: "default", password: "wrong" }),
  ],
  ["pro-health", "pro"],
  ["pro-ready", "pro"],
  ["pro-info", "pro"],
  ["pro-root", "pro"],
  ["pro-login-valid", "pro", withKey],
  ["pro-current-user", "pro", withToken],
  ["pro-key-bearer-valid", "pro", withKeyAsToken],
  ["pro-login-unauthorized", "pro-refused", withKey],
  ["pro-key-bearer-unauthorized", "pro-refused", withKeyAsToken],
  ["pro-login-workspace-unknown", "pro-not-enrolled", withKey],
  ["pro-key-bearer-workspace-unknown", "pro-not-enrolled", withKeyAsToken],
  ["pro-login-control-plane-error", "control-plane-down", withKey],
  ["pro-key-bearer-control-plane-error", "control-plane-down", withKeyAsToken],
  [
    "pro-login-external-noauth",
    "pro",
    withForm({ grant_type: "zenml-external" }),
  ],
  ["pro-login-empty", "pro", withForm({ password: "" })],
  ["pro-login-oss-key", "pro", withForm({ password: unknownKey })],
  [
    "pro-login-password",
    "pro",
    withForm({ username: "default", password: "x" }),
  ],
];

for (const [name, state, send] of CASES) {
  const number = CASES.filter(([other]) => other === name).findIndex((one) =>
    one[2] === send
  );
  const suffix = number > 0 ? `, case ${number + 1}` : "";
  Deno.test(`startDemoServer() answers ${name} as recorded${suffix}`, async () => {
    const recorded = RECORDINGS.find((one) => one.name === name);
    assert(recorded, `No recording is called ${name}`);
    await using server = await startDemoServer(state);
    const answer = await ask(server, recorded, send?.(server) ?? {});
    assertEquals(answer.status, recorded.status);
    assertEquals(normalised(bodyOf(answer.text)), normalised(recorded.body));
    for (const header of ["allow", "location", "www-authenticate"]) {
      assertEquals(
        normalised(answer.headers.get(header)),
        normalised(recorded.headers[header] ?? null),
      );
    }
    assertEquals(
      mediaType(answer.headers.get("content-type")),
      mediaType(recorded.headers["content-type"]),
    );
    assert(!Number.isNaN(Date.parse(answer.headers.get("date") ?? "")));
  });
}

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

Deno.test("startDemoServer() accepts and never answers in slow", async () => {
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

Deno.test("startDemoServer() closes beside a client that never finishes its request", async () => {
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
  const start = performance.now();
  assertEquals(await (await fetch(`${server.url}/health`)).text(), "ok");
  assert(performance.now() - start >= 29);
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

Deno.test("isDemoState() knows the names in the table alone", () => {
  for (const state of Object.keys(DEMO_STATES)) assert(isDemoState(state));
  for (const text of ["", "HEALTHY", "constructor", "healthy "]) {
    assert(!isDemoState(text));
  }
});

Deno.test("startDemoServer() needs no permission but that for 127.0.0.1", {
  permissions: { net: ["127.0.0.1"] },
}, async () => {
  for (const state of Object.keys(DEMO_STATES).filter(isDemoState)) {
    await using server = await startDemoServer(state);
    assertMatch(server.url, /^http:\/\/127\.0\.0\.1:\d+$/u);
  }
});

Deno.test("startDemoServer() rejects without the permission", {
  permissions: { net: false },
}, async () => {
  await assertRejects(() => startDemoServer("healthy"), Deno.errors.NotCapable);
});

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(
  server: DemoServer,
  recorded: Recording,
  sent: Sent,
): Promise<Got> {
  const { form, json, bearer, path = recorded.path } = sent;
  const headers = new Headers(
    bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
  );
  if (json !== undefined) headers.set("content-type", "application/json");
  const body = form
    ? new URLSearchParams(form)
    : json === undefined
    ? null
    : JSON.stringify(json);
  const answer = await fetch(server.url + path, {
    method: recorded.method,
    headers,
    body,
    redirect: "manual",
  });
  return {
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  };
}

function post(
  server: DemoServer,
  form: Record<string, string>,
): Promise<Response> {
  return fetch(`${server.url}/api/v1/login`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
}

function metadataOfKey(server: DemoServer): Sent {
  return { path: metadataPath(server.token), bearer: server.token };
}

function metadataPath(token: string): string {
  const claims = readToken(token);
  return `/api/v1/service_accounts/${claims?.subject}/api_keys/${claims?.apiKeyId}`;
}

/** The same key id with another value. */
function mistyped(key: string): string {
  const reading = readApiKey(key);
  assert(reading?.kind === "workspace");
  return encodeApiKey({ id: reading.id, value: `${reading.value}0` });
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function mediaType(header: string | null | undefined): string | null {
  return header?.replace(/;.*$/u, "") ?? null;
}

/** What is another each time, replaced by its kind: ids, times, names, ports, tokens (by the names of their claims). */
function normalised(value: unknown): unknown {
  if (typeof value === "string") return normalisedText(value);
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [name, normalised(content)]),
  );
}

function normalisedText(text: string): string {
  if (readToken(text)) return `token with ${claimNames(text)}`;
  return text
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu, "ID")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/gu, "TIME")
    .replaceAll(/deploy-bot(?:-\d+)?|ci-bot|CI bot/gu, "BOT")
    .replaceAll(/127\.0\.0\.1:\d+/gu, "127.0.0.1:PORT");
}

function claimNames(token: string): string {
  const claims: unknown = JSON.parse(
    atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")),
  );
  return Object.keys(claims ?? {}).sort().join(", ");
}
