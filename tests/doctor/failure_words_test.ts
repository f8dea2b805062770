import { assertEquals, assertMatch } from "@std/assert";
import { attribute } from "../../lib/doctor/attribution.ts";
import { failureOf } from "../../lib/http/failure.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { redirect } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const AT =
  "error sending request for url (https://proxy.example.com/tls): client error";

/** What fetch says, with the name of a host that reads like a fault, and the code. */
const TEXTS: readonly (readonly [text: string, code: string])[] = [
  [
    `${AT} (Connect): invalid peer certificate: certificate not valid for name "proxy.example.com"; certificate is only valid for DnsName("tunnel.example.com")`,
    "tls-wrong-host",
  ],
  [`${AT} (Connect): invalid peer certificate: UnknownIssuer`, "tls-untrusted"],
  [
    `${AT} (Connect): tcp connect error: Connection refused (os error 111)`,
    "connect-refused",
  ],
  [`${AT} (Connect): unexpected eof while tunneling`, "proxy-failed"],
  [`${AT} (Connect): Proxy server unreachable`, "proxy-failed"],
  [`${AT} (Connect): unsuccessful tunnel`, "blocked-by-proxy"],
  [`${AT} (Connect): proxy authentication required`, "blocked-by-proxy"],
  [
    `${AT} (Connect): invalid peer certificate: certificate not valid for name "socks.example.com"`,
    "tls-wrong-host",
  ],
  [
    `${AT} (Connect): tcp connect error: Connection timed out (os error 110)`,
    "connect-timeout",
  ],
  [
    `${AT} (Connect): tcp connect error: Invalid argument (os error 22)`,
    "connect-unreachable",
  ],
  [
    `${AT} (SendRequest): connection closed before message completed`,
    "connect-reset",
  ],
];

for (const [text, code] of TEXTS) {
  Deno.test(`failureOf() finds ${code} in '${text.slice(AT.length + 1, AT.length + 60)}'`, () => {
    const error = new TypeError("fetch failed", { cause: new Error(text) });
    const way = { url: AT, proxy: null, knowsProxies: true, probe: null };
    assertEquals(attribute(failureOf(error), way).code, code);
  });
}

Deno.test("diagnose() quotes a URL in a line to type", async () => {
  await using server = listenAsZenml({ info: redirect(302, "/login") });
  const url = `${server.url}/a;b&c`;
  const diagnosis = await examine(clientWith(url, KEY));
  const [finding] = stepOf(diagnosis, "server").findings;
  assertMatch(
    finding?.hint ?? "",
    /^curl -\w+ 'http:[^']*\/a;b&c\/api\/v1\/info'/u,
  );
});
