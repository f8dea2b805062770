import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { tokenOf } from "../helpers/credentials.ts";

const NOW = Date.UTC(2026, 10, 25);

/** Seconds that a token has left, and what is found. */
const LEFT = [
  [601, []],
  [600, ["token-expiring warning"]],
  [1, ["token-expiring warning"]],
  [0, ["token-expired warning"]],
  [-1, ["token-expired warning"]],
] as const;

const findingsOf = (exp: number, now?: number) =>
  resolve({
    environment: {
      ZENML_SERVER_URL: "https://zenml.example.com",
      ZENML_API_TOKEN: tokenOf({ exp }),
    },
  }, now === undefined ? {} : { now: new Date(now) }).findings
    .map(({ code, severity }) => `${code} ${severity}`);

for (const [seconds, found] of LEFT) {
  Deno.test(`resolve() finds ${found.join() || "nothing"} ${seconds} s before a token ends`, () => {
    assertEquals(findingsOf(NOW / 1000 + seconds, NOW), [...found]);
  });
}

Deno.test("resolve() judges no token by its time where it does not know the time", () => {
  for (const exp of [0, 60, NOW / 1000]) assertEquals(findingsOf(exp), []);
});

const { pem, keyPem } = certificateOf();

/** What is in ZENML_STORE_VERIFY_SSL, and what is found. */
const TEXTS = [
  ["a certificate", pem, []],
  ["a certificate and a key", pem + keyPem, ["tls-verify-invalid warning"]],
  ["a key and a certificate", keyPem + pem, ["tls-verify-invalid warning"]],
  ["a key alone", keyPem, ["tls-verify-invalid error"]],
] as const;

for (const [what, value, found] of TEXTS) {
  Deno.test(`resolve() finds ${found.join() || "nothing"} in ZENML_STORE_VERIFY_SSL with ${what}`, () => {
    const { findings } = resolve({
      environment: {
        ZENML_STORE_URL: "https://zenml.example.com",
        ZENML_STORE_API_TOKEN: tokenOf({}),
        ZENML_STORE_VERIFY_SSL: value,
      },
    });
    assertEquals(
      findings.map(({ code, severity }) => `${code} ${severity}`),
      [...found],
    );
  });
}
