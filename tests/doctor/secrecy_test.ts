import { assert, assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { formsOf, KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  outputsOf,
} from "../helpers/examination.ts";
import {
  listenRaw,
  type RawListener,
  type Reply,
} from "../helpers/raw_listener.ts";
import { hanging, redirect } from "../helpers/replies.ts";
import { listenAsZenml, type Question } from "../helpers/zenml_listener.ts";
import { assertExamined, foundIn, HEALTHY } from "../helpers/steps.ts";
import { untilAsked } from "../helpers/until_asked.ts";

const PASSWORD = "a pass/word+of=its own";

/** Every kind of credential: its variables, and the secret in them. */
const KINDS: readonly (readonly [
  kind: string,
  environment: (url: string) => Environment,
  secret: string,
])[] = [
  ["key", (url) => clientWith(url, KEY), KEY],
  [
    "token",
    (url) => ({ ZENML_STORE_URL: url, ZENML_STORE_API_TOKEN: TOKEN }),
    TOKEN,
  ],
  [
    "key in the token's variable",
    (url) => ({ ZENML_STORE_URL: url, ZENML_STORE_API_TOKEN: KEY }),
    KEY,
  ],
  [
    "password",
    (url) => ({
      ZENML_STORE_URL: url,
      ZENML_STORE_USERNAME: "default",
      ZENML_STORE_PASSWORD: PASSWORD,
    }),
    PASSWORD,
  ],
];

const formOf = (secret: string) => [
  ...formsOf(secret),
  new URLSearchParams({ "": secret }).toString().slice(1),
];

const holds = (text: string, secret: string) =>
  formOf(secret).some((form) => text.includes(form));

for (const [kind, environment, secret] of KINDS) {
  Deno.test(`diagnose() sends no ${kind} before the info was answered`, async () => {
    await using server = listenAsZenml({ info: hanging() });
    await untilAsked(
      server,
      "/info",
      () => examine(environment(server.url), { timeoutMs: 200 }),
    );
    assertEquals(
      new Set(server.requests.map(({ path }) => path)),
      new Set(["/api/v1/info"]),
    );
    assert(!holds(server.received, secret));
  });

  Deno.test(`diagnose() sends a ${kind} behind the info alone, then to login alone, or with a token to what it asks`, async () => {
    await using server = listenAsZenml();
    await examine(environment(server.url));
    const [first, ...rest] = server.requests;
    assertEquals(first?.path, "/api/v1/info");
    assert(!holds(first?.text ?? "", secret));
    const shown = rest.filter(({ text }) => holds(text, secret));
    assertEquals(
      shown.map(({ path }) => path.replace(/\?.*/u, "")),
      kind.includes("token")
        ? ["/api/v1/current-user", "/api/v1/projects"]
        : ["/api/v1/login"],
    );
    const asked = server.requests.map(({ method, path }) =>
      `${method} ${path}`
    );
    assertEquals(asked, [...new Set(asked)]);
  });

  for (const question of ["info", "login", "current-user", "key"] as const) {
    Deno.test(`diagnose() takes no ${kind} across a redirect of ${question}`, async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        await using other = listenAsZenml();
        await using server = redirecting(question, status, other);
        const diagnosis = await examine(environment(server.url));
        assertEquals(await other.countConnections(), 0);
        const found = foundIn(diagnosis.connections[0]);
        assert(found.every((one) => one.includes("redirected")));
        for (const output of outputsOf(diagnosis)) {
          assert(!holds(output, secret));
        }
      }
    });
  }
}

function redirecting(
  question: Question,
  status: number,
  other: RawListener,
): RawListener {
  const reply: Reply = redirect(status, `${other.url}/api/v1/${question}`);
  return listenAsZenml({ [question]: reply });
}

/** Variables whose value is not fit to be sent. */
const UNFIT: readonly (readonly [
  criterion: string,
  variable: string,
  value: string,
])[] = [
  ["a placeholder", "ZENML_STORE_API_KEY", "<API_KEY>"],
  ["another placeholder", "ZENML_STORE_API_KEY", "changeme"],
  ["a masked key", "ZENML_STORE_API_KEY", "***"],
  ["an unexpanded secret", "ZENML_STORE_API_KEY", "${{ secrets.ZENML_KEY }}"],
  ["an unexpanded variable", "ZENML_STORE_API_KEY", "$ZENML_KEY"],
  ["a reference to a vault", "ZENML_STORE_API_KEY", "op://vault/zenml/key"],
  ["a malformed key", "ZENML_STORE_API_KEY", "ZENKEY_c2VjcmV0IHNlY3JldA=="],
  ["a cut key", "ZENML_STORE_API_KEY", KEY.slice(0, -9)],
  ["a token in the key's variable", "ZENML_STORE_API_KEY", TOKEN],
  ["a malformed token", "ZENML_STORE_API_TOKEN", "s3cr3t-s3cr3t-s3cr3t"],
  ["a placeholder of a token", "ZENML_STORE_API_TOKEN", "your-api-token"],
  ["a key with a line break inside", "ZENML_STORE_API_KEY", `${KEY}\n${KEY}`],
  [
    "a token with a line break inside",
    "ZENML_STORE_API_TOKEN",
    `${TOKEN}\n${TOKEN}`,
  ],
];

for (const [criterion, variable, value] of UNFIT) {
  Deno.test(`diagnose() never sends ${criterion}`, async () => {
    await using server = listenAsZenml();
    const { connections, findings } = await examine({
      ZENML_STORE_URL: server.url,
      [variable]: value,
    });
    assertExamined(connections[0], {
      steps: { ...HEALTHY, login: "skip", identity: "skip", rotation: "skip" },
      found: [],
    });
    assert(findings.some(({ severity }) => severity === "error"));
    assertEquals(server.requests.map(({ path }) => path).sort(), [
      "/api/v1/info",
      "/ready",
    ]);
    for (const part of [value, encodeURIComponent(value)]) {
      assert(!server.received.includes(part));
    }
  });
}

/** Values with something around them. */
const WRAPPED: readonly (readonly [
  criterion: string,
  wrap: (value: string) => string,
])[] = [
  ["blanks", (value) => `  ${value} `],
  ["a line break", (value) => `${value}\r\n`],
  ["double quotes", (value) => `"${value}"`],
  ["single quotes", (value) => `'${value}'`],
  ["blanks and quotes", (value) => ` "${value}" `],
  ["a byte order mark", (value) => `\uFEFF${value}`],
];

for (const [criterion, wrap] of WRAPPED) {
  Deno.test(`diagnose() sends a key without the ${criterion} around it`, async () => {
    await using server = await startDemoServer("healthy");
    const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
    const { connections } = await examine(clientWith(server.url, wrap(key)));
    assertExamined(connections[0], { steps: HEALTHY, found: [] });
    const login = server.requests.find(({ path }) => path.endsWith("/login"));
    assertEquals(login?.form["password"], key);
  });

  Deno.test(`diagnose() sends a token without the ${criterion} around it`, async () => {
    await using server = await startDemoServer("healthy");
    const { connections } = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: wrap(server.token),
    });
    assertExamined(connections[0], {
      steps: { ...HEALTHY, login: "skip", rotation: "skip" },
      found: [],
    });
  });
}

Deno.test("diagnose() sends nothing of the user information in a URL", async () => {
  await using server = listenAsZenml();
  const url = server.url.replace("//", "//alice:s3cr3t-pw@");
  const diagnosis = await examine(clientWith(url, KEY));
  assertEquals(foundIn(diagnosis.connections[0]), []);
  for (const text of [server.received, ...outputsOf(diagnosis)]) {
    assert(
      !text.includes("s3cr3t-pw") && !text.includes(btoa("alice:s3cr3t-pw")),
    );
  }
});

Deno.test("diagnose() keeps no cookie", async () => {
  await using server = await startDemoServer("healthy");
  const cookie = "s=1; path=/";
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  const { http } = await import("../helpers/replies.ts");
  const { INFO } = await import("../helpers/zenml_listener.ts");
  await using baking = listenAsZenml({
    info: http(200, JSON.stringify(INFO), { "set-cookie": cookie }),
  });
  await examine(clientWith(baking.url, key));
  assert(!/^cookie:/imu.test(baking.received));
});

Deno.test("diagnose() sends a Pro key to no server that is not ZenML", async () => {
  await using server = listenRaw(() => redirect(200, null));
  await examine(clientWith(server.url, PRO_KEY));
  assert(!holds(server.received, PRO_KEY));
});
