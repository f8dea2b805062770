import { assertEquals } from "@std/assert";
import { certificateOf } from "../helpers/certificates.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { http, json, page } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { listenTwoFaced } from "../helpers/two_faced_listener.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

for (const status of [201, 202, 203, 206, 226, 300, 400, 404, 500]) {
  Deno.test(`diagnose() takes a server's info with status ${status} for no proof, and sends no credential`, async () => {
    await using server = listenAsZenml({ info: json(status, INFO) });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(connections[0]?.server, null);
    for (const form of formsOf(KEY)) {
      assertEquals(server.received.includes(form), false);
    }
  });
}

const certificate = certificateOf();

for (const status of [400, 401, 403, 404, 426, 429, 500, 503]) {
  Deno.test(`diagnose() ${status === 400 ? "finds" : "does not find"} tls-required where plain http gets ${status} at a port that speaks TLS, too`, async () => {
    await using server = listenTwoFaced(page(status), certificate);
    const { connections } = await examine(clientWith(server.url, KEY));
    const found = foundIn(connections[0]);
    assertEquals(found.length, 1);
    assertEquals(found.includes("tls tls-required error"), status === 400);
  });
}

Deno.test("diagnose() does not find tls-required for a bad request where the port speaks no TLS", async () => {
  await using server = listenAsZenml({ info: http(400, "Bad Request") });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(connections[0]), ["server server-not-zenml error"]);
});
