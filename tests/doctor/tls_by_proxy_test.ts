import { assertEquals } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const root = rootOf();

/** The proxy of a run, and whether the certificate that a direct look finds is what the requests meet. */
const PROXIES = [
  ["no proxy", {}, true],
  ["a proxy", { HTTPS_PROXY: "http://proxy.example.com:3128" }, false],
  ["a proxy for http alone", { HTTP_PROXY: "http://x.example:3128" }, true],
  [
    "an exemption",
    { HTTPS_PROXY: "http://x.example:3128", NO_PROXY: "127.0.0.1" },
    true,
  ],
] as const;

for (const [what, proxies, isSeen] of PROXIES) {
  Deno.test(`diagnose() ${isSeen ? "looks" : "does not look"} at a certificate directly with ${what}`, async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const diagnosis = await examine({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: root.pem,
    }, { proxies });
    const { details, status } = stepOf(diagnosis, "tls");
    assertEquals(
      [status, details["verified"], details["subject"] ?? null],
      ["pass", true, isSeen ? "localhost" : null],
    );
  });
}
