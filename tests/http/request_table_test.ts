import { assert, assertEquals, assertRejects } from "@std/assert";
import { request } from "../../lib/http/request.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { bytes, gzip, hanging, http, redirect } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";

const NEVER = new AbortController().signal;
const LIMITS = { timeoutMs: 20_000, bodyBytes: 1000 };

/** Asks one question, and gives the body's length, or what happened in its stead. */
async function lengthOf(
  reply: Reply,
  limits = LIMITS,
): Promise<number | string> {
  await using server = listenRaw(() => reply);
  const response = await mustEnd(request({ url: server.url }, limits, NEVER));
  return "status" in response ? response.text.length : response.kind;
}

const ofSize = (size: number) => "a".repeat(size);
const chunked = (size: number) =>
  bytes(
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${
      size.toString(16)
    }\r\n${ofSize(size)}\r\n0\r\n\r\n`,
  );
const zipped = async (size: number) =>
  http(200, await gzip(ofSize(size)), { "content-encoding": "gzip" });

for (const size of [0, 999, 1000]) {
  Deno.test(`request() reads ${size} bytes where 1000 are the most, however they come`, async () => {
    assertEquals(await lengthOf(http(200, ofSize(size))), size);
    assertEquals(await lengthOf(await zipped(size)), size);
    if (size > 0) assertEquals(await lengthOf(chunked(size)), size);
  });
}

for (const size of [1001, 5000]) {
  Deno.test(`request() reads none of ${size} bytes where 1000 are the most, however they come`, async () => {
    for (
      const reply of [
        http(200, ofSize(size)),
        chunked(size),
        await zipped(size),
      ]
    ) {
      assertEquals(await lengthOf(reply), "response-too-large");
    }
  });
}

Deno.test("request() reads characters of several bytes, whole and over two chunks", async () => {
  const [first, second] = [
    Uint8Array.of(0xe6, 0x9c),
    Uint8Array.of(0x8d, 0x21),
  ];
  const head = new TextEncoder().encode(
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
  );
  const chunk = (data: Uint8Array) =>
    Uint8Array.of(0x32, 13, 10, ...data, 13, 10);
  const reply = bytes(
    Uint8Array.of(
      ...head,
      ...chunk(first),
      ...chunk(second),
      0x30,
      13,
      10,
      13,
      10,
    ),
  );
  await using server = listenRaw(() => reply);
  const response = await request({ url: server.url }, LIMITS, NEVER);
  assertEquals("status" in response && response.text, "服!");
});

Deno.test("request() shows what it was told, and nothing more", async () => {
  await using server = listenRaw(() => http(200));
  await request({ url: `${server.url}/a?b` }, LIMITS, NEVER);
  await request({ url: server.url, bearer: "plum" }, LIMITS, NEVER);
  await request(
    { url: server.url, form: { a: "b c", "d&": "é" } },
    LIMITS,
    NEVER,
  );
  const [plain, bearer, form] = server.requests;
  assertEquals([plain?.method, plain?.path], ["GET", "/a?b"]);
  assertEquals(/authorization|cookie|referer/iu.test(plain?.text ?? ""), false);
  assertEquals(
    /^accept: application\/json\r$/imu.test(plain?.text ?? ""),
    true,
  );
  assertEquals(
    /^authorization: Bearer plum\r$/imu.test(bearer?.text ?? ""),
    true,
  );
  assertEquals(form?.method, "POST");
  assertEquals(
    /^content-type: application\/x-www-form-urlencoded\b/imu.test(
      form?.text ?? "",
    ),
    true,
  );
  assertEquals(form?.text.split("\r\n\r\n")[1], "a=b+c&d%26=%C3%A9");
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`request() follows no ${status}`, async () => {
    await using other = listenRaw(() => http(200));
    await using server = listenRaw(() => redirect(status, other.url));
    const response = await request(
      { url: server.url, bearer: "plum" },
      LIMITS,
      NEVER,
    );
    assertEquals("status" in response && response.status, status);
    assertEquals(other.requests, []);
  });
}

Deno.test("request() rejects where its signal was aborted before, or while it waits", async () => {
  await using server = listenRaw(() => hanging());
  await assertRejects(() =>
    request({ url: server.url }, LIMITS, AbortSignal.abort())
  );
  assertEquals(server.requests, []);
  const controller = new AbortController();
  const running = request({ url: server.url }, LIMITS, controller.signal);
  await server.seen("/");
  controller.abort();
  const error = await mustEnd(running.then(() => null, (error) => error));
  assert(error instanceof Error);
});

Deno.test("request() has no whole answer where its time ends within the body", async () => {
  const reply = hanging("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{");
  assertEquals(
    await lengthOf(reply, { ...LIMITS, timeoutMs: 200 }),
    "response-timeout",
  );
});
