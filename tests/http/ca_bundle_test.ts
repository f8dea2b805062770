import { assertEquals } from "@std/assert";
import { X509Certificate } from "node:crypto";
import { readCa, vouchesFor } from "../../lib/http/ca.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const NEVER = new AbortController().signal;

const [root, other] = [rootOf("Plum root"), rootOf("Other root")];
const named = (pem: string, kind: string) =>
  pem.replaceAll(" CERTIFICATE", ` ${kind}CERTIFICATE`);
const BROKEN = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** What is in a CA, and what is read: the names of its certificates, or the problem. */
const CONTENTS: readonly (readonly [string, string, string])[] = [
  ["one certificate", root.pem, "CN=Plum root"],
  [
    "two, with words around them",
    `# a\n${root.pem}# b\n${other.pem}c`,
    [
      "CN=Plum root",
      "CN=Other root",
    ].join(),
  ],
  ["an X509 block", named(root.pem, "X509 "), "CN=Plum root"],
  ["a trusted block", named(root.pem, "TRUSTED "), "CN=Plum root"],
  [
    "line breaks of Windows",
    root.pem.replaceAll("\n", "\r\n"),
    "CN=Plum root",
  ],
  ["a key in front of it", root.keyPem + root.pem, "CN=Plum root"],
  ["a good one and a broken one", root.pem + BROKEN, "broken"],
  ["a broken one", BROKEN, "broken"],
  ["the beginning of one", root.pem.slice(0, 99), "broken"],
  ["a key alone", root.keyPem, "empty"],
  ["other words", "CERTIFICATE", "empty"],
  ["nothing", "", "empty"],
];

const inShort = (reading: Awaited<ReturnType<typeof readCa>>) =>
  typeof reading === "string"
    ? reading
    : reading.map(({ subject }) => subject).join();

for (const [what, pem, expected] of CONTENTS) {
  Deno.test(`readCa() reads ${expected} out of ${what}, as text and in a file`, async () => {
    await using folder = await temporaryFolder();
    const path = await folder.write("ca.pem", pem);
    assertEquals(
      inShort(await readCa({ kind: "ca-text", pem }, NEVER)),
      expected,
    );
    assertEquals(
      inShort(await readCa({ kind: "ca-file", path }, NEVER)),
      expected,
    );
  });
}

Deno.test("readCa() takes what is no file for missing", async () => {
  await using folder = await temporaryFolder();
  for (const path of [folder.path, `${folder.path}/none.pem`, ""]) {
    assertEquals(
      await readCa({ kind: "ca-file", path }, NEVER),
      "missing",
      path,
    );
  }
});

Deno.test("readCa() reads 4 MiB, and not a byte more", async () => {
  await using folder = await temporaryFolder();
  for (
    const [size, expected] of [[1 << 22, "CN=Plum root"], [
      (1 << 22) + 1,
      "broken",
    ]] as const
  ) {
    const path = await folder.write("ca.pem", root.pem.padEnd(size, "\n"));
    assertEquals(
      inShort(await readCa({ kind: "ca-file", path }, NEVER)),
      expected,
    );
  }
});

Deno.test({
  name: "readCa() reads nothing without permission, and asks for none",
  permissions: { read: false },
  fn: async () => {
    assertEquals(
      await readCa({ kind: "ca-file", path: "/ca.pem" }, NEVER),
      "denied",
    );
  },
});

const impostor = rootOf("Plum root");
const middle = certificateOf({
  name: "Middle",
  isAuthority: true,
  issuer: root,
});
const leaf = certificateOf({ issuer: middle });

/** A CA, a server's chain, and whether the one vouches for the other. */
const VOUCHING = [
  ["the root for what it signed", [root], [middle], true],
  ["the root for a chain", [root], [leaf, middle], true],
  ["the root for a chain without its middle", [root], [leaf], false],
  ["the middle for what it signed", [middle], [leaf], true],
  ["one of two", [other, root], [middle], true],
  ["a certificate for itself", [leaf], [leaf], true],
  ["a root for itself", [root], [root], true],
  ["another root of the same name", [impostor], [middle], false],
  ["another root", [other], [leaf, middle], false],
  ["what was signed for its signer", [middle], [root], false],
  ["no root", [], [leaf], false],
  ["the root for no chain", [root], [], false],
] as const;

for (const [who, ca, chain, expected] of VOUCHING) {
  Deno.test(`vouchesFor() says ${expected} for ${who}`, () => {
    const read = (all: readonly { readonly pem: string }[]) =>
      all.map(({ pem }) => new X509Certificate(pem));
    assertEquals(vouchesFor(read(ca), read(chain)), expected);
  });
}
