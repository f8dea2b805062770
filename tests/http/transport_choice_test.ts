import { assertEquals } from "@std/assert";
import { request, type Send } from "../../lib/http/request.ts";
import { openTransport } from "../../lib/http/transport.ts";
import { connectionsOver } from "../helpers/connections.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http } from "../helpers/replies.ts";

const LIMITS = { timeoutMs: 20_000, bodyBytes: 1024 };
const { signal } = new AbortController();

/** What `fetch` says of certificates that a lenient way would let pass. */
const REFUSALS = [
  ["certificate-untrusted", "invalid peer certificate: UnknownIssuer"],
  ["certificate-expired", "invalid peer certificate: certificate expired"],
  ["certificate-not-yet-valid", "invalid peer certificate: NotValidYet"],
  ["certificate-wrong-host", "invalid peer certificate: NotValidForName"],
] as const;

for (const [kind, words] of REFUSALS) {
  Deno.test(`openTransport() sends nothing past ${kind} once a request was verified`, async () => {
    await using server = listenRaw(() => http(200), certificateOf());
    let refuses = false;
    const strict: Send = () =>
      refuses
        ? Promise.reject(new Error(words))
        : Promise.resolve(new Response("hello"));
    const { url } = server;
    const { send, overruled } = await openTransport(
      url,
      { kind: "off" },
      signal,
      connectionsOver(strict),
    );
    const first = await request({ url }, LIMITS, signal, send);
    refuses = true;
    const second = await request({ url }, LIMITS, signal, send);
    const third = await request({ url }, LIMITS, signal, send);
    assertEquals([first.kind, second.kind, third.kind], [
      "response",
      kind,
      kind,
    ]);
    assertEquals(overruled(), null);
    assertEquals(server.requests, []);
  });
}

Deno.test("openTransport() changes the way of no request that began at the same time as the first one", async () => {
  await using server = listenRaw(() => http(200), certificateOf());
  const { url } = server;
  const { send } = await openTransport(url, { kind: "off" }, signal);
  const kinds = await Promise.all(
    [url, `${url}/second`].map(async (url) =>
      (await request({ url }, LIMITS, signal, send)).kind
    ),
  );
  assertEquals(kinds, ["response", "certificate-untrusted"]);
  assertEquals(server.requests.map(({ path }) => path), ["/"]);
});

Deno.test("openTransport() goes the lenient way for every request after the first", async () => {
  await using server = listenRaw(() => http(200), certificateOf());
  let verified = 0;
  const { send } = await openTransport(
    server.url,
    { kind: "off" },
    signal,
    connectionsOver(() => {
      verified++;
      return Promise.reject(
        new Error("invalid peer certificate: UnknownIssuer"),
      );
    }),
  );
  for (const path of ["/a", "/b", "/c"]) {
    await request({ url: server.url + path }, LIMITS, signal, send);
  }
  assertEquals(server.requests.map(({ path }) => path), ["/a", "/b", "/c"]);
  assertEquals(verified, 1);
});

Deno.test("openTransport() says that a CA is broken which Deno cannot use", async () => {
  const createHttpClient = Deno.createHttpClient;
  // No certificate is known that node reads and Deno does not.
  Deno.createHttpClient = () => {
    throw new TypeError("Unable to add the certificate");
  };
  try {
    const { ca } = await openTransport("https://localhost:1", {
      kind: "ca-text",
      pem: rootOf().pem,
    }, signal);
    assertEquals(ca, "broken");
  } finally {
    Deno.createHttpClient = createHttpClient;
  }
});
