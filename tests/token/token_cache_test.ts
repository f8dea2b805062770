import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { tokenCache } from "../../lib/token/token_cache.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY, TOKEN, tokenOf } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { hanging, json, refusal } from "../helpers/replies.ts";
import { type Answers, listenAsZenml } from "../helpers/zenml_listener.ts";
import { after, configurationIn, findingsOf, loginsIn } from "./support.ts";

const MINUTE = 60_000;

/** Answers a login with a token of its own. */
const login = (expiresIn: unknown): Reply =>
  json(200, {
    access_token: tokenOf({ jti: crypto.randomUUID() }),
    expires_in: expiresIn,
  });

/** A server whose every login yields another token. */
const loggingIn = (expiresIn: unknown) =>
  listenAsZenml(() => ({ login: login(expiresIn) }));

Deno.test("tokenCache() makes one exchange for fifty who ask at once", async () => {
  await using server = await startDemoServer("healthy");
  const [take, configuration] = [
    tokenCache(),
    configurationIn(server.environment),
  ];
  const tokens = await Promise.all(
    Array.from({ length: 50 }, () => take(configuration)),
  );
  assertEquals(new Set(tokens).size, 1);
  assertStrictEquals(await take(configuration), tokens[0]);
  assertEquals(server.requests.map(({ method, path }) => `${method} ${path}`), [
    "GET /api/v1/info",
    "POST /api/v1/login",
  ]);
});

Deno.test("tokenCache() keeps a token of each configuration object", async () => {
  await using server = loggingIn(3600);
  const [take, configuration] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
  ];
  const copy = { ...configuration };
  assertNotEquals(
    (await take(configuration)).value.reveal(),
    (await take(copy)).value.reveal(),
  );
  assertEquals(loginsIn(server.requests), 2);
});

/** How long a token is given, by what the server says of its life. */
const LIVES: readonly (readonly [
  expiresIn: unknown,
  given: number,
  renewed: number | null,
])[] = [
  [3600, 59 * MINUTE - 1, 59 * MINUTE],
  [100, 90_000 - 1, 90_000],
  [0, -1, 0],
  [-5, -1, 0],
  [null, 1e12, null],
  ["3600", 1e12, null],
  [1e300, 1e12, null],
];

for (const [expiresIn, given, renewed] of LIVES) {
  for (const stopped of ["wall", "steady"]) {
    Deno.test(`tokenCache() renews a token with expires_in ${JSON.stringify(expiresIn)} before its end, with the ${stopped} clock stopped`, async () => {
      await using server = loggingIn(expiresIn);
      let time = 0;
      const take = tokenCache({
        wall: () => stopped === "wall" ? 0 : time,
        steady: () => stopped === "steady" ? 0 : time,
      });
      const configuration = configurationIn(clientWith(server.url, KEY));
      const first = await take(configuration);
      time = given;
      if (given >= 0) assertStrictEquals(await take(configuration), first);
      if (renewed === null) return;
      time = renewed;
      const tokens = await Promise.all([
        take(configuration),
        take(configuration),
      ]);
      assertStrictEquals(tokens[0], tokens[1]);
      assertNotEquals(tokens[0].value.reveal(), first.value.reveal());
      assertEquals(loginsIn(server.requests), 2);
    });
  }
}

Deno.test("tokenCache() replaces a refused token once, however many report it", async () => {
  await using server = loggingIn(3600);
  const [take, configuration] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
  ];
  const refused = await take(configuration);
  const [second, third] = await Promise.all([
    take(configuration, { refused }),
    take(configuration, { refused }),
  ]);
  assertStrictEquals(second, third);
  assertNotEquals(second.value.reveal(), refused.value.reveal());
  // Who comes late with the old one does not take the new one from the others.
  assertStrictEquals(await take(configuration, { refused }), second);
  assertEquals(loginsIn(server.requests), 2);
});

Deno.test("tokenCache() asks the server about a refused API token, and says what it says", async () => {
  let answers: Answers = {};
  await using server = listenAsZenml(() => answers);
  const [take, configuration] = [
    tokenCache(),
    configurationIn({ ZENML_SERVER_URL: server.url, ZENML_API_TOKEN: TOKEN }),
  ];
  const refused = await take(configuration);
  answers = {
    "current-user": refusal(
      "error decoding access token: Invalid JWT token: Signature has expired.",
    ),
  };
  assertStrictEquals(await take(configuration), refused);
  const findings = await findingsOf(take(configuration, { refused }));
  assertEquals(findings.map(({ code }) => code), ["token-expired"]);
});

Deno.test("tokenCache() keeps no failure", async () => {
  let answers: Answers = { login: refusal("error decoding API key") };
  await using server = listenAsZenml(() => answers);
  const [take, configuration] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
  ];
  const failures = await Promise.all([
    findingsOf(take(configuration)),
    findingsOf(take(configuration)),
  ]);
  assertStrictEquals(failures[0], failures[1]);
  answers = {};
  await take(configuration);
  assertEquals(loginsIn(server.requests), 2);
});

Deno.test("tokenCache() ends the waiting of a caller who aborts, and of no other", async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  await using server = listenAsZenml(() => ({
    login: after(gate, login(3600)),
  }));
  const [take, configuration, controller] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
    new AbortController(),
  ];
  const reason = new Error("I have to go");
  const first = take(configuration, { signal: controller.signal });
  const second = take(configuration);
  await server.seen("/login");
  controller.abort(reason);
  assertStrictEquals(await assertRejects(() => first), reason);
  open();
  assert((await second).value.reveal());
  assertEquals(loginsIn(server.requests), 1);
});

Deno.test("tokenCache() ends the exchange once all have gone, and begins a new one for who comes then", async () => {
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  let answers: Answers = {
    login: async (connection) => {
      // It returns when the client has closed the connection.
      await hanging()(connection).finally(leave);
    },
  };
  await using server = listenAsZenml(() => answers);
  const [take, configuration, controller] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
    new AbortController(),
  ];
  const { signal } = controller;
  const waiting = [
    take(configuration, { signal }),
    take(configuration, { signal }),
  ];
  await server.seen("/login");
  controller.abort();
  for (const one of waiting) {
    const error = await assertRejects(() => one, DOMException);
    assertEquals(error.name, "AbortError");
  }
  await gone;
  answers = {};
  await take(configuration);
  assertEquals(loginsIn(server.requests), 2);
});

Deno.test("tokenCache() goes on for who joins as the only other one aborts", async () => {
  await using server = loggingIn(3600);
  const [take, configuration, controller] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
    new AbortController(),
  ];
  const first = take(configuration, { signal: controller.signal });
  controller.abort();
  const second = take(configuration);
  await assertRejects(() => first, DOMException);
  await second;
  assertEquals(loginsIn(server.requests), 1);
});

Deno.test("tokenCache() sends nothing for who has aborted before", async () => {
  await using server = loggingIn(3600);
  const configuration = configurationIn(clientWith(server.url, KEY));
  await assertRejects(
    () => tokenCache()(configuration, { signal: AbortSignal.abort() }),
    DOMException,
  );
  assertEquals(server.requests, []);
});

Deno.test("tokenCache() throws TypeError for a hand-made URL that is none", async () => {
  const configuration = configurationIn(clientWith("http://127.0.0.1:1", KEY));
  const serverUrl = { ...configuration.serverUrl, value: "zenml.example.com" };
  await assertRejects(
    () => tokenCache()({ ...configuration, serverUrl }),
    TypeError,
    "Cannot connect as the server's URL is not valid",
  );
});
