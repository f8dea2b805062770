import { assert, assertEquals, assertMatch } from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import { KEY, TOKEN, tokenOf } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import {
  ACCOUNT,
  type Answers,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";
import {
  assertExamined,
  failedAt,
  HEALTHY,
  type Steps,
} from "../helpers/steps.ts";

const withToken = (url: string, token: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_TOKEN: token,
});
const withPassword = (url: string, name: string, password: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_USERNAME: name,
  ZENML_STORE_PASSWORD: password,
});

/** A token of the stand-in server, and what becomes of it in a state. */
type TokenCase = readonly [
  criterion: string,
  state: DemoState,
  token: (server: DemoServer) => string,
  steps: Steps,
  found: readonly string[],
];

const own = ({ token }: DemoServer) => token;
const REVOKED = ["identity token-revoked error"];
const REFUSED = ["identity token-refused error"];

const TOKENS: readonly TokenCase[] = [
  ["lets a good token in", "healthy", own, {
    ...HEALTHY,
    login: "skip",
    rotation: "skip",
  }, []],
  ["lets a token of Pro in", "pro", own, {
    ...HEALTHY,
    login: "skip",
    rotation: "skip",
  }, []],
  [
    "finds token-revoked once the key is deactivated",
    "inactive-key",
    own,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REVOKED,
  ],
  [
    "finds token-revoked once the account is deactivated",
    "inactive-account",
    own,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REVOKED,
  ],
  [
    "finds token-revoked once the key is rotated",
    "rotated-key",
    own,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REVOKED,
  ],
  [
    "finds token-revoked once the key is deleted",
    "deleted-key",
    own,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REVOKED,
  ],
  [
    "finds token-refused for the token of another server",
    "healthy",
    () => TOKEN,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REFUSED,
  ],
  [
    "finds token-refused for a token that was changed",
    "healthy",
    ({ token }) => `${token}AA`,
    { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    REFUSED,
  ],
];

for (const [criterion, state, token, steps, found] of TOKENS) {
  Deno.test(`diagnose() ${criterion}`, async () => {
    await using server = await startDemoServer(state);
    const { connections } = await examine(withToken(server.url, token(server)));
    assertExamined(connections[0], { steps, found });
    assert(!server.requests.some(({ path }) => path.endsWith("/login")));
  });
}

Deno.test("diagnose() finds token-expired by the server's word", async () => {
  await using server = listenAsZenml({
    "current-user": refusal(
      "error decoding access token: Invalid JWT token: Signature has expired.",
    ),
  });
  const { connections } = await examine(withToken(server.url, TOKEN));
  assertExamined(connections[0], {
    steps: { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    found: ["identity token-expired error"],
  });
});

Deno.test("diagnose() lets the server decide on a token whose end has passed here", async () => {
  await using server = listenAsZenml();
  const token = tokenOf({ sub: "0b1c", exp: 1_700_000_000 });
  const { connections, findings } = await examine(
    withToken(server.url, token),
    {},
    { now: new Date() },
  );
  assertEquals(findings.map(({ code, severity }) => `${code} ${severity}`), [
    "token-expired info",
  ]);
  assertExamined(connections[0], {
    steps: { ...HEALTHY, login: "skip", rotation: "skip" },
    found: [],
  });
});

Deno.test("diagnose() shows a key in the token's variable as it is, and identity decides", async () => {
  await using server = await startDemoServer("healthy");
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  const { connections } = await examine(withToken(server.url, key));
  assertExamined(connections[0], {
    steps: { ...HEALTHY, login: "skip", rotation: "skip" },
    found: [],
  });
  await using old = listenAsZenml({
    "current-user": refusal(
      "error decoding access token: Invalid JWT token: Not enough segments.",
    ),
  });
  const refused = await examine(withToken(old.url, KEY));
  assertExamined(refused.connections[0], {
    steps: { ...HEALTHY, login: "skip", identity: "fail", rotation: "skip" },
    found: REFUSED,
  });
});

Deno.test("diagnose() finds account-is-user behind a user name and password", async () => {
  await using server = await startDemoServer("healthy");
  const { name, password } = server.user;
  const { connections } = await examine(
    withPassword(server.url, name, password),
  );
  assertExamined(connections[0], {
    steps: { ...HEALTHY, rotation: "skip" },
    found: ["identity account-is-user info"],
  });
  assertEquals(connections[0]?.account, { name, isServiceAccount: false });
});

Deno.test("diagnose() finds password-refused", async () => {
  await using server = await startDemoServer("healthy");
  const { connections } = await examine(
    withPassword(server.url, server.user.name, "a wrong one"),
  );
  assertExamined(connections[0], {
    steps: failedAt("login"),
    found: ["login password-refused error"],
  });
});

/** What a ZenML server says, and what it means of an API key. */
const SAYINGS: readonly (readonly [
  criterion: string,
  answers: Answers,
  steps: Steps,
  found: string,
])[] = [
  [
    "login-failed where the login's refusal is no known one",
    { login: refusal("the moon is full") },
    failedAt("login"),
    "login login-failed error",
  ],
  [
    "login-failed where the login is a bad request",
    { login: json(400, { detail: "Unsupported grant type" }) },
    failedAt("login"),
    "login login-failed error",
  ],
  [
    "login-failed where the login yields no token",
    { login: json(200, { authorization_url: "https://x" }) },
    failedAt("login"),
    "login login-failed error",
  ],
  [
    "account-inactive where the account's refusal says it",
    { "current-user": refusal("account bot is not active") },
    { ...HEALTHY, identity: "fail" },
    "identity account-inactive error",
  ],
  [
    "account-inactive where the account itself says it",
    {
      "current-user": json(200, {
        ...ACCOUNT,
        body: { ...ACCOUNT.body, active: false },
      }),
    },
    { ...HEALTHY, identity: "fail" },
    "identity account-inactive error",
  ],
  [
    "key-refused where the value is not the id's",
    { login: refusal("could not verify key value for API key ci") },
    failedAt("login"),
    "login key-refused error",
  ],
  [
    "key-inactive in the words of the servers up to 0.68",
    {
      login: json(401, {
        detail: [
          "AuthorizationException",
          "Authentication error: API key ci associated with service account bot is not active",
        ],
      }),
    },
    failedAt("login"),
    "login key-inactive error",
  ],
];

for (const [criterion, answers, steps, found] of SAYINGS) {
  Deno.test(`diagnose() finds ${criterion}`, async () => {
    await using server = listenAsZenml(answers);
    const { connections } = await examine(clientWith(server.url, KEY));
    assertExamined(connections[0], { steps, found: [found] });
  });
}

Deno.test("diagnose() quotes what it does not know", async () => {
  await using server = listenAsZenml({ login: refusal("the moon is full") });
  const diagnosis = await examine(clientWith(server.url, KEY));
  const [finding] = stepOf(diagnosis, "login").findings;
  assertMatch(finding?.message ?? "", /'the moon is full'/u);
});
