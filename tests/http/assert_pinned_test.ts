import { assert, assertEquals, assertThrows } from "@std/assert";
import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { assertPinned } from "../../lib/http/ca.ts";
import { failureOf } from "../../lib/http/failure.ts";
import {
  type CertificateFacts,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";

/** The names of a pinned certificate, the host that is asked, and whether it is for that. */
const HOSTS: readonly (readonly [
  names: readonly string[] | "the loopback host",
  host: string,
  isFor: boolean,
])[] = [
  [["a.example"], "a.example", true],
  [["b.example", "a.example"], "a.example", true],
  [["A.Example"], "a.example", true],
  [["a.example"], "a.example.", true],
  [["*.example"], "a.example", true],
  [["*.example"], "b.a.example", false],
  [["*.example"], "example", false],
  [["*.a.example"], "a.example", false],
  [["a.*"], "a.example", false],
  [["a.example"], "b.example", false],
  [["a.example"], "aa.example", false],
  [["a.example"], "a.example.com", false],
  [["a.example"], "b.a.example", false],
  [["a.example"], "xample", false],
  [["127.0.0.1"], "127.0.0.1", false],
  [["*"], "localhost", false],
  ["the loopback host", "localhost", true],
  ["the loopback host", "127.0.0.1", true],
  ["the loopback host", "127.0.0.2", false],
  ["the loopback host", "[::1]", false],
  // The common name of all these.
  [["a.example"], "localhost", false],
];

for (const [names, host, isFor] of HOSTS) {
  Deno.test(`assertPinned() ${isFor ? "takes" : "refuses"} the certificate that is named for ${names} as that of ${host}`, () => {
    const own = new X509Certificate(
      certificateOf(typeof names === "string" ? {} : { hosts: names }).pem,
    );
    const socket = presenting(own);
    const accept = () => assertPinned(socket, host, [own]);
    if (isFor) assertEquals(accept(), undefined);
    else {assertEquals(
        failureOf(assertThrows(accept)).kind,
        "certificate-wrong-host",
      );}
  });
}

/** What the certificate that is presented is, and why it is refused. */
const REFUSED: readonly (readonly [string, CertificateFacts, string])[] = [
  ["has expired", { from: -9, to: -2 }, "certificate-expired"],
  ["is not valid yet", { from: 2 }, "certificate-not-yet-valid"],
  ["another signed", { issuer: rootOf() }, "certificate-untrusted"],
];

for (const [criterion, facts, reason] of REFUSED) {
  Deno.test(`assertPinned() refuses a certificate that is named and ${criterion}`, () => {
    const own = new X509Certificate(certificateOf(facts).pem);
    assertEquals(refusalOf(own, [own]), reason);
  });
}

Deno.test("assertPinned() refuses another certificate than those that are named", () => {
  const [own, other] = [1, 2].map(() =>
    new X509Certificate(certificateOf().pem)
  );
  assert(own && other);
  assertPinned(presenting(own), "localhost", [other, own]);
  for (const ca of [[other], []]) {
    assertEquals(refusalOf(own, ca), "certificate-untrusted");
  }
});

function refusalOf(own: X509Certificate, ca: readonly X509Certificate[]) {
  const error = assertThrows(
    () => assertPinned(presenting(own), "localhost", ca),
  );
  return failureOf(error).kind;
}

function presenting({ fingerprint256 }: X509Certificate): TLSSocket {
  return {
    getPeerCertificate: () => ({ fingerprint256 }),
  } as unknown as TLSSocket;
}
