import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

// Listening before the test, whose permission names the port.
const server = listenAsZenml();
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

Deno.test(
  "diagnose() says that the permission for a port does not include to look up the host",
  {
    permissions: { net: [`localhost:${server.port}`] },
  },
  async () => {
    const url = server.url.replace("127.0.0.1", "localhost");
    const diagnosis = await examine(clientWith(url, KEY));
    const { status, findings } = stepOf(diagnosis, "dns");
    assertEquals(
      [status, findings.map(({ code, severity }) => `${code} ${severity}`)],
      ["skip", ["permission-denied info"]],
    );
    assertEquals(findings[0]?.hint.includes("--allow-net=localhost"), true);
    assertEquals(stepOf(diagnosis, "login").status, "pass");
  },
);
