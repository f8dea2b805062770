import { assertEquals } from "@std/assert";
import { redactForms } from "../../lib/resolver/redaction.ts";

/** User information of any length, and what is shown. */
const TEXTS = [
  ["see https://me:hunter2@a.example/x", "see https://[redacted]@a.example/x"],
  ["see https://x@a.example", "see https://[redacted]@a.example"],
  ["see https://@a.example", "see https://[redacted]@a.example"],
  ["see https://me:a@b@a.example", "see https://[redacted]@a.example"],
  ["see https://a.example", "see https://a.example"],
  ["mail me@a.example", "mail me@a.example"],
] as const;

for (const [text, shown] of TEXTS) {
  Deno.test(`redactForms() writes '${shown}' for '${text}'`, () => {
    assertEquals(redactForms(text), shown);
  });
}
