import { assert, assertEquals, assertNotMatch } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import { sanitize } from "../../lib/http/sanitize.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { formsOf, KEY, TOKEN } from "../helpers/credentials.ts";

const same = (text: string) => text;

/** Parts of which hostile texts are made; arbitrary strings alone would hardly ever hold one. */
const PARTS = [
  "::",
  ":",
  "#",
  "##",
  "##[",
  "##vso[",
  "::error",
  "error",
  "vso",
  "[",
  "a",
  " ",
  "\n",
  "\r",
  "\t",
  "\0",
  "\u001b[2J",
  "\u009b",
  "\u200B",
  "\u202E",
  "\u2028",
  "\uFEFF",
  "\uD800",
  "\uDC00",
  "\u{1F4A9}",
  "\u{E0001}",
  "\uFDD0",
] as const;

const bytes = fc.uint8Array({ maxLength: 3000 })
  .map((array) => new TextDecoder().decode(array));

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(...PARTS),
    fc.string({ unit: ANY_CHARACTER, maxLength: 9 }),
  ),
  { maxLength: 300 },
).map((parts) => parts.join(""));

const text = fc.oneof(hostile, bytes, fc.string({ unit: ANY_CHARACTER }));

Deno.test("sanitize() leaves one short line of visible characters without commands, of any text", () => {
  fc.assert(
    fc.property(text, (text) => {
      const line = sanitize(text, same);
      assertNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u);
      assertNotMatch(line, /::[a-z]|##\[|##vso/iu);
      assert([...line].length <= 200);
      assert(line.isWellFormed());
      assertEquals(line, line.trim());
    }),
    { numRuns: 2000 },
  );
});

Deno.test("sanitize() changes nothing in its own output", () => {
  fc.assert(
    fc.property(text, (text) => {
      const line = sanitize(text, same);
      assertEquals(sanitize(line, same), line);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("sanitize() changes nothing in a short line that is harmless", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9][a-z0-9.,'ü-]{0,199}$/u),
      (line) => {
        assertEquals(sanitize(line, same), line);
      },
    ),
  );
});

Deno.test("sanitize() shows no part of a secret, wherever in a text it is", () => {
  const password = "correct horse: battery::staple ##[x";
  const redact = secretSet([KEY, TOKEN, password]).redact;
  const secrets = [...formsOf(KEY), ...formsOf(TOKEN), password];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(KEY, TOKEN, password), hostile), {
        maxLength: 5,
      }),
      (parts) => {
        const line = sanitize(parts.join(""), redact);
        assertEquals(secrets.filter((secret) => line.includes(secret)), []);
        assertNotMatch(line, /::[a-z]|##\[|##vso/iu);
        assertNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      },
    ),
    { numRuns: 1000 },
  );
});
