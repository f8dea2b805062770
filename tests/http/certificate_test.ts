import { assertEquals } from "@std/assert";
import { chainIn, lookAtCertificate } from "../../lib/http/certificate.ts";
import { certificateOf, rootOf, withChain } from "../helpers/certificates.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";

const LIMITS = { timeoutMs: 20_000, signal: new AbortController().signal };

Deno.test("lookAtCertificate() finds what a server presents, and sends nothing", async () => {
  const root = rootOf("R\u001b[2J");
  const leaf = certificateOf({ name: "leaf", issuer: root });
  await using server = listenRaw(() => nothing, withChain(leaf, root));
  const presented = await lookAtCertificate(server.url, LIMITS);
  if (presented === null) throw new TypeError("There is no certificate");
  const { chain: _chain, validFrom, validTo, ...facts } = presented;
  assertEquals(facts, {
    tlsVersion: "TLSv1.3",
    subject: "leaf",
    issuer: "R\u001b[2J",
    names: ["localhost", "127.0.0.1"],
    isSelfSigned: false,
  });
  assertEquals(validFrom < new Date() && new Date() < validTo, true);
  const chain = await chainIn(presented);
  assertEquals(chain[0]?.subject, "CN=leaf");
  assertEquals(server.requests, []);
});

Deno.test("lookAtCertificate() finds a self-signed certificate", async () => {
  await using server = listenRaw(() => nothing, certificateOf());
  const presented = await lookAtCertificate(server.url, LIMITS);
  assertEquals(presented?.isSelfSigned, true);
});

Deno.test("lookAtCertificate() is null at a plain port, at a silent one, and once it is stopped", async () => {
  await using plain = listenRaw(() => nothing);
  const url = plain.url.replace("http:", "https:");
  assertEquals(await lookAtCertificate(url, LIMITS), null);
  const signal = AbortSignal.abort();
  assertEquals(await lookAtCertificate(url, { ...LIMITS, signal }), null);
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const timeoutMs = 100;
  assertEquals(
    await lookAtCertificate(`https://127.0.0.1:${silent.addr.port}`, {
      ...LIMITS,
      timeoutMs,
    }),
    null,
  );
});
