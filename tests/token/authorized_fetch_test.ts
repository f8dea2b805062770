import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  AccessError,
  accessToken,
  authorizedFetch,
} from "../../lib/token/access_token.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http, json, redirect } from "../helpers/replies.ts";
import {
  headersOf,
  listenForRequests,
  sentTo,
  tokenOfLogin,
} from "./fetched.ts";
import { configurationIn, loginsIn } from "./support.ts";

const OK = json(200, { ok: true });

Deno.test("authorizedFetch() adds the token, and leaves all else as it is", async () => {
  await using server = listenForRequests(() => OK);
  using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
  const response = await send(`${server.url}/api/v1/x?page=2`, {
    method: "PATCH",
    headers: { "x-own": "1", authorization: "Basic bWU6aHVudGVyMg==" },
    body: "text",
  });
  assertEquals(await response.json(), { ok: true });
  const [request, ...others] = sentTo(server);
  assert(request);
  assertEquals(others, []);
  assertEquals([request.method, request.path], ["PATCH", "/api/v1/x?page=2"]);
  assertEquals(headersOf(request, "x-own"), ["1"]);
  assertEquals(headersOf(request, "authorization"), [
    `Bearer ${tokenOfLogin(1)}`,
  ]);
  assertEquals(request.text.split("\r\n\r\n")[1], "text");
});

/** What is sent, and to which path below a server's URL that has one. */
const PATHS: readonly (readonly [
  name: string,
  input: (url: string) => string | URL | Request,
  path: string,
])[] = [
  ["a path", () => "/api/v1/x", "/zenml/api/v1/x"],
  [
    "a path of two slashes",
    () => "//other.example.com/x",
    "/zenml//other.example.com/x",
  ],
  ["a path that goes up", () => "/../x", "/x"],
  ["a URL", (url) => `${url}/api/v1/x`, "/api/v1/x"],
  ["a URL object", (url) => new URL(`${url}/y`), "/y"],
  ["a Request", (url) => new Request(`${url}/y`, { method: "PUT" }), "/y"],
];

for (const [name, input, path] of PATHS) {
  Deno.test(`authorizedFetch() sends ${name} to ${path}`, async () => {
    await using server = listenForRequests(() => OK);
    using send = authorizedFetch(
      configurationIn(clientWith(`${server.url}/zenml`, KEY)),
    );
    await (await send(input(server.url))).body?.cancel();
    assertEquals(sentTo(server).map((request) => request.path), [path]);
  });
}

/** What is not for the server, given its port. */
const STRANGERS: readonly (readonly [
  name: string,
  input: (port: number, other: string) => string | URL | Request,
])[] = [
  ["another port", (_, other) => `${other}/api/v1/x`],
  ["another port as a URL object", (_, other) => new URL(other)],
  ["another port as a Request", (_, other) => new Request(other)],
  ["another host", (port) => `http://localhost:${port}/api/v1/x`],
  ["another scheme", (port) => `https://127.0.0.1:${port}/api/v1/x`],
  ["a blob of its origin", (port) => `blob:http://127.0.0.1:${port}/x`],
  ["a user name", (port) => `http://me@127.0.0.1:${port}/x`],
  ["a relative path", () => "api/v1/x"],
  ["backslashes", (_, other) => `\\\\${new URL(other).host}/x`],
];

for (const [name, input] of STRANGERS) {
  Deno.test(`authorizedFetch() refuses ${name} before anything is sent`, async () => {
    await using other = listenRaw(() => OK);
    await using server = listenForRequests(() => OK);
    using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
    await assertRejects(
      async () => await send(input(server.port, other.url)),
      TypeError,
    );
    assertEquals([other.received, server.received], ["", ""]);
  });
}

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`authorizedFetch() follows no redirect ${status}, neither to another origin nor to its own`, async () => {
    await using other = listenRaw(() => OK);
    await using server = listenForRequests(({ path }) =>
      redirect(status, path === "/away" ? `${other.url}/x` : "/api/v1/y")
    );
    using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
    for (const path of ["/away", "/here"]) {
      for (const redirect of ["follow", "manual"] as const) {
        const response = await send(path, { redirect });
        await response.body?.cancel();
        assertEquals(response.status, status);
        assert(response.headers.has("location"));
      }
      await assertRejects(
        () => send(path, { redirect: "error" }),
        TypeError,
        "redirect",
      );
    }
    assertEquals(other.received, "");
    assertEquals(
      sentTo(server).map(({ path }) => path),
      ["/away", "/away", "/away", "/here", "/here", "/here"],
    );
  });
}

/** What a program may send, and how it arrives. */
const BODIES: readonly (readonly [
  name: string,
  body: () => BodyInit,
  type: string | undefined,
  sent: string,
])[] = [
  ["a string", () => "text", "text/plain;charset=UTF-8", "text"],
  [
    "a form",
    () => new URLSearchParams({ a: "b c" }),
    "application/x-www-form-urlencoded;charset=UTF-8",
    "a=b+c",
  ],
  ["bytes", () => Uint8Array.of(65, 66), undefined, "AB"],
  ["a blob", () => new Blob(["x"], { type: "a/b" }), "a/b", "x"],
  [
    "a stream",
    () => ReadableStream.from(["a", "b"]).pipeThrough(new TextEncoderStream()),
    undefined,
    "ab",
  ],
];

for (const [name, body, type, sent] of BODIES) {
  Deno.test(`authorizedFetch() sends ${name} twice where the first time is answered with 401`, async () => {
    await using server = listenForRequests(() =>
      sentTo(server).length === 1 ? http(401) : OK
    );
    using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
    const response = await send("/x", { method: "POST", body: body() });
    await response.body?.cancel();
    assertEquals(response.status, 200);
    const requests = sentTo(server);
    assertEquals(
      requests.map((request) => [
        request.text.split("\r\n\r\n")[1],
        headersOf(request, "content-type")[0],
      ]),
      [[sent, type], [sent, type]],
    );
    assertEquals(
      requests.map((request) => headersOf(request, "authorization")),
      [[`Bearer ${tokenOfLogin(1)}`], [`Bearer ${tokenOfLogin(2)}`]],
    );
  });
}

Deno.test("authorizedFetch() sends no third time, and gives the second response", async () => {
  await using server = listenForRequests(() =>
    json(401, { second: sentTo(server).length === 2 })
  );
  using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
  const response = await send("/x");
  assertEquals([response.status, await response.json()], [401, {
    second: true,
  }]);
  assertEquals(sentTo(server).length, 2);
});

for (const status of [200, 400, 403, 404, 407, 500, 503]) {
  Deno.test(`authorizedFetch() sends once where the response is ${status}`, async () => {
    await using server = listenForRequests(() => http(status));
    using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
    const response = await send("/x");
    await response.body?.cancel();
    assertEquals([response.status, sentTo(server).length], [status, 1]);
    assertEquals(loginsIn(server.requests), 1);
  });
}

Deno.test("authorizedFetch() replaces a token that many responses refuse once", async () => {
  const old = `Bearer ${tokenOfLogin(1)}`;
  await using server = listenForRequests((request) =>
    headersOf(request, "authorization")[0] === old ? http(401) : OK
  );
  using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => send("/x")),
  );
  for (const response of responses) {
    await response.body?.cancel();
    assertEquals(response.status, 200);
  }
  assertEquals(loginsIn(server.requests), 2);
});

Deno.test("authorizedFetch() shares the token of accessToken(), and says why there is none", async () => {
  await using server = listenForRequests(() => OK);
  const configuration = configurationIn(clientWith(server.url, KEY));
  await accessToken(configuration);
  using send = authorizedFetch(configuration);
  await (await send("/x")).body?.cancel();
  assertEquals(loginsIn(server.requests), 1);
  await using refusing = await startDemoServer("inactive-key");
  using refused = authorizedFetch(configurationIn(refusing.environment));
  const error = await assertRejects(() => refused("/x"), AccessError);
  assertEquals(error.findings.map(({ code }) => code), ["key-inactive"]);
});

Deno.test("authorizedFetch() sends without a token to a server that needs no login", async () => {
  await using server = await startDemoServer("without-login");
  using send = authorizedFetch(configurationIn(server.environment));
  const response = await send("/api/v1/current-user");
  await response.body?.cancel();
  assertEquals(response.status, 200);
  assertEquals(
    server.requests.map(({ path, authorization }) => [path, authorization]),
    [["/api/v1/info", null], ["/api/v1/current-user", null]],
  );
});

Deno.test("authorizedFetch() refuses a hand-made URL that is none", () => {
  const configuration = configurationIn(clientWith("http://127.0.0.1:1", KEY));
  const { serverUrl } = configuration;
  assertThrows(
    () =>
      authorizedFetch({
        ...configuration,
        serverUrl: { ...serverUrl, value: "nowhere" },
      }),
    TypeError,
  );
});

Deno.test({
  name: "authorizedFetch() needs the permission for the server's host alone",
  permissions: { net: ["127.0.0.1"] },
  async fn() {
    await using server = await startDemoServer("healthy");
    using send = authorizedFetch(configurationIn(server.environment));
    const response = await send("/api/v1/current-user");
    assertEquals((await response.json()).name, "deploy-bot");
  },
});

Deno.test("authorizedFetch() can take the place of fetch, and shows no token", async () => {
  await using server = listenForRequests(() => OK);
  using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
  const replaced: typeof fetch = send;
  await (await replaced(`${server.url}/x`)).body?.cancel();
  const text = Deno.inspect(send, { depth: 100, showHidden: true });
  assertEquals(text.includes(tokenOfLogin(1)) || text.includes(KEY), false);
});
