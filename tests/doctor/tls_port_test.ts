import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { certificateOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { assertExamined, failedAt, foundIn } from "../helpers/steps.ts";

Deno.test("diagnose() finds tls-not-spoken where https leads to a plain port", async () => {
  const plain = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("x"),
  );
  const url = `https://127.0.0.1:${plain.addr.port}`;
  const diagnosis = await examine(clientWith(url, KEY));
  await plain.shutdown();
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("tls"),
    found: ["tls tls-not-spoken error"],
  });
  assertMatch(
    stepOf(diagnosis, "tls").findings[0]?.hint ?? "",
    /^export ZENML_STORE_URL=http:/u,
  );
});

Deno.test("diagnose() finds tls-required where http leads to a TLS port", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const url = server.url.replace("https:", "http:");
  const diagnosis = await examine(clientWith(url, KEY));
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("tls"),
    found: ["tls tls-required error"],
  });
  assertEquals(
    stepOf(diagnosis, "tls").findings[0]?.hint,
    `export ZENML_STORE_URL=${server.url}`,
  );
  assertEquals(server.requests, []);
});

Deno.test("diagnose() finds no tls-required where a plain port breaks off", async () => {
  await using server = listenRaw(() => nothing);
  const { connections } = await examine(clientWith(server.url, KEY), {
    timeoutMs: 300,
  });
  assertNotMatch(foundIn(connections[0]).join(), /tls/u);
});

Deno.test("diagnose() finds tls-failed where the server sends an alert, and names it", async () => {
  const alert = Uint8Array.of(0x15, 3, 3, 0, 2, 2, 40);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(4096));
      await connection.write(alert).catch(() => {});
      connection.close();
    }
  })();
  const url = `https://127.0.0.1:${listener.addr.port}`;
  const diagnosis = await examine(clientWith(url, KEY));
  listener.close();
  await serving;
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("tls"),
    found: ["tls tls-failed error"],
  });
  assertMatch(
    stepOf(diagnosis, "tls").findings[0]?.message ?? "",
    /fatal alert: HandshakeFailure$/u,
  );
});

Deno.test("diagnose() does not wait for a certificate that does not come", async () => {
  // The system takes the connections, and nobody ever looks at them.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `https://127.0.0.1:${listener.addr.port}`;
  const { connections } = await examine(clientWith(url, KEY), {
    timeoutMs: 300,
  });
  assertEquals(foundIn(connections[0]), [
    "server response-timeout error",
  ]);
});
