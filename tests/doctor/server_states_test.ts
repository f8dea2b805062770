import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  stepOf,
} from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http, json, page, redirect, refusal } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** Every kind of credential. */
const CREDENTIALS: readonly Environment[] = [
  { ZENML_STORE_API_KEY: KEY },
  { ZENML_STORE_API_KEY: PRO_KEY },
  { ZENML_STORE_API_TOKEN: TOKEN },
  { ZENML_STORE_API_TOKEN: PRO_KEY },
  { ZENML_STORE_USERNAME: "default", ZENML_STORE_PASSWORD: "plum jam" },
];

/** Infos that prove no ZenML server, however near they are. */
const NO_PROOFS: Readonly<Record<string, unknown>> = {
  "an id that is a number's text": { ...INFO, id: "1" },
  "an id with something behind it": { ...INFO, id: `${INFO.id}x` },
  "an id in braces": { ...INFO, id: `{${INFO.id}}` },
  "no id": { ...INFO, id: undefined },
  "an empty version": { ...INFO, version: "" },
  "a version of several words": { ...INFO, version: "ZenML 0.98.0" },
  "a version that is a number": { ...INFO, version: 0.98 },
  "a deployment type of several words": { ...INFO, deployment_type: "a b" },
  "no deployment type": { ...INFO, deployment_type: null },
  "no scheme": { ...INFO, auth_scheme: undefined },
  "a scheme that is a list": { ...INFO, auth_scheme: ["NO_AUTH"] },
  "a list": [INFO],
  "a text": JSON.stringify(INFO),
};

for (const [what, info] of Object.entries(NO_PROOFS)) {
  Deno.test(`diagnose() takes no info with ${what} for a ZenML server's, and sends it nothing`, async () => {
    for (const credential of CREDENTIALS) {
      await using server = listenAsZenml({ info: json(200, info) });
      const { connections } = await examine({
        ZENML_STORE_URL: server.url,
        ...credential,
      });
      assertEquals(foundIn(connections[0]), ["server server-not-zenml error"]);
      assertEquals(server.requests.map(({ path }) => path), ["/api/v1/info"]);
    }
  });
}

Deno.test("diagnose() finds server-not-activated in place of what a login would say", async () => {
  for (const credential of CREDENTIALS) {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, active: false }),
      login: refusal(`error retrieving API key ${INFO.id}`),
    });
    const { connections } = await examine({
      ZENML_STORE_URL: server.url,
      ...credential,
    });
    assertEquals(foundIn(connections[0]), [
      "server server-not-activated error",
    ]);
    assertEquals(
      server.requests.map(({ path }) => path).toSorted(),
      ["/api/v1/info", "/ready"],
    );
  }
});

Deno.test("diagnose() says both where a server is not activated and not ready", async () => {
  await using server = listenAsZenml({
    info: json(200, { ...INFO, active: false }),
    ready: http(503, "no"),
  });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(connections[0]), [
    "server server-not-activated error",
    "server server-not-ready error",
  ]);
});

/** Paths behind the origin, what the server says there, and whether the origin is a ZenML server. */
const PAGES = [
  ["/projects/default/pipelines", page(200, "ZenML Dashboard"), true],
  ["/login", page(200, "ZenML Dashboard"), true],
  [
    "/workspaces/prod",
    redirect(307, "https://cloud.zenml.io/workspaces/prod"),
    true,
  ],
  ["/settings/service-accounts", page(200), true],
  ["/zenml", page(404), true],
  ["/docs", json(404, { detail: "Not Found" }), true],
  ["/projects/default", page(200, "ZenML Dashboard"), false],
  ["/login", page(502), true],
] as const;

for (const [path, reply, isZenml] of PAGES) {
  const code = path === "/login" && reply === PAGES[7][1]
    ? "server-error"
    : isZenml
    ? "url-is-dashboard-page"
    : "server-not-zenml";
  Deno.test(`diagnose() finds ${code} at ${path} of ${isZenml ? "a" : "no"} ZenML server`, async () => {
    await using server = listenRaw((request) =>
      request.path !== "/api/v1/info"
        ? reply
        : isZenml
        ? json(200, INFO)
        : page(200)
    );
    const diagnosis = await examine(clientWith(server.url + path, KEY));
    assertEquals(foundIn(diagnosis.connections[0]), [`server ${code} error`]);
    assertEquals(server.received.includes("ZENKEY"), false);
    if (code !== "url-is-dashboard-page") return;
    const [finding] = stepOf(diagnosis, "server").findings;
    assertEquals(finding?.hint, `export ZENML_STORE_URL=${server.url}`);
    assertEquals(
      diagnosis.findings.filter((one) => one.code === "url-has-path"),
      [],
    );
    assertEquals(
      server.requests.map((one) => one.path),
      [`${path}/api/v1/info`, "/api/v1/info"],
    );
  });
}

/** ZenML's limits, and a word of what is said. */
const LIMITS = [
  [{ detail: "Minute request limit exceeded." }, "minute"],
  [{ detail: "Daily request limit exceeded." }, "day"],
  [{ error: "Server too busy. Please try again later." }, "too busy"],
  [{ detail: "Minute request limit exceeded. x" }, "no more requests"],
  [{ detail: ["Minute request limit exceeded."] }, "no more requests"],
  [[], "no more requests"],
] as const;

for (const [body, word] of LIMITS) {
  Deno.test(`diagnose() says '${word}' of 429 with ${JSON.stringify(body)}`, async () => {
    await using server = listenAsZenml({ login: json(429, body) });
    const diagnosis = await examine(clientWith(server.url, KEY));
    const [finding] = stepOf(diagnosis, "login").findings;
    assertEquals(finding?.code, "rate-limited");
    assertStringIncludes(finding?.message ?? "", word);
  });
}

for (
  const [status, consumer, isSaid] of [
    [502, "client", true],
    [503, "client", true],
    [500, "client", false],
    [504, "client", false],
    [503, "terraform", false],
  ] as const
) {
  Deno.test(`diagnose() ${isSaid ? "says" : "does not say"} how long the ${consumer} would be silent for ${status}`, async () => {
    await using server = listenAsZenml({ info: page(status) });
    const diagnosis = await examine(
      consumer === "client"
        ? clientWith(server.url, KEY)
        : { ZENML_SERVER_URL: server.url, ZENML_API_KEY: KEY },
    );
    const [finding] = stepOf(diagnosis, "server").findings;
    assertEquals(finding?.message.includes("eight minutes"), isSaid);
  });
}
