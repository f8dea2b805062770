import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { examine, stepOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** Client, server, and what is found; the pairs were run with the real programs (after-login.md, 2). */
const PAIRS: readonly (readonly [string, string, string | null])[] = [
  ["0.98.0", "0.98.0", null],
  ["0.98.0", "0.97.0", "warning"],
  ["0.98.0", "0.94.0", "warning"],
  ["0.98.0", "0.93.0", "error"],
  ["0.98.0", "0.92.0", "error"],
  ["0.98.0", "0.91.0", "error"],
  ["0.98.0", "0.80.2", "error"],
  ["0.98.1", "0.70.0", "error"],
  ["0.97.0", "0.98.0", "warning"],
  ["0.91.0", "0.98.0", "warning"],
  ["0.90.0", "0.98.0", "error"],
  ["0.80.2", "0.98.0", "error"],
  ["0.70.0", "0.98.0", "error"],
  // Nobody has run these.
  ["0.90.0", "0.91.0", "warning"],
  ["0.85.0", "0.98.0", "warning"],
  ["1.0.0", "0.98.0", "warning"],
  ["0.98.0", "0.98.1", "info"],
  ["0.98.0", "latest", null],
  ["latest", "0.98.0", null],
  ["", "0.98.0", null],
];

const client = (url: string, version: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_KEY: KEY,
  ZENML_VERSION: version,
});

for (const [version, server, severity] of PAIRS) {
  Deno.test(`diagnose() finds ${severity ?? "nothing"} for client ${version} and server ${server}`, async () => {
    await using listener = listenAsZenml({
      info: json(200, { ...INFO, version: server }),
    });
    const diagnosis = await examine(client(listener.url, version));
    assertEquals(
      foundIn(diagnosis.connections[0]),
      severity === null ? [] : [`version version-mismatch ${severity}`],
    );
  });
}

Deno.test("diagnose() says which version is which, and installs the server's", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine(client(server.url, "0.70.0"));
  const [finding] = stepOf(diagnosis, "version").findings;
  assertStringIncludes(finding?.message ?? "", "client is ZenML 0.70.0");
  assertStringIncludes(finding?.message ?? "", "server 0.98.0");
  assertEquals(finding?.hint, "pip install 'zenml==0.98.0'");
  assertEquals(finding?.variable, "ZENML_VERSION");
});

Deno.test("diagnose() compares no client's version for Terraform", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: KEY,
    ZENML_VERSION: "0.70.0",
  });
  assertEquals(foundIn(diagnosis.connections[0]), []);
});
