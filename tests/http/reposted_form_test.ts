import { assertEquals, assertNotEquals } from "@std/assert";
import { request, sendByFetch } from "../../lib/http/request.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { listenAndRefuse } from "../helpers/http2_refuser.ts";

const root = rootOf();
const certificate = certificateOf({ issuer: root });
const LIMITS = { timeoutMs: 20_000, bodyBytes: 1024 };

for (const refusal of ["refused-stream", "go-away"] as const) {
  Deno.test(`request() posts a form once, though HTTP/2 lets it post again after ${refusal}`, async () => {
    await using server = listenAndRefuse(certificate, refusal);
    using client = Deno.createHttpClient({ caCerts: [root.pem] });
    const { kind } = await request(
      { url: `${server.url}/api/v1/login`, form: { password: "x" } },
      LIMITS,
      new AbortController().signal,
      (url, init) => sendByFetch(url, init, client),
    );
    assertNotEquals(kind, "response");
    assertEquals(server.requests(), 1);
  });
}
