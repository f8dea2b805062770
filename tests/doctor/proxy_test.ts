import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Code } from "../../lib/codes/codes.ts";
import type { StepId } from "../../lib/codes/steps.ts";
import { failureOf } from "../../lib/http/failure.ts";
import { proxyFor } from "../../lib/http/proxy.ts";
import { despite, onTheWay } from "../../lib/doctor/proxy_failure.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { assertExamined, assertSteps, failedAt } from "../helpers/steps.ts";
import { UNKNOWN_HOST } from "../helpers/hosts.ts";

const PLAIN = "http://zenml.example.com";
const TLS = "https://zenml.example.com";

/** A failure through a proxy of a protocol, and whose it is. */
type Blame = readonly [
  failed: readonly [Code, StepId],
  protocol: string,
  url: string,
  code: Code,
];

const BLAMES: readonly Blame[] = [
  [["dns-failed", "dns"], "http", TLS, "proxy-failed"],
  [["connect-refused", "connect"], "http", PLAIN, "proxy-failed"],
  [["connect-timeout", "connect"], "socks5", TLS, "proxy-failed"],
  [["connect-reset", "connect"], "http", PLAIN, "proxy-failed"],
  [["connect-reset", "connect"], "http", TLS, "connect-reset"],
  [["connect-reset", "connect"], "socks5", PLAIN, "connect-reset"],
  [["proxy-failed", "connect"], "http", TLS, "proxy-failed"],
  [["blocked-by-proxy", "connect"], "http", TLS, "blocked-by-proxy"],
  [["permission-denied", "connect"], "socks5", TLS, "permission-denied"],
  [["tls-untrusted", "tls"], "http", TLS, "tls-untrusted"],
  [["tls-untrusted", "tls"], "https", TLS, "tls-untrusted"],
  [["tls-untrusted", "tls"], "https", PLAIN, "proxy-failed"],
  [["response-timeout", "server"], "http", TLS, "response-timeout"],
];

for (const [[code, step], protocol, url, blamed] of BLAMES) {
  Deno.test(`onTheWay() makes ${code} ${blamed} through ${protocol} to ${url}`, () => {
    const proxy = proxyFor(url, {
      ALL_PROXY: `${protocol}://me:hunter2@proxy.example.com:3128`,
    });
    const failure = { code, step, message: "the proxy and more" };
    const found = onTheWay(failure, url, proxy);
    assertEquals(found.code, blamed);
    assertStringIncludes(found.message, "proxy.example.com:3128 (ALL_PROXY)");
    assertEquals(onTheWay(failure, url, null), failure);
  });
}

Deno.test("onTheWay() and despite() blame no proxy for a port that fetch refuses", () => {
  const failure = failureOf(new TypeError("Requests to port 1 are blocked"));
  const proxy = proxyFor(PLAIN, { HTTP_PROXY: "http://proxy.example.com" });
  assertEquals(onTheWay(failure, PLAIN, proxy), failure);
  const { code } = despite("connected", failure, { knowsProxies: false });
  assertEquals(code, "connect-unreachable");
});

Deno.test("despite() blames no proxy where it is known that there is none", () => {
  const failure = {
    code: "connect-refused",
    step: "connect",
    message: "refused",
  } as const;
  const known = { knowsProxies: true };
  assertEquals(despite("connected", failure, known).code, "connect-refused");
  assertEquals(despite("no-address", failure, known), failure);
  const unknown = despite("no-address", failure, { knowsProxies: false });
  assertEquals([unknown.code, unknown.step], ["proxy-failed", "connect"]);
  assertStringIncludes(unknown.message, "a proxy may stand between");
});

Deno.test("diagnose() tries no direct way where it knows of a proxy", async () => {
  const url = "https://zenml.invalid";
  const proxies = { HTTPS_PROXY: "http://me:hunter2@127.0.0.1:1" };
  const diagnosis = await examine(clientWith(url, KEY), { proxies });
  assertEquals(stepOf(diagnosis, "dns").status, "skip");
  assertEquals(stepOf(diagnosis, "connect").details, {
    proxy: "127.0.0.1:1",
    variable: "HTTPS_PROXY",
  });
  assertSteps(diagnosis.connections[0]?.checks ?? [], {
    ...failedAt("connect"),
    dns: "skip",
  });
});

Deno.test("diagnose() knows of no proxy for what NO_PROXY names", async () => {
  const url = `http://${UNKNOWN_HOST}`;
  const proxies = { HTTP_PROXY: "http://127.0.0.1:1", NO_PROXY: "invalid" };
  const { connections } = await examine(clientWith(url, KEY), { proxies });
  assertExamined(connections[0], {
    steps: failedAt("dns"),
    found: ["dns dns-failed error"],
  });
});
