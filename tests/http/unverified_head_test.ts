import { assertEquals, assertRejects } from "@std/assert";
import { unverifiedFetch } from "../../lib/http/unverified_fetch.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { hanging, http } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";

const certificate = certificateOf();

/** A header of a request, whatever the caller set, and its value. */
const HEADERS: readonly (readonly [name: string, value: RegExp])[] = [
  // Nothing is to be inflated, and the connection is for one exchange.
  ["accept-encoding", /^identity$/u],
  ["connection", /^close$/u],
  ["host", /^127\.0\.0\.1:\d+$/u],
];

for (const [name, value] of HEADERS) {
  Deno.test(`unverifiedFetch() sends a ${name} of its own`, async () => {
    await using server = listenRaw(() => http(200), certificate);
    const headers = { [name]: "x.example" };
    const { signal } = new AbortController();
    const response = await unverifiedFetch(server.url, {
      method: "GET",
      headers,
      signal,
    });
    await response.body?.cancel();
    const [sent] = server.requests;
    const lines = (sent?.text ?? "").split("\r\n")
      .filter((line) => line.toLowerCase().startsWith(`${name}:`));
    assertEquals(lines.map((line) => value.test(line.split(": ")[1] ?? "")), [
      true,
    ]);
  });
}

for (
  const [when, reply] of [
    ["before the head", hanging()],
    ["within the head", hanging("HTTP/1.1 200 OK\r\n")],
  ] as const
) {
  Deno.test(`unverifiedFetch() closes its connection when it is stopped ${when}`, async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    await using server = listenRaw(
      // It returns when the client has closed the connection.
      () => async (connection) => await reply(connection).finally(resolve),
      certificate,
    );
    const controller = new AbortController();
    const fetching = assertRejects(() =>
      unverifiedFetch(`${server.url}/x`, {
        method: "GET",
        headers: {},
        signal: controller.signal,
      })
    );
    await server.seen("/x");
    controller.abort();
    await mustEnd(
      Promise.all([fetching, gone]),
      () => void server[Symbol.asyncDispose](),
    );
  });
}

Deno.test("unverifiedFetch() sends nothing once it was stopped", async () => {
  await using server = listenRaw(() => http(200), certificate);
  await assertRejects(() =>
    unverifiedFetch(server.url, {
      method: "GET",
      headers: {},
      signal: AbortSignal.abort(),
    })
  );
  assertEquals(server.requests, []);
});
