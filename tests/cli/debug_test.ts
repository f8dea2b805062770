import { assertEquals, assertFalse, assertMatch } from "@std/assert";
import { closedOrigin } from "../../lib/demo/listener.ts";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

Deno.test("zenml-env doctor --debug prints a line for each request, and no header, body or secret", async () => {
  await using server = listenAsZenml();
  const { status, stdout, stderr } = await run(
    ["doctor", "--debug", "--format", "json"],
    { env: clientWith(server.url, KEY) },
  );
  assertEquals(status, 0);
  JSON.parse(stdout);
  const lines = stderr.trimEnd().split("\n");
  for (const line of lines) {
    assertMatch(
      line,
      /^(?:GET|POST) http:\/\/127\.0\.0\.1:\d+\/\S*: \d{3}, \d+ bytes, [\d.]+ m?s$/u,
    );
  }
  const words = lines.map((line) => line.replace(server.url, "").split(":")[0]);
  assertEquals(words[0], "GET /api/v1/info");
  assertEquals(words.filter((word) => word === "POST /api/v1/login").length, 1);
  assertEquals(lines.length, server.requests.length);
  assertFalse(stderr.includes(KEY) || /authorization|bearer/iu.test(stderr));
});

Deno.test("zenml-env doctor --debug says why there is no response", async () => {
  const url = closedOrigin();
  const { status, stderr } = await run(["doctor", "--debug", "--quiet"], {
    env: clientWith(url, KEY),
  });
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^GET \S+\/api\/v1\/info: nothing listens there \(connection refused\), \d+ ms\n$/u,
  );
});
