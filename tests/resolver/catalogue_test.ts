import { assertEquals, assertMatch } from "@std/assert";
import { type Code, CODE_NAMES, CODES } from "../../lib/codes/codes.ts";

/** What time alone may fix: `--wait` goes on for these, and ends for every other. */
const TRANSIENT: readonly Code[] = [
  "deadline-exceeded",
  "dns-failed",
  "connect-refused",
  "connect-unreachable",
  "connect-timeout",
  "connect-reset",
  "proxy-failed",
  "response-timeout",
  "server-error",
  "server-not-ready",
  "rate-limited",
  "pro-control-plane-unreachable",
];

Deno.test("CODES calls transient what time alone may fix", () => {
  assertEquals(
    new Set(CODE_NAMES.filter((code) => CODES[code].transient)),
    new Set(TRANSIENT),
  );
});

/** How grave each code is unless a finding says otherwise; every other is an error. */
const MILDER = {
  warning: [
    "url-trailing-slash",
    "url-has-path",
    "url-insecure",
    "value-empty",
    "credential-ambiguous",
    "key-in-token-variable",
    "token-expiring",
    "variable-misspelled",
    "variable-overridden",
    "variable-duplicate",
    "file-invalid",
    "client-is-server",
    "url-host-rewritten",
    "url-loopback-in-container",
    "tls-expiring",
    "tls-not-verified",
    "tls-trusted-here-only",
    "proxy-differs",
    "clock-skew",
    "key-rotating",
    "key-old",
    "project-missing",
    "version-mismatch",
  ],
  info: [
    "value-shadowed",
    "credentials-differ",
    "server-without-login",
    "account-is-user",
    "file-dialect",
  ],
} as const satisfies Record<string, readonly Code[]>;

for (const [severity, codes] of Object.entries(MILDER)) {
  Deno.test(`CODES calls no more than the known codes ${severity}`, () => {
    assertEquals(
      new Set(CODE_NAMES.filter((code) => CODES[code].severity === severity)),
      new Set<Code>(codes),
    );
  });
}

Deno.test("CODES say what a report without errors does not promise", () => {
  assertMatch(CODES["project-forbidden"].why, /promises .*not .*create/u);
  assertMatch(CODES["stack-unknown"].why, /promises .*not .*integrations/u);
});
