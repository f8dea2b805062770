import { assert, assertEquals } from "@std/assert";
import { shellWord } from "../../lib/finding/quoting.ts";
import {
  type CertificateFacts,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";
import { clientVerifying, examine, stepOf } from "../helpers/examination.ts";
import { foundIn } from "../helpers/steps.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const root = rootOf();

/** The days that a certificate has left, and whether it expires soon. */
const LIVES: readonly (readonly [days: number, soon: boolean])[] = [
  [0.1, true],
  [0.9, true],
  [1.5, true],
  [13.5, true],
  [14.5, false],
  [90.5, false],
];

for (const [to, soon] of LIVES) {
  Deno.test(`diagnose() ${soon ? "finds" : "does not find"} tls-expiring ${to} days before the end`, async () => {
    await using server = listenAsZenml(
      {},
      certificateOf({ issuer: root, to }),
    );
    const diagnosis = await examine(clientVerifying(server.url, root.pem));
    assertEquals(
      foundIn(diagnosis.connections[0]),
      soon ? ["tls tls-expiring warning"] : [],
    );
    assertEquals(stepOf(diagnosis, "tls").details["daysLeft"], Math.floor(to));
  });
}

/** A certificate that the client trusts, how it verifies, and whether that counts as verified. */
const VERIFIED: readonly (readonly [
  string,
  CertificateFacts,
  value: (pem: string) => string,
  verified: boolean,
])[] = [
  ["signed by the CA", { issuer: root }, () => root.pem, true],
  ["its own", {}, (pem) => pem, true],
  // Deno's fetch refuses a CA's certificate; that it is the one that was named is verified all the same.
  [
    "its own, a CA's",
    { isAuthority: true, hosts: ["localhost"] },
    (pem) => pem,
    true,
  ],
  ["not verified", {}, () => "false", false],
];

for (const [what, facts, value, verified] of VERIFIED) {
  Deno.test(`diagnose() says that a certificate ${what} is ${verified ? "" : "not "}verified`, async () => {
    const certificate = certificateOf(facts);
    await using server = listenAsZenml({}, certificate);
    const url = server.url.replace("127.0.0.1", "localhost");
    const diagnosis = await examine(
      clientVerifying(url, value(certificate.pem)),
    );
    const { details, status } = stepOf(diagnosis, "tls");
    assertEquals(details["verified"], verified);
    assertEquals(status, verified ? "pass" : "warn");
  });
}

Deno.test("diagnose() finds what is wrong in a CA file that the resolver took for missing", async () => {
  for (const content of ["", "hello", root.pem.slice(0, 200)]) {
    const path = await Deno.makeTempFile({ suffix: ".pem" });
    await Deno.writeTextFile(path, content);
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const { connections } = await examine(
      clientVerifying(server.url, path),
      {},
      {
        isFile: () => false,
      },
    );
    await Deno.remove(path);
    assertEquals(foundIn(connections[0]), ["tls tls-verify-invalid error"]);
  }
});

Deno.test("diagnose() finds a broken CA for the client alone", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const diagnosis = await examine(
    clientVerifying(server.url, root.pem.slice(0, 99)),
  );
  const [finding] = stepOf(diagnosis, "tls").findings;
  assertEquals([finding?.code, finding?.consumers, finding?.variable], [
    "tls-verify-invalid",
    ["client"],
    "ZENML_STORE_VERIFY_SSL",
  ]);
});

// A path that no permission of its test names, and no shell takes for one word.
const folder = await Deno.makeTempDir();
const unreadable = `${folder}/my CA's (1).pem`;
await Deno.writeTextFile(unreadable, root.pem);
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

Deno.test("diagnose() quotes the path of a CA file in the flag that it names", {
  permissions: { net: ["127.0.0.1"] },
}, async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const diagnosis = await examine(clientVerifying(server.url, unreadable));
  const [finding] = stepOf(diagnosis, "tls").findings;
  assertEquals(finding?.code, "permission-denied");
  const flag = `--allow-read=${shellWord(unreadable)}`;
  assert(finding?.hint.includes(flag), finding?.hint);
  assert(flag.includes("'"));
});
