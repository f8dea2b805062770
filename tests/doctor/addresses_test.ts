import { assertEquals, assertMatch } from "@std/assert";
import { failureOf } from "../../lib/http/failure.ts";
import { uselessnessOfAll } from "../../lib/http/reserved_address.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";
import { runScript } from "../helpers/script.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { UNKNOWN_HOST } from "../helpers/hosts.ts";

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

Deno.test("checkConnect() passes where one address is alive, and names the dead one", async () => {
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

Deno.test("checkConnect() chooses no address that the permissions do not name", async () => {
  await using listener = listenRaw(() => nothing);
  const { probe } = await connectStep(
    listener.port,
    ["127.0.0.1"],
    `--allow-net=${UNKNOWN_HOST}`,
  );
  assertEquals(probe.attempts.length, 1);
  assertEquals(probe.attempts[0].address, UNKNOWN_HOST);
  assertEquals(probe.failure.code, "dns-failed");
  assertEquals(await listener.countConnections(), 0);
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

/** Addresses of a host, and what is said of them. */
const USELESS: readonly (readonly [
  addresses: readonly string[],
  said: RegExp | null,
])[] = [
  [[], null],
  [["127.0.0.1"], null],
  [["0.0.0.0", "10.0.0.1"], null],
  [["169.254.10.20"], null],
  [["2001:db8::1"], null],
  [["0.0.0.0"], /^0\.0\.0\.0 is the unspecified address/u],
  [["::"], /^:: is the unspecified address/u],
  [["0.0.0.0", "::"], /unspecified.*; :: is the unspecified/u],
  [["255.255.255.255"], /broadcast/u],
  [["224.0.0.1"], /multicast/u],
  [["ff02::1"], /multicast/u],
  [["fe80::1"], /link-local address without a zone/u],
  [["fe80::1%eth0"], null],
];

for (const [addresses, said] of USELESS) {
  Deno.test(`uselessnessOfAll() says ${said ?? "nothing"} of '${addresses}'`, () => {
    const words = uselessnessOfAll(addresses);
    if (said === null) assertEquals(words, null);
    else assertMatch(words ?? "", said);
  });
}

Deno.test("failureOf() finds connect-unreachable for an address that the system refuses", () => {
  const text =
    "error sending request for url (http://[fe80::1]/): client error (Connect): tcp connect error: Invalid argument (os error 22)";
  const error = new TypeError("fetch failed", { cause: new Error(text) });
  assertEquals(failureOf(error).code, "connect-unreachable");
});

Deno.test("diagnose() says of an address that names no machine what it is", async () => {
  const diagnosis = await examine(clientWith("http://0.0.0.0:1", KEY));
  assertMatch(
    stepOf(diagnosis, "dns").summary,
    /an address \(the unspecified address/u,
  );
});
