import { assertEquals, assertMatch } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const root = rootOf();

/** What ZENML_STORE_VERIFY_SSL says where Deno's own roots hold the certificate, and what is found. */
const CASES: readonly (readonly [string, string | null, string[]])[] = [
  ["nothing where nothing is said", null, []],
  ["nothing where the CA vouches for it", root.pem, []],
  [
    "tls-not-verified where it is switched off",
    "false",
    ["tls-not-verified warning"],
  ],
  [
    "tls-untrusted where the client asks another CA alone",
    rootOf("Other").pem,
    ["tls-untrusted error"],
  ],
];

for (const [criterion, value, expected] of CASES) {
  Deno.test(`zenml-env doctor finds ${criterion}`, async () => {
    const file = await Deno.makeTempFile({ suffix: ".pem" });
    await Deno.writeTextFile(file, root.pem);
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const { host } = new URL(server.url);
    // The port alone is permitted: neither the certificate nor the unverified way needs more.
    const { stdout, stderr } = await run(["doctor", "--format", "json"], {
      env: {
        DENO_CERT: file,
        ...clientWith(server.url, KEY),
        ...(value === null ? {} : { ZENML_STORE_VERIFY_SSL: value }),
      },
      permissions: ["--allow-env=ZENML_*", `--allow-net=${host}`],
    });
    await Deno.remove(file);
    assertEquals(stderr, "");
    assertEquals(codesIn(readReport(stdout)), expected);
    assertMatch(stdout, /"daysLeft": 89/u);
  });
}

Deno.test("zenml-env doctor needs no more than the server's port without verification", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const { status, stdout } = await run(["doctor", "--format", "json"], {
    env: { ...clientWith(server.url, KEY), ZENML_STORE_VERIFY_SSL: "false" },
    permissions: [
      "--allow-env=ZENML_*",
      `--allow-net=${new URL(server.url).host}`,
    ],
  });
  assertEquals(status, 0);
  assertEquals(codesIn(readReport(stdout)), ["tls-not-verified warning"]);
});
