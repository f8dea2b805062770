import { assertEquals, assertRejects } from "@std/assert";
import { type Limits, request, Stopped } from "../../lib/http/request.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import {
  bytes,
  endless,
  gzip,
  hanging,
  http,
  nothing,
  redirect,
  writeAll,
} from "../helpers/replies.ts";
import { gzipBomb } from "../helpers/rude_replies.ts";

const LIMITS: Limits = { timeoutMs: 20_000, bodyBytes: 1024 };

async function requestFrom(reply: Reply, limits = LIMITS) {
  await using server = listenRaw(() => reply);
  const { signal } = new AbortController();
  return await request({ url: server.url }, limits, signal);
}

async function textFrom(reply: Reply, limits = LIMITS): Promise<string> {
  const response = await requestFrom(reply, limits);
  return response.kind === "response" ? response.text : response.kind;
}

/** Sends each part in a chunk of its own. */
function chunked(parts: readonly (string | Uint8Array)[], more = ""): Reply {
  return async (connection) => {
    await writeAll(
      connection,
      `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n${more}\r\n`,
    );
    for (const part of parts) {
      const { length } = typeof part === "string"
        ? new TextEncoder().encode(part)
        : part;
      await writeAll(connection, `${length.toString(16)}\r\n`);
      await writeAll(connection, part);
      await writeAll(connection, "\r\n");
    }
    await writeAll(connection, "0\r\n\r\n");
  };
}

const FULL = "x".repeat(LIMITS.bodyBytes);
const OVER = `${FULL}x`;

const TOO_LARGE: readonly (readonly [what: string, reply: Reply])[] = [
  ["a body with its length", http(200, OVER)],
  ["a chunked body", chunked([FULL, "x"])],
  [
    "a chunked body with the length of a small one",
    chunked(
      [OVER],
      "content-length: 10\r\n",
    ),
  ],
  ["a body without a length", bytes(`HTTP/1.1 200 OK\r\n\r\n${OVER}`)],
  ["a body without an end", endless],
  [
    "a body that gzip makes small",
    http(200, await gzip(OVER), {
      "content-encoding": "gzip",
    }),
  ],
  ["a gzip bomb", gzipBomb],
];

for (const [what, reply] of TOO_LARGE) {
  Deno.test(`request() stops at the limit in ${what}`, async () => {
    assertEquals(await requestFrom(reply), {
      kind: "response-too-large",
      limitBytes: LIMITS.bodyBytes,
    });
  });
}

const SPLIT = new TextEncoder().encode("Größe: 😀");

const WHOLE: readonly (readonly [what: string, reply: Reply, text: string])[] =
  [
    ["a body of just the limit", http(200, FULL), FULL],
    ["a chunked body of just the limit", chunked([FULL]), FULL],
    [
      "characters split over chunks",
      chunked(
        [...SPLIT].map((byte) => Uint8Array.of(byte)),
      ),
      "Größe: 😀",
    ],
    [
      "a body that ends within a character",
      http(
        200,
        SPLIT.subarray(0, -1),
      ),
      "Größe: \uFFFD",
    ],
    ["bytes that are no text", http(200, Uint8Array.of(0xff, 0x41)), "\uFFFDA"],
    ["a byte order mark", http(200, "\uFEFF{}"), "{}"],
    ["gzip", http(200, await gzip(FULL), { "content-encoding": "gzip" }), FULL],
    ["no body", http(200), ""],
    ["a status without a body", bytes("HTTP/1.1 204 X\r\n\r\n"), ""],
  ];

for (const [what, reply, text] of WHOLE) {
  Deno.test(`request() reads the exact text of ${what}`, async () => {
    assertEquals(await textFrom(reply), text);
  });
}

Deno.test("request() counts bytes, not characters", async () => {
  const umlauts = http(200, "ü".repeat(LIMITS.bodyBytes / 2 + 1));
  assertEquals(await textFrom(umlauts), "response-too-large");
});

Deno.test("request() gives the status and headers, and follows no redirect", async () => {
  const response = await requestFrom(redirect(302, "/elsewhere"));
  if (response.kind !== "response") throw new TypeError(response.kind);
  assertEquals(response.status, 302);
  assertEquals(response.headers.get("location"), "/elsewhere");
});

Deno.test("request() sends a GET with the token, and a form as a POST", async () => {
  await using server = listenRaw(() => http(200));
  const { signal } = new AbortController();
  const { url } = server;
  await request({ url, bearer: "abc" }, LIMITS, signal);
  await request({ url, form: { a: "b c&d" } }, LIMITS, signal);
  const [get, post] = server.requests.map(({ text }) => text.toLowerCase());
  assertEquals(get?.split(" ")[0], "get");
  assertEquals(get?.includes("authorization: bearer abc\r\n"), true);
  assertEquals(post?.split(" ")[0], "post");
  assertEquals(post?.endsWith("\r\n\r\na=b+c%26d"), true);
});

const HEAD = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n";

for (
  const [when, reply] of [
    ["before the response", hanging()],
    ["within the head", hanging(HEAD.slice(0, 20))],
    ["within the body", hanging(`${HEAD}abc`)],
  ] as const
) {
  Deno.test(`request() ends with a timeout ${when}`, async () => {
    assertEquals(await requestFrom(reply, { ...LIMITS, timeoutMs: 100 }), {
      kind: "response-timeout",
      timeoutMs: 100,
    });
  });

  Deno.test(`request() throws Stopped where the caller stops it ${when}`, async () => {
    await using server = listenRaw(() => reply);
    const controller = new AbortController();
    const url = `${server.url}/info`;
    const stopped = assertRejects(
      () => request({ url }, LIMITS, controller.signal),
      Stopped,
    );
    await server.seen("/info");
    controller.abort();
    await stopped;
  });
}

Deno.test("request() sends nothing if it was stopped before", async () => {
  await using server = listenRaw(() => http(200));
  await assertRejects(
    () => request({ url: server.url }, LIMITS, AbortSignal.abort()),
    Stopped,
  );
  assertEquals(await server.countConnections(), 0);
});

Deno.test("request() tells a body that ended early from a response that never came", async () => {
  assertEquals(await requestFrom(nothing), { kind: "connection-reset" });
  assertEquals(
    (await requestFrom(bytes(`${HEAD}abc`))).kind,
    "response-broken-off",
  );
});
