import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { bytes, hanging, nothing } from "../helpers/replies.ts";
import { assertExamined, failedAt, foundIn } from "../helpers/steps.ts";
import { untilAsked } from "../helpers/until_asked.ts";

Deno.test("diagnose() finds connect-refused where nothing listens", async () => {
  await using server = await startDemoServer("down");
  const { connections } = await examine(clientWith(server.url, KEY));
  assertExamined(connections[0], {
    steps: failedAt("connect"),
    found: ["connect connect-refused error"],
  });
});

Deno.test("diagnose() finds connect-refused whatever words the URL holds", async () => {
  await using server = await startDemoServer("down");
  for (
    const path of ["proxy", "tls-handshake", "unreachable", "decoder", "dns"]
  ) {
    const { connections } = await examine(
      clientWith(`${server.url}/${path}`, KEY),
    );
    assertExamined(connections[0], {
      steps: failedAt("connect"),
      found: ["connect connect-refused error"],
    });
  }
});

Deno.test("diagnose() finds connect-timeout where nobody answers the attempt", {
  // Linux alone drops what a full backlog cannot hold.
  ignore: Deno.build.os !== "linux",
}, async () => {
  const hostname = "127.0.0.1";
  const listener = Deno.listen({ hostname, port: 0, tcpBacklog: 1 });
  const { port } = listener.addr;
  // A backlog of one holds two.
  const held = [
    await Deno.connect({ hostname, port }),
    await Deno.connect({ hostname, port }),
  ];
  try {
    const { connections } = await examine(
      clientWith(`http://${hostname}:${port}`, KEY),
      { timeoutMs: 200 },
    );
    assertExamined(connections[0], {
      steps: failedAt("connect"),
      found: ["connect connect-timeout error"],
    });
  } finally {
    for (const connection of held) connection.close();
    listener.close();
  }
});

/** A way in which a server breaks the conversation off, and what may be found. */
type BreakCase = readonly [criterion: string, reply: Reply, found: RegExp];

// A connection was made, so that either step may say that it was closed.
const RESET = /^(?:connect|server) connect-reset error$/u;
// Deno's fetch does not tell how much of a head has come.
const CUT = /^(?:connect|server) (?:connect-reset|response-invalid) error$/u;
const TIMEOUT = /^server response-timeout error$/u;

const BREAKS: readonly BreakCase[] = [
  ["connect-reset where it is closed before the first byte", nothing, RESET],
  ["a fault where it is closed after the first byte", bytes("H"), CUT],
  [
    "a fault where it is closed within the head",
    bytes("HTTP/1.1 200 OK\r\ncontent-"),
    CUT,
  ],
  [
    "a fault where only a provisional answer came",
    bytes("HTTP/1.1 100 Continue\r\n\r\n"),
    CUT,
  ],
  ["response-timeout where it is open and silent", hanging(), TIMEOUT],
  [
    "response-timeout where the head does not end",
    hanging("HTTP/1.1 200 OK\r\n"),
    TIMEOUT,
  ],
  [
    "response-timeout where the body does not come",
    hanging("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
    TIMEOUT,
  ],
];

for (const [criterion, reply, expected] of BREAKS) {
  Deno.test(`diagnose() finds ${criterion}`, async () => {
    await using listener = listenRaw(() => reply);
    const { connections } = expected === TIMEOUT
      ? await untilAsked(
        listener,
        "/info",
        () => examine(clientWith(listener.url, KEY), { timeoutMs: 300 }),
      )
      : await examine(clientWith(listener.url, KEY));
    const found = foundIn(connections[0]);
    assertEquals(found.length, 1);
    assertMatch(found[0] ?? "", expected);
    const place = found[0]?.startsWith("connect ") ? "connect" : "server";
    assertExamined(connections[0], { steps: failedAt(place), found });
  });
}

Deno.test("diagnose() finds response-timeout with a slow server, with all that was passed", async () => {
  await using server = await startDemoServer("slow");
  const diagnosis = await untilAsked(
    server,
    "/info",
    () => examine(clientWith(server.url, KEY), { timeoutMs: 200 }),
  );
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("server"),
    found: ["server response-timeout error"],
  });
  assertMatch(stepOf(diagnosis, "server").summary, /0\.2 s/u);
});

Deno.test("diagnose() calls what another moment may fix transient", async () => {
  await using down = await startDemoServer("down");
  await using slow = await startDemoServer("slow");
  for (const { url } of [down, slow]) {
    const { connections } = await examine(clientWith(url, KEY), {
      timeoutMs: 200,
    });
    const findings = connections[0]?.checks.flatMap((one) => one.findings);
    assertEquals(findings?.map(({ transient }) => transient), [true]);
  }
});

Deno.test("diagnose() finds a port that fetch refuses, and says that waiting does not help", async () => {
  const diagnosis = await examine({ ZENML_STORE_URL: "http://127.0.0.1:9" });
  const [finding] = stepOf(diagnosis, "connect").findings;
  assertEquals(finding?.code, "connect-unreachable");
  assertStringIncludes(finding?.message ?? "", "Deno's fetch refuses");
  assertEquals(finding?.transient, false);
});
