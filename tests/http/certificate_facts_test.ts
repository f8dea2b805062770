import { assertEquals } from "@std/assert";
import { chainIn, lookAtCertificate } from "../../lib/http/certificate.ts";
import {
  type Certificate,
  type CertificateFacts,
  certificateOf,
  rootOf,
  withChain,
} from "../helpers/certificates.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";

const LIMITS = { timeoutMs: 20_000, signal: new AbortController().signal };

async function presentedBy(certificate: Certificate) {
  await using server = listenRaw(() => nothing, certificate);
  const presented = await lookAtCertificate(server.url, LIMITS);
  if (presented === null) throw new TypeError("There is no certificate");
  return presented;
}

/** What a certificate says of its subject, and what it is called. */
const NAMES: readonly (readonly [CertificateFacts, string])[] = [
  [{ name: "a.example", organization: "Plum Ltd" }, "a.example"],
  [{ name: "a.example" }, "a.example"],
];

for (const [facts, name] of NAMES) {
  Deno.test(`lookAtCertificate() calls the subject ${name} of ${JSON.stringify(facts)}`, async () => {
    assertEquals((await presentedBy(certificateOf(facts))).subject, name);
  });
}

Deno.test("lookAtCertificate() finds at most twenty names", async () => {
  const hosts = Array.from({ length: 30 }, (_, index) => `h${index}.example`);
  const { names } = await presentedBy(certificateOf({ hosts }));
  assertEquals(names, hosts.slice(0, 20));
});

Deno.test("lookAtCertificate() reads at most ten certificates of a chain", async () => {
  const signers = [rootOf("CA 0")];
  for (let index = 1; index < 12; index++) {
    signers.unshift(certificateOf({
      name: `CA ${index}`,
      isAuthority: true,
      issuer: signers[0]!,
    }));
  }
  const leaf = certificateOf({ name: "leaf", issuer: signers[0]! });
  const chain = await chainIn(await presentedBy(withChain(leaf, ...signers)));
  assertEquals(chain.length, 10);
  assertEquals(chain[0]?.subject, "CN=leaf");
});

Deno.test("lookAtCertificate() stops with the signal, however much time it has", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const controller = new AbortController();
  const looking = lookAtCertificate(`https://127.0.0.1:${silent.addr.port}`, {
    timeoutMs: 60_000,
    signal: controller.signal,
  });
  using connection = await silent.accept();
  // Once the handshake has begun.
  await connection.read(new Uint8Array(1));
  controller.abort();
  assertEquals(await mustEnd(looking, () => connection.close()), null);
});
