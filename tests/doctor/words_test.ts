import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  attributionWords,
  avoidProxy,
} from "../../lib/doctor/attribution_text.ts";
import { failureText } from "../../lib/doctor/failure_text.ts";
import { reportedFindings, selectionOf } from "../../lib/doctor/selection.ts";
import type { Proxy } from "../../lib/http/proxy.ts";
import { resolve } from "../../mod.ts";

const PROXY: Proxy = {
  protocol: "http",
  hostname: "proxy.example.com",
  port: 3128,
  host: "proxy.example.com:3128",
  variable: "HTTPS_PROXY",
};

Deno.test("failureText() writes sizes in KiB, and times in seconds", () => {
  assertStringIncludes(
    failureText({ kind: "response-too-large", limitBytes: 1_048_576 }),
    "1024 KiB",
  );
  assertStringIncludes(
    failureText({ kind: "response-timeout", timeoutMs: 1500 }),
    "1.5 s",
  );
  assertStringIncludes(
    failureText({ kind: "connect-timeout", timeoutMs: 1500 }),
    "1.5 s",
  );
});

Deno.test("failureText() tells an address that was given up for another from one that did not respond", () => {
  const text = failureText({
    kind: "connect-timeout",
    timeoutMs: 30,
    afterAnother: true,
  });
  assertStringIncludes(text, "another address");
  assertStringIncludes(text, "30 ms");
});

/** A host as URLs write it, and as NO_PROXY takes it. */
for (
  const [hostname, host] of [
    ["zenml.example.com", "zenml.example.com"],
    ["[::1]", "::1"],
    ["127.0.0.1", "127.0.0.1"],
  ] as const
) {
  Deno.test(`avoidProxy() adds ${host} to NO_PROXY for ${hostname}`, () => {
    assertEquals(
      JSON.stringify(avoidProxy(hostname, "HTTP_PROXY")).includes(`"${host}"`),
      true,
    );
  });
}

for (const kind of ["fault", "refusal"] as const) {
  Deno.test(`attributionWords() names the variable of the proxy whose ${kind} it was`, () => {
    const { origin } = attributionWords({
      kind: "failure",
      code: kind === "fault" ? "proxy-failed" : "blocked-by-proxy",
      step: "connect",
      failure: {
        kind: kind === "fault" ? "proxy-failed" : "proxy-refused",
      },
      proxyPart: { kind, proxy: PROXY },
    }, "https://zenml.example.com");
    assertEquals(origin, {
      variable: "HTTPS_PROXY",
      source: { kind: "environment" },
    });
  });
}

Deno.test("reportedFindings() keeps of a configuration that was skipped only what ends everything", () => {
  const codes = (environment: Readonly<Record<string, string>>) =>
    reportedFindings(
      resolve({ environment }).findings,
      selectionOf({ skip: ["config"] }),
    ).map(({ code, severity }) => `${code} ${severity}`);
  const url = "https://zenml.example.com";
  assertEquals(codes({ ZENML_STORE_URL: "zenml.example.com" }), [
    "url-scheme-missing error",
  ]);
  // The same code as a warning ends nothing.
  assertEquals(
    codes({ ZENML_STORE_URL: url, ZENML_PRO_API_URL: "pro.example.com" }),
    [],
  );
  assertEquals(codes({ ZENML_STORE_URL: `${url}/` }), []);
});

Deno.test("selectionOf() runs nothing that needs, however far off, what was skipped", () => {
  assertEquals([...selectionOf({ skip: ["target"] }).steps], []);
  const { steps } = selectionOf({ only: ["rotation"], skip: ["server"] });
  assertEquals([...steps], []);
  assertEquals([...selectionOf({ offline: true }).steps], ["target"]);
});
