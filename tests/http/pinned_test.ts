import { assertEquals, assertThrows } from "@std/assert";
import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { acceptOwn } from "../../lib/http/pinned.ts";
import { certificateOf } from "../helpers/certificates.ts";

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
  Deno.test(`acceptOwn() ${isFor ? "takes" : "refuses"} the certificate that is named for ${names} as that of ${host}`, () => {
    const own = new X509Certificate(
      certificateOf(typeof names === "string" ? {} : { hosts: names }).pem,
    );
    const { fingerprint256 } = own;
    const socket = {
      getPeerCertificate: () => ({ fingerprint256 }),
    } as unknown as TLSSocket;
    const accept = () => acceptOwn(socket, host, [own]);
    if (isFor) assertEquals(accept(), undefined);
    else assertThrows(accept, Error, "not valid for name");
  });
}
