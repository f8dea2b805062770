import { assertEquals, assertMatch } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";
import { runScript } from "../helpers/script.ts";
import { startDemoServer } from "../../lib/demo/server.ts";

/** Runs the step on a host that has these addresses. */
async function connectStep(
  port: number,
  addresses: readonly string[],
  permission: string,
) {
  const { stdout, stderr } = await runScript(
    "attempts.ts",
    [String(port), ...addresses],
    { permissions: [permission] },
  );
  assertEquals(stderr, "");
  return JSON.parse(stdout);
}

Deno.test("connect passes where one address is alive, and names the dead one", async () => {
  await using listener = listenRaw(() => nothing);
  const { port } = listener;
  for (const dead of ["127.0.0.2", "::1"]) {
    const { outcome } = await connectStep(
      port,
      [dead, "127.0.0.1"],
      "--allow-net",
    );
    const { summary, reason, findings, details } = outcome;
    assertEquals([reason, findings], [null, []]);
    assertMatch(
      summary,
      new RegExp(`^127\\.0\\.0\\.1, port ${port}; ${dead} is dead: `, "u"),
    );
    assertEquals([details.address, details.port], ["127.0.0.1", port]);
    const tried = details.tried.toSorted().map((line: string) =>
      line.replace(/ [\d.]+ ms$/u, " N ms")
    );
    assertEquals(tried.length, 2);
    assertMatch(tried[0], /^127\.0\.0\.1: connected in N ms$/u);
    assertMatch(
      tried[1],
      / \((?:connection refused|unreachable)\), after N ms$/u,
    );
  }
});

Deno.test("diagnose() tells the addresses that it found and tried", async () => {
  await using server = await startDemoServer("healthy");
  const url = server.url.replace("127.0.0.1", "localhost");
  const diagnosis = await examine({
    ...server.environment,
    ZENML_STORE_URL: url,
    ZENML_SERVER_URL: url,
  });
  const { addresses } = stepOf(diagnosis, "dns").details;
  assertEquals(
    Array.isArray(addresses) && addresses.includes("127.0.0.1"),
    true,
  );
  const { address, tried } = stepOf(diagnosis, "connect").details;
  assertMatch(String(address), /^(?:127\.0\.0\.1|localhost)$/u);
  assertMatch(
    String(tried),
    /(?:127\.0\.0\.1|localhost): connected in [\d.]+ ms/u,
  );
});

Deno.test("diagnose() says of an address that names no machine what it is", async () => {
  const diagnosis = await examine(clientWith("http://0.0.0.0:1", KEY));
  assertMatch(
    stepOf(diagnosis, "dns").summary,
    /an address \(the unspecified address/u,
  );
});
