import { assert, assertEquals } from "@std/assert";
import { X509Certificate } from "node:crypto";
import { assertPinned, readCa, vouchesFor } from "../../lib/http/ca.ts";
import { failureOf } from "../../lib/http/failure.ts";
import { openTls } from "../../lib/http/unverified_fetch.ts";
import {
  type Certificate,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";

const NEVER = new AbortController().signal;

const read = ({ pem }: Certificate) => new X509Certificate(pem);

/** Connects to a server with a certificate, and returns why it is refused under a name, or null. */
async function refusalOf(
  presented: Certificate,
  host: string,
  ca: readonly Certificate[],
): Promise<string | null> {
  await using server = listenRaw(() => nothing, presented);
  const socket = await openTls(server.url, new AbortController().signal);
  try {
    assertPinned(socket, host, ca.map(read));
    return null;
  } catch (error) {
    return failureOf(error).kind;
  } finally {
    socket.destroy();
  }
}

const own = certificateOf({
  isAuthority: true,
  hosts: ["a.example", "*.b.example", "C.example"],
});
const withAddress = certificateOf({ name: "cn.example" });

/** A certificate, a host, and why it is refused. */
const HOSTS: readonly (readonly [Certificate, string, string | null])[] = [
  [own, "a.example", null],
  [own, "A.EXAMPLE", null],
  [own, "c.example", null],
  [own, "x.b.example", null],
  [own, "b.example", "certificate-wrong-host"],
  [own, "x.y.b.example", "certificate-wrong-host"],
  [own, "other.example", "certificate-wrong-host"],
  [own, "127.0.0.1", "certificate-wrong-host"],
  [withAddress, "127.0.0.1", null],
  [withAddress, "localhost", null],
  [withAddress, "127.0.0.2", "certificate-wrong-host"],
  [withAddress, "[::1]", "certificate-wrong-host"],
  // The common name does not count, besides alternative names or without any.
  [withAddress, "cn.example", "certificate-wrong-host"],
  [rootOf("localhost"), "localhost", "certificate-wrong-host"],
];

for (const [certificate, host, refusal] of HOSTS) {
  const names = read(certificate).subjectAltName ?? "no alternative name";
  Deno.test(`assertPinned() ${refusal ? "refuses" : "accepts"} ${host} for ${names}`, async () => {
    assertEquals(await refusalOf(certificate, host, [certificate]), refusal);
  });
}

Deno.test("assertPinned() accepts one of many certificates", async () => {
  const ca = [rootOf("One"), withAddress, rootOf("Two")];
  assertEquals(await refusalOf(withAddress, "localhost", ca), null);
});

Deno.test("assertPinned() refuses what was not named, even under the same name", async () => {
  const hosts = ["localhost"];
  const named = certificateOf({ name: "R", isAuthority: true, hosts });
  const presented = certificateOf({ name: "R", isAuthority: true, hosts });
  assertEquals(
    await refusalOf(presented, "localhost", [named]),
    "certificate-untrusted",
  );
});

Deno.test("assertPinned() refuses a certificate that another of its name signed", async () => {
  const presented = certificateOf({ name: "R", issuer: rootOf("R") });
  assertEquals(
    await refusalOf(presented, "localhost", [presented]),
    "certificate-untrusted",
  );
});

for (
  const [facts, kind] of [
    [{ from: -9, to: -1 }, "certificate-expired"],
    [{ from: 5 }, "certificate-not-yet-valid"],
  ] as const
) {
  Deno.test(`assertPinned() finds ${kind}`, async () => {
    const pinned = certificateOf(facts);
    assertEquals(await refusalOf(pinned, "localhost", [pinned]), kind);
  });
}

Deno.test("vouchesFor() needs the key of a CA, not its name", () => {
  const root = rootOf("R");
  const chain = [read(certificateOf({ issuer: root }))];
  assert(vouchesFor([read(rootOf("Other")), read(root)], chain));
  assert(!vouchesFor([read(rootOf("R"))], chain));
  assert(vouchesFor(chain, chain));
  assert(!vouchesFor([], chain));
});

Deno.test("vouchesFor() lets only a CA sign, and only what leads to the server's own certificate", () => {
  const root = rootOf("R");
  const middle = certificateOf({ name: "M", isAuthority: true, issuer: root });
  const server = certificateOf({ name: "S", issuer: middle });
  const signed = certificateOf({ issuer: server });
  const [top, ...chain] = [root, middle, server, signed].map(read);
  const [first, second, third] = chain;
  assert(top && first && second && third);
  assert(vouchesFor([top], [second, first]));
  assert(!vouchesFor([top], [second]));
  assert(!vouchesFor([second], [third]));
  assert(!vouchesFor([top], [third, second, first]));
  // Whoever presents it adds what another signed.
  const stranger = read(certificateOf({ issuer: rootOf("X") }));
  assert(!vouchesFor([top], [stranger, first]));
});

const root = rootOf();

/** A text, and how many certificates it holds, or why none. */
const TEXTS: readonly (readonly [string, string, number | string])[] = [
  ["a certificate", root.pem, 1],
  ["certificates among comments", `# one\n${root.pem}# two\n${own.pem}`, 2],
  [
    "a TRUSTED CERTIFICATE block",
    root.pem.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE"),
    1,
  ],
  [
    "an X509 CERTIFICATE block",
    root.pem.replaceAll("CERTIFICATE", "X509 CERTIFICATE"),
    1,
  ],
  ["a key alone", root.keyPem, "empty"],
  ["no text", "", "empty"],
  ["a certificate that is cut off", root.pem.slice(0, 200), "broken"],
  [
    "a good and a broken certificate",
    `${root.pem}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`,
    "broken",
  ],
];

for (const [what, pem, expected] of TEXTS) {
  Deno.test(`readCa() finds ${expected} in ${what}, as text and in a file`, async () => {
    const path = await Deno.makeTempFile({ suffix: ".pem" });
    try {
      await Deno.writeTextFile(path, pem);
      for (
        const verification of [
          { kind: "ca-text", pem },
          { kind: "ca-file", path },
        ] as const
      ) {
        const ca = await readCa(verification, NEVER);
        assertEquals(typeof ca === "string" ? ca : ca.length, expected);
      }
    } finally {
      await Deno.remove(path);
    }
  });
}

Deno.test("readCa() finds a file missing that is not there, or is a folder", async () => {
  for (const path of ["./no-such-ca.pem", "."]) {
    assertEquals(await readCa({ kind: "ca-file", path }, NEVER), "missing");
  }
});

Deno.test("readCa() finds denied what it may not read", {
  permissions: { read: [] },
}, async () => {
  const path = "/etc/hosts";
  assertEquals(await readCa({ kind: "ca-file", path }, NEVER), "denied");
});
