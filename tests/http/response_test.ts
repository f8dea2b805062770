import { assertEquals } from "@std/assert";
import { describeStatus, retryAfterMs } from "../../lib/http/response.ts";

Deno.test("describeStatus() names the statuses that have a name", () => {
  assertEquals(describeStatus(404), "404 Not Found");
  assertEquals(describeStatus(599), "599");
});

const NOW = Date.UTC(2026, 0, 1);

/** A value of `Retry-After`, a status, and how long it is. */
const WAITS: readonly (readonly [string | null, number, number])[] = [
  [null, 503, 0],
  ["", 503, 0],
  ["5", 503, 5000],
  [" 5 ", 429, 5000],
  ["5", 200, 0],
  ["-5", 503, 0],
  ["1.5", 503, 0],
  ["soon", 503, 0],
  ["99999999999", 503, 0],
  ["Thu, 01 Jan 2026 00:00:09 GMT", 503, 9000],
  ["Wed, 31 Dec 2025 23:59:59 GMT", 503, 0],
];

for (const [value, status, wait] of WAITS) {
  Deno.test(`retryAfterMs() is ${wait} for '${value}' with ${status}`, () => {
    const headers = { get: () => value };
    const response = { kind: "response", text: "", receivedAt: NOW } as const;
    assertEquals(retryAfterMs({ ...response, status, headers }), wait);
  });
}
