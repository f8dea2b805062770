import { assert, assertEquals, assertMatch } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { clientVerifying, examine, stepOf } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import {
  assertExamined,
  assertSteps,
  failedAt,
  foundIn,
  HEALTHY,
} from "../helpers/steps.ts";

const root = rootOf();

Deno.test("diagnose() trusts the CA file that ZENML_STORE_VERIFY_SSL names", async () => {
  const path = await Deno.makeTempFile({ suffix: ".pem" });
  await Deno.writeTextFile(path, `# two\n${rootOf("Other").pem}${root.pem}`);
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { connections } = await examine(clientVerifying(server.url, path));
  await Deno.remove(path);
  assertExamined(connections[0], {
    steps: { ...HEALTHY, tls: "pass" },
    found: [],
  });
});

for (const isAuthority of [false, true]) {
  Deno.test(`diagnose() trusts a certificate that is self-signed and is named, ${isAuthority ? "a CA's" : "a server's"}`, async () => {
    const hosts = isAuthority ? { hosts: ["localhost"] } : {};
    const own = certificateOf({ isAuthority, ...hosts });
    await using server = listenAsZenml({}, own);
    const url = server.url.replace("127.0.0.1", "localhost");
    const { connections } = await examine(clientVerifying(url, own.pem));
    assertExamined(connections[0], {
      steps: { ...HEALTHY, tls: "pass" },
      found: [],
    });
  });
}

Deno.test("diagnose() does not trust what the certificate of a server signed, and sends nothing", async () => {
  const other = certificateOf({ name: "A server", issuer: root });
  await using server = listenAsZenml({}, certificateOf({ issuer: other }));
  const { connections } = await examine(clientVerifying(server.url, other.pem));
  assertSteps(connections[0]?.checks ?? [], failedAt("tls"));
  assertEquals(foundIn(connections[0]), ["tls tls-untrusted error"]);
  assertEquals(server.requests, []);
});

Deno.test("diagnose() refuses a named certificate of a CA for another host, and sends nothing", async () => {
  const own = certificateOf({ isAuthority: true, hosts: ["a.example"] });
  await using server = listenAsZenml({}, own);
  const { connections } = await examine(clientVerifying(server.url, own.pem));
  assertSteps(connections[0]?.checks ?? [], failedAt("tls"));
  assertEquals(foundIn(connections[0]), ["tls tls-wrong-host error"]);
  assertEquals(server.requests, []);
});

/** A CA that cannot be asked. */
const UNUSABLE: readonly (readonly [string, string, RegExp])[] = [
  ["an empty file", "", /it contains no certificate/u],
  ["a file of other text", "hello", /it contains no certificate/u],
  [
    "a file with a broken certificate",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    /cannot be read/u,
  ],
  ["a file that is cut off", root.pem.slice(0, 200), /cannot be read/u],
];

for (const [what, content, message] of UNUSABLE) {
  Deno.test(`diagnose() finds tls-verify-invalid for ${what}, as its only cause`, async () => {
    const path = await Deno.makeTempFile({ suffix: ".pem" });
    await Deno.writeTextFile(path, content);
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const diagnosis = await examine(clientVerifying(server.url, path));
    await Deno.remove(path);
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("tls"),
      found: ["tls tls-verify-invalid error"],
    });
    assertMatch(stepOf(diagnosis, "tls").findings[0]?.message ?? "", message);
    assertEquals(server.requests, []);
  });
}

Deno.test("diagnose() finds tls-verify-invalid for text that is no certificate", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { connections } = await examine(
    clientVerifying(server.url, "-----BEGIN PUBLIC KEY-----\nx"),
  );
  assertEquals(foundIn(connections[0]), ["tls tls-verify-invalid error"]);
});

Deno.test("diagnose() finds a missing CA file once", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const environment = clientVerifying(server.url, "./no-such-ca.pem");
  const unknown = await examine(environment);
  assertEquals(unknown.findings, []);
  assertEquals(foundIn(unknown.connections[0]), [
    "tls tls-verify-invalid error",
  ]);
  const known = await examine(environment, {}, { isFile: () => false });
  assertEquals(known.findings.map(({ code }) => code), ["tls-verify-invalid"]);
  assertEquals(foundIn(known.connections[0]), [
    "tls tls-untrusted error",
  ]);
});

// A path that no permission of its test names.
const unreadable = await Deno.makeTempFile({ suffix: ".pem" });
await Deno.writeTextFile(unreadable, root.pem);
Deno.test.afterAll(() => Deno.remove(unreadable));

Deno.test(
  "diagnose() finds permission-denied for a CA file that it may not read, and names the flag",
  {
    permissions: { net: ["127.0.0.1"] },
  },
  async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const diagnosis = await examine(clientVerifying(server.url, unreadable));
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("tls"),
      found: ["tls permission-denied error"],
    });
    const [finding] = stepOf(diagnosis, "tls").findings;
    assert(finding?.hint.startsWith(`--allow-read=${unreadable} `));
  },
);
