import { assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { attribute } from "../../lib/doctor/attribution.ts";
import { attributionWords } from "../../lib/doctor/attribution_text.ts";
import type { Failure } from "../../lib/http/failure.ts";
import { proxyFor } from "../../lib/http/proxy.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { assertSteps, failedAt } from "../helpers/steps.ts";

const URL = "https://zenml.example.com";

Deno.test({
  name:
    "attributionWords() names the proxy and its variable, and no password of it",
  permissions: "none",
  fn() {
    const failures: readonly Failure[] = [
      { kind: "name-not-found" },
      { kind: "connection-refused" },
      { kind: "connection-reset" },
      { kind: "proxy-failed" },
      { kind: "proxy-refused" },
      { kind: "proxy-authentication" },
      { kind: "permission", host: null },
      { kind: "certificate-untrusted" },
      { kind: "response-timeout", timeoutMs: 1000 },
    ];
    for (const protocol of ["http", "https", "socks5"]) {
      const proxy = proxyFor(URL, {
        ALL_PROXY: `${protocol}://me:hunter2@proxy.example.com:3128`,
      });
      for (const failure of failures) {
        const way = { url: URL, proxy, knowsProxies: true, probe: null };
        const { message, fix } = attributionWords(
          attribute(failure, way),
          URL,
        );
        assertStringIncludes(message, "proxy.example.com:3128 (ALL_PROXY)");
        assertFalse(`${message} ${JSON.stringify(fix)}`.includes("hunter2"));
      }
    }
  },
});

Deno.test({
  name:
    "attributionWords() says that a proxy may stand between where it is not known",
  permissions: "none",
  fn() {
    const { message } = attributionWords(
      attribute({ kind: "connection-refused" }, {
        url: URL,
        proxy: null,
        knowsProxies: false,
        probe: { addresses: ["::1"], failure: null, attempts: [] },
      }),
      URL,
    );
    assertStringIncludes(message, "a proxy may stand between");
  },
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
