import { assertEquals } from "@std/assert";
import { format, inspect } from "node:util";
import { Secret } from "../../mod.ts";

const secret = new Secret("hunter2-hunter2");

/** Each way in which a secret may be printed. */
const WAYS: Readonly<Record<string, () => string>> = {
  "String()": () => String(secret),
  "a template": () => `${secret}`,
  "JSON": () => JSON.parse(JSON.stringify(secret)),
  "JSON of what holds it": () => JSON.parse(JSON.stringify({ secret })).secret,
  "Deno's inspection": () => Deno.inspect(secret),
  "node's inspection": () => inspect(secret),
  "node's inspection, with all that is hidden": () =>
    inspect(secret, { showHidden: true, depth: null }),
  "node's format": () => format("%s", secret),
  // Deno's node:util has ways of its own.
  "the method that node calls": () =>
    Reflect.get(secret, Symbol.for("nodejs.util.inspect.custom"))(),
};

for (const [way, print] of Object.entries(WAYS)) {
  Deno.test(`Secret prints as [redacted] by ${way}`, () => {
    assertEquals(print(), "[redacted]");
  });
}

Deno.test("Secret shows no value among its properties", () => {
  assertEquals(JSON.stringify(Object.entries(secret)), "[]");
  assertEquals(JSON.stringify({ ...secret }), "{}");
});
