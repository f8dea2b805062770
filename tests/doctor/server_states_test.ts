import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY, PRO_KEY, TOKEN, tokenOf } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  stepOf,
} from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http, json, page, redirect, refusal } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { ACCOUNT, INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

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

/** Tokens by their issuer, and whether they are shown to the server. */
const ISSUERS: readonly (readonly [string, unknown, boolean])[] = [
  ["the server", INFO.id, true],
  ["the server in capitals", INFO.id.toUpperCase(), true],
  ["another server", "00000000-0000-4000-8000-000000000000", false],
  ["a text that an administrator chose", "https://zenml.example.com", true],
  ["nobody", undefined, true],
  ["a number", 1, true],
];

for (const [issuer, iss, isSent] of ISSUERS) {
  Deno.test(`diagnose() ${isSent ? "shows" : "does not show"} the server a token that ${issuer} issued`, async () => {
    for (
      const [url, name] of [["ZENML_STORE_URL", "ZENML_STORE_API_TOKEN"], [
        "ZENML_SERVER_URL",
        "ZENML_API_TOKEN",
      ]] as const
    ) {
      const token = tokenOf({ sub: "x", iss });
      await using server = listenAsZenml();
      const diagnosis = await examine({ [url]: server.url, [name]: token });
      assertEquals(
        foundIn(diagnosis.connections[0]),
        isSent ? [] : ["login token-refused error"],
      );
      assertEquals(server.received.includes(token), isSent);
      if (isSent) continue;
      const [finding] = stepOf(diagnosis, "login").findings;
      for (const part of [String(iss), INFO.id, name]) {
        assertStringIncludes(finding?.message ?? "", part);
      }
    }
  });
}

const SIGNATURE =
  "error decoding access token: Invalid JWT token: Signature verification failed.";

Deno.test("diagnose() says that a server's own token is of before a restart, and does not guess at another server", async () => {
  for (
    const [iss, elsewhere] of [[INFO.id, false], [undefined, true]] as const
  ) {
    await using server = listenAsZenml({ "current-user": refusal(SIGNATURE) });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: tokenOf({ sub: "x", iss }),
    });
    const [finding] = stepOf(diagnosis, "identity").findings;
    assertEquals(finding?.code, "token-refused");
    assertStringIncludes(finding?.message ?? "", "ZENML_SERVER_JWT_SECRET_KEY");
    assertEquals(finding?.message.includes("another server"), elsewhere);
  }
});

const NOT_AUTHENTICATED = json(401, { detail: "Not authenticated" });

for (
  const credential of CREDENTIALS.filter((one) =>
    !JSON.stringify(one).includes("ZENPROKEY")
  )
) {
  Deno.test(`diagnose() finds authorization-dropped for ${Object.keys(credential)} where the header is lost`, async () => {
    await using server = listenAsZenml({ "current-user": NOT_AUTHENTICATED });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ...credential,
    });
    assertEquals(foundIn(diagnosis.connections[0]), [
      "identity authorization-dropped error",
    ]);
  });
}

Deno.test("diagnose() finds authorization-dropped for a key in a token's variable", async () => {
  await using server = listenAsZenml({ "current-user": NOT_AUTHENTICATED });
  const { connections } = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_TOKEN: KEY,
  });
  assertEquals(foundIn(connections[0]), [
    "identity authorization-dropped error",
  ]);
});

/** What a server says of a token that was cut or replaced on its way. */
const ANOTHER = [
  "Not enough segments",
  "Invalid crypto padding",
  "Invalid header string: must be a json object",
  "Invalid issuer",
  "The specified alg value is not allowed",
];

for (const reason of ANOTHER) {
  Deno.test(`diagnose() blames no whole token of the server for: ${reason}`, async () => {
    const text = `error decoding access token: Invalid JWT token: ${reason}.`;
    await using server = listenAsZenml({ "current-user": refusal(text) });
    const own = tokenOf({ sub: "x", iss: INFO.id });
    for (
      const [token, code] of [
        [own, "authorization-dropped"],
        [own.slice(0, -3), "token-refused"],
        [tokenOf({ sub: "x" }), "token-refused"],
      ] as const
    ) {
      const { connections } = await examine({
        ZENML_STORE_URL: server.url,
        ZENML_STORE_API_TOKEN: token,
      });
      assertEquals(foundIn(connections[0]), [`identity ${code} error`]);
    }
  });
}

/** What a server says of the token that it had just issued, and what is found. */
const SESSIONS = [
  [
    "error decoding access token: Invalid JWT token: Invalid issuer.",
    "authorization-dropped",
  ],
  [
    "error decoding access token: Invalid JWT token: The specified alg value is not allowed.",
    "authorization-dropped",
  ],
  [SIGNATURE, "login-failed"],
  ...[
    "Not enough segments",
    "Invalid header padding",
    "Invalid payload padding",
    "Invalid crypto padding",
    "Invalid header string: 'utf-8' codec can't decode byte 0x88 in position 0: invalid start byte",
    "Invalid payload string: must be a json object",
  ].map((reason) =>
    [
      `error decoding access token: Invalid JWT token: ${reason}.`,
      "authorization-dropped",
    ] as const
  ),
  [
    "error decoding access token: Invalid JWT token: Signature has expired.",
    "login-failed",
  ],
  [
    "API key ci associated with service account bot is not active",
    "key-inactive",
  ],
  ["account bot is not active", "account-inactive"],
] as const;

for (const [text, code] of SESSIONS) {
  Deno.test(`diagnose() finds ${code} where a session's token is refused by: ${text}`, async () => {
    await using server = listenAsZenml({ "current-user": refusal(text) });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(foundIn(connections[0]), [`identity ${code} error`]);
  });
}

Deno.test("diagnose() says that a server of HTTP Basic takes no token, and blames no header", async () => {
  await using server = listenAsZenml({
    info: json(200, { ...INFO, auth_scheme: "HTTP_BASIC" }),
    "current-user": NOT_AUTHENTICATED,
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(diagnosis.connections[0]), [
    "identity login-failed error",
  ]);
  const [finding] = stepOf(diagnosis, "identity").findings;
  assertStringIncludes(finding?.message ?? "", "HTTP_BASIC");
});

Deno.test("diagnose() says how to activate a user as a user, and a service account as one", async () => {
  for (
    const [isServiceAccount, command] of [[true, "service-account"], [
      false,
      "user",
    ]] as const
  ) {
    await using server = listenAsZenml({
      "current-user": json(200, {
        ...ACCOUNT,
        body: { active: false, is_service_account: isServiceAccount },
      }),
    });
    const diagnosis = await examine(clientWith(server.url, KEY));
    const [finding] = stepOf(diagnosis, "identity").findings;
    assertStringIncludes(
      finding?.hint ?? "",
      `zenml ${command} update deploy-bot --active true`,
    );
  }
});

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
