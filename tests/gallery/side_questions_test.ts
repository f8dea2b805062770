import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { nothing, page } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { isSlow } from "./case.ts";
import { GALLERY } from "./gallery.ts";
import { measure } from "./measured.ts";
import { foundIn } from "../helpers/steps.ts";

Deno.test("diagnose() does not depend on /ready", async () => {
  for (const one of GALLERY.filter((one) => !isSlow(one))) {
    const { diagnosis } = await measure(one, "ready");
    const found = foundIn(diagnosis.connections[0]);
    assertEquals(found.filter((one) => !one.includes("not-ready")), []);
  }
});

Deno.test("diagnose() does not ask a server that is not ZenML Pro for its /health", async () => {
  await using server = listenAsZenml({ health: nothing });
  await examine(clientWith(server.url, KEY));
  assertEquals(
    server.requests.filter(({ path }) => path.includes("health")),
    [],
  );
});

Deno.test("diagnose() takes no page for the word that the server is ready", async () => {
  // Servers before 0.84 answer so.
  await using server = listenAsZenml({ ready: page(200) });
  const diagnosis = await examine(clientWith(server.url, KEY));
  const { status, details } = stepOf(diagnosis, "server");
  assertEquals([status, details["ready"]], ["pass", null]);
});
