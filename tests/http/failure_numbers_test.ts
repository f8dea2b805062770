import { assertEquals } from "@std/assert";
import { type Failure, failureOf } from "../../lib/http/failure.ts";

/** The numbers of the system's errors on Linux, macOS and Windows, by what they are called here. */
const NUMBERS: readonly (readonly [
  kind: Failure["kind"],
  numbers: readonly number[],
])[] = [
  ["name-not-found", [11001]],
  ["connection-refused", [111, 61, 10061]],
  ["unreachable", [113, 101, 65, 51, 10065, 10051]],
  ["connect-timeout", [110, 60, 10060]],
  ["address-unusable", [22, 13, 99, 49, 10022, 10013, 10049]],
  // Reset, aborted, and a pipe that broke as the request was written.
  ["connection-reset", [104, 103, 32, 54, 53, 10054, 10053]],
];

for (const [kind, numbers] of NUMBERS) {
  for (const number of numbers) {
    Deno.test(`failureOf() finds ${kind} in the system's error ${number}, in any language`, () => {
      const text = `client error (SendRequest): Fehler (os error ${number})`;
      assertEquals<unknown>(failureOf(new TypeError(text)), { kind });
    });
  }
}

for (
  const [code, kind] of [
    ["EAI_AGAIN", "name-not-found"],
    ["EAI_NODATA", "name-not-found"],
    ["EHOSTUNREACH", "unreachable"],
    ["EINVAL", "address-unusable"],
    ["EACCES", "address-unusable"],
    ["ECONNABORTED", "connection-reset"],
    ["EPIPE", "connection-reset"],
    ["CERT_NOT_YET_VALID", "certificate-not-yet-valid"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate-wrong-host"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate-untrusted"],
  ] as const
) {
  Deno.test(`failureOf() finds ${kind} by the code ${code}`, () => {
    assertEquals(failureOf(Object.assign(new Error("x"), { code })), { kind });
  });
}

for (const depth of [0, 1, 2, 3, 4]) {
  Deno.test(`failureOf() finds what failed behind ${depth} other errors`, () => {
    let error: Error = Object.assign(new Error("x"), { code: "ECONNREFUSED" });
    for (let count = 0; count < depth; count++) {
      error = new TypeError("fetch failed", { cause: error });
    }
    assertEquals(failureOf(error), { kind: "connection-refused" });
  });
}

Deno.test("failureOf() ends for an error that is its own cause", () => {
  const error = new TypeError("fetch failed");
  error.cause = error;
  assertEquals(failureOf(error), { kind: "not-http" });
});

Deno.test("failureOf() finds permission however deep it lies", () => {
  const denied = new Deno.errors.NotCapable("Requires net access");
  const error = new TypeError("x", {
    cause: new Error("y", { cause: denied }),
  });
  assertEquals(failureOf(error), { kind: "permission", host: null });
});
