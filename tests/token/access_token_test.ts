import {
  assert,
  assertEquals,
  assertNotMatch,
  assertStrictEquals,
} from "@std/assert";
import { accessToken } from "../../lib/token/access_token.ts";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import type { Code } from "../../mod.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { formsOf, KEY, TOKEN, tokenOf } from "../helpers/credentials.ts";
import { clientWith, type Environment } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { listenAsZenml, SESSION_TOKEN } from "../helpers/zenml_listener.ts";
import {
  accessErrorOf,
  configurationIn,
  findingsOf,
  loginsIn,
} from "./support.ts";

const CREDENTIALS: readonly (readonly [
  name: string,
  state: DemoState,
  environment: (server: DemoServer) => Environment,
  logins: number,
])[] = [
  ["an API key", "healthy", ({ environment }) => environment, 1],
  ["a ZenML Pro key", "pro", ({ environment }) => environment, 1],
  ["user name and password", "healthy", ({ url, user }) => ({
    ZENML_STORE_URL: url,
    ZENML_STORE_USERNAME: user.name,
    ZENML_STORE_PASSWORD: user.password,
  }), 1],
  ["an API token", "healthy", ({ url, token }) => ({
    ZENML_SERVER_URL: url,
    ZENML_API_TOKEN: token,
  }), 0],
  ["a half of each convention", "healthy", ({ url, environment }) => ({
    ZENML_SERVER_URL: url,
    ZENML_STORE_API_KEY: environment["ZENML_STORE_API_KEY"] ?? "",
  }), 1],
];

for (const [name, state, environment, logins] of CREDENTIALS) {
  Deno.test(`accessToken() gives a token that the server takes for ${name}`, async () => {
    await using server = await startDemoServer(state);
    const configuration = configurationIn(environment(server));
    const token = await accessToken(configuration);
    const response = await fetch(`${server.url}/api/v1/current-user`, {
      headers: { ...token.headers(), accept: "application/json" },
    });
    assertEquals(response.status, 200);
    await response.body?.cancel();
    assertEquals(loginsIn(server.requests), logins);
    if (server.controlPlaneRequests !== server.requests) {
      assertEquals(server.controlPlaneRequests, []);
    }
  });
}

Deno.test("accessToken() gives an API token itself", async () => {
  await using server = await startDemoServer("healthy");
  const { value, expiresAt } = await accessToken(configurationIn({
    ZENML_STORE_URL: server.url,
    ZENML_STORE_API_TOKEN: server.token,
  }));
  assertEquals(value.reveal(), server.token);
  assertEquals(expiresAt, null);
});

/** The first finding, where the server is in a state. */
const STATES: readonly (readonly [DemoState, Code])[] = [
  ["inactive-key", "key-inactive"],
  ["inactive-account", "service-account-inactive"],
  ["rotated-key", "key-refused"],
  ["deleted-key", "key-unknown"],
  ["wrong-kind", "key-kind-mismatch"],
  ["pro-refused", "key-refused"],
  ["pro-not-enrolled", "workspace-not-enrolled"],
  ["control-plane-down", "pro-control-plane-unreachable"],
  ["management-api", "url-is-pro-management-api"],
  ["not-zenml", "server-not-zenml"],
  ["slow", "response-timeout"],
  ["down", "connect-refused"],
];

for (const [state, code] of STATES) {
  Deno.test(`accessToken() throws ${code} as the one finding of ${state}`, async () => {
    await using server = await startDemoServer(state);
    const error = await accessErrorOf(
      accessToken(
        configurationIn(server.environment),
        state === "slow" ? { timeoutMs: 2000 } : {},
      ),
    );
    assertEquals(
      error.findings.map(({ code, severity }) => [code, severity]),
      [[code, "error"]],
    );
    assert(error.findings[0]?.hint);
    const { message = "", hint = "" } = error.findings[0] ?? {};
    assertEquals(
      error.message,
      `Cannot get an access token from ZenML: ${message} (${code}). Fix: ${hint}`,
    );
    assertNotMatch(error.message, /[\n\r]/u);
    assertStrictEquals(error.cause, undefined);
  });
}

/** What is wrong before anything is sent. */
const UNSENT: readonly (readonly [Environment, Code])[] = [
  [{}, "credential-missing"],
  [{ ZENML_STORE_API_KEY: "ZENKEY_cut" }, "key-malformed"],
  [{ ZENML_STORE_API_KEY: TOKEN }, "token-in-key-variable"],
  [{ ZENML_STORE_API_TOKEN: "no-token" }, "token-malformed"],
  [
    { ZENML_STORE_API_KEY: KEY.replace("ZENKEY_", "ZENKEY_ ") },
    "value-whitespace",
  ],
  [
    { ZENML_STORE_USERNAME: "<user>", ZENML_STORE_PASSWORD: "hunter2" },
    "credential-missing",
  ],
];

for (const [variables, code] of UNSENT) {
  Deno.test(`accessToken() throws ${code} without a login for ${JSON.stringify(Object.keys(variables))}`, async () => {
    await using server = await startDemoServer("healthy");
    const findings = await findingsOf(accessToken(
      configurationIn({ ZENML_STORE_URL: server.url, ...variables }),
    ));
    assertEquals(findings.map(({ code }) => code), [code]);
    assertEquals(server.requests.map(({ path }) => path), ["/api/v1/info"]);
  });
}

Deno.test("accessToken() throws what the server says of an API token", async () => {
  const texts: readonly (readonly [string, Code])[] = [
    [
      "error decoding access token: Invalid JWT token: Not enough segments.",
      "token-refused",
    ],
    [
      "error decoding access token: Invalid JWT token: Signature has expired.",
      "token-expired",
    ],
    ["account deploy-bot is not active", "token-revoked"],
  ];
  for (const [text, code] of texts) {
    await using server = listenAsZenml({ "current-user": refusal(text) });
    const [finding] = await findingsOf(accessToken(
      configurationIn({ ZENML_SERVER_URL: server.url, ZENML_API_TOKEN: TOKEN }),
    ));
    assertEquals(finding?.code, code);
    assertEquals(finding?.variable, "ZENML_API_TOKEN");
  }
});

Deno.test("accessToken() throws url-is-pro-management-api for the public host without any request", async () => {
  const findings = await findingsOf(accessToken(
    configurationIn(clientWith("https://cloudapi.zenml.io", KEY)),
  ));
  assertEquals(findings.map(({ code }) => code), ["url-is-pro-management-api"]);
  assert(findings[0]?.message.includes("by its host or ZENML_PRO_API_URL"));
});

Deno.test({
  name: "accessToken() throws permission-denied without a prompt",
  permissions: "none",
  async fn() {
    const findings = await findingsOf(accessToken(
      configurationIn(clientWith("https://zenml.example.com", KEY)),
    ));
    assertEquals(findings.map(({ code }) => code), ["permission-denied"]);
  },
});

Deno.test({
  name: "accessToken() needs the permission for the server's host alone",
  permissions: { net: ["127.0.0.1"] },
  async fn() {
    await using server = await startDemoServer("healthy");
    await accessToken(configurationIn(server.environment));
  },
});

Deno.test("accessToken() verifies certificates as ZENML_STORE_VERIFY_SSL says", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const environment = clientWith(server.url, KEY);
  const findings = await findingsOf(accessToken(configurationIn(environment)));
  assertEquals(findings.map(({ code }) => code), ["tls-untrusted"]);
  assertEquals(loginsIn(server.requests), 0);
  const { value } = await accessToken(
    configurationIn({ ...environment, ZENML_STORE_VERIFY_SSL: "false" }),
  );
  assertEquals(value.reveal(), SESSION_TOKEN);
});

Deno.test("accessToken() tells when a token ends by the server's clock", async () => {
  const now = Date.now();
  const [end, date] = [now + 1e9, now + 1e9 - 600_000];
  const token = tokenOf({ exp: end / 1000 });
  await using server = listenAsZenml({
    login: json(200, { access_token: token, expires_in: null }, {
      date: new Date(date).toUTCString(),
    }),
  });
  const { expiresAt } = await accessToken(
    configurationIn(clientWith(server.url, KEY)),
  );
  const lifetimeMs = (expiresAt?.getTime() ?? NaN) - now;
  assert(lifetimeMs >= 600_000 && lifetimeMs < 700_000, `${lifetimeMs}`);
});

Deno.test("accessToken() gives a token that prints as nothing but [redacted]", async () => {
  await using server = listenAsZenml();
  const token = await accessToken(
    configurationIn(clientWith(server.url, KEY)),
  );
  for (
    const text of [Deno.inspect(token), JSON.stringify(token), `${token.value}`]
  ) {
    assert(!formsOf(SESSION_TOKEN).some((form) => text.includes(form)), text);
    assert(!formsOf(KEY).some((form) => text.includes(form)), text);
  }
});

Deno.test("accessToken() throws errors without the secrets that a server quotes", async () => {
  for (
    const answers of [
      { info: json(500, { detail: KEY }) },
      { login: json(401, { detail: ["X", `Authentication error: ${KEY}`] }) },
      { login: json(418, { detail: KEY }) },
    ]
  ) {
    await using server = listenAsZenml(answers);
    const error = await accessErrorOf(
      accessToken(configurationIn(clientWith(server.url, KEY))),
    );
    const text = [
      error.message,
      error.stack,
      JSON.stringify(error),
      Deno.inspect(error, { depth: 100 }),
    ].join("\n");
    assert(!formsOf(KEY).some((form) => text.includes(form)), text);
  }
});
