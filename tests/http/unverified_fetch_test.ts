import { assertEquals, assertRejects } from "@std/assert";
import { failureOf } from "../../lib/http/failure.ts";
import { request } from "../../lib/http/request.ts";
import { unverifiedFetch } from "../../lib/http/unverified_fetch.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import {
  bytes,
  endless,
  gzip,
  hanging,
  http,
  nothing,
  redirect,
} from "../helpers/replies.ts";
import { gzipBomb, repeated } from "../helpers/rude_replies.ts";

const certificate = certificateOf({ to: -1, from: -9, hosts: ["x.example"] });
const LIMITS = { timeoutMs: 20_000, bodyBytes: 4096 };

async function responseTo(reply: Reply, limits = LIMITS) {
  await using server = listenRaw(() => reply, certificate);
  const { signal } = new AbortController();
  return await request({ url: server.url }, limits, signal, unverifiedFetch);
}

const TEXTS: readonly (readonly [what: string, reply: Reply, text: string])[] =
  [
    ["a body", http(200, "Größe"), "Größe"],
    ["no body", bytes("HTTP/1.1 204 X\r\n\r\n"), ""],
    [
      "a chunked body",
      bytes(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      ),
      "abc",
    ],
    [
      "gzip that nobody requested",
      http(200, await gzip("abc".repeat(1000)), { "content-encoding": "gzip" }),
      "abc".repeat(1000),
    ],
  ];

for (const [what, reply, text] of TEXTS) {
  Deno.test(`unverifiedFetch() hands over ${what}, whatever the certificate`, async () => {
    const response = await responseTo(reply);
    assertEquals(response.kind === "response" && response.text, text);
  });
}

const FAILURES = [
  ["a large body", http(200, "x".repeat(4097)), "response-too-large"],
  ["a body without an end", endless, "response-too-large"],
  ["a gzip bomb", gzipBomb, "response-too-large"],
  [
    "responses to come without an end",
    repeated("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".repeat(1000)),
    "response-too-large",
  ],
  [
    "a chunk whose head has no end",
    repeated(
      "a".repeat(65_536),
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;",
    ),
    "response-too-large",
  ],
  ["garbage", bytes("hello\r\n\r\n"), "not-http"],
  ["a status that is none", bytes("HTTP/1.1 999 X\r\n\r\n"), "not-http"],
  ["an empty reply", nothing, "connection-reset"],
  [
    "a body that ends too early",
    bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
    "response-broken-off",
  ],
] as const;

for (const [what, reply, kind] of FAILURES) {
  Deno.test(`unverifiedFetch() ends with ${kind} for ${what}`, async () => {
    assertEquals((await responseTo(reply)).kind, kind);
  });
}

Deno.test("unverifiedFetch() is stopped by a timeout", async () => {
  for (
    const reply of [
      hanging(),
      hanging("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
    ]
  ) {
    const response = await responseTo(reply, { ...LIMITS, timeoutMs: 300 });
    assertEquals(response.kind, "response-timeout");
  }
});

Deno.test("unverifiedFetch() posts a form, and follows no redirect", async () => {
  await using server = listenRaw(() => redirect(302, "/x"), certificate);
  const response = await request(
    { url: `${server.url}/login?a=b`, form: { key: "ü&" }, bearer: "abc" },
    LIMITS,
    new AbortController().signal,
    unverifiedFetch,
  );
  if (response.kind !== "response") throw new TypeError(response.kind);
  assertEquals(response.status, 302);
  assertEquals(response.headers.get("location"), "/x");
  const [sent] = server.requests;
  assertEquals([sent?.method, sent?.path], ["POST", "/login?a=b"]);
  assertEquals(sent?.text.endsWith("\r\n\r\nkey=%C3%BC%26"), true);
  assertEquals(/^authorization: bearer abc\r$/imu.test(sent?.text ?? ""), true);
});

Deno.test("unverifiedFetch() sends nothing that is not accepted", async () => {
  await using server = listenRaw(() => http(200), certificate);
  const { signal } = new AbortController();
  await assertRejects(
    () =>
      unverifiedFetch(
        server.url,
        { method: "GET", headers: {}, signal },
        () => {
          throw new RangeError("not this one");
        },
      ),
    RangeError,
  );
  assertEquals(server.requests, []);
});

Deno.test("unverifiedFetch() fails at a plain port that closes", async () => {
  await using server = listenRaw(() => http(200));
  const { signal } = new AbortController();
  const url = server.url.replace("http:", "https:");
  const error = await assertRejects(() =>
    unverifiedFetch(url, { method: "GET", headers: {}, signal })
  );
  assertEquals(failureOf(error), { kind: "connection-reset" });
});
