import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { VARIABLE_NAMES } from "../../lib/codes/variables.ts";
import { resolve } from "../../lib/resolver/resolve.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { shippedRegExps } from "../helpers/regexps.ts";

/** What the patterns of values and lines are made of: words, and signs in a row. */
const PIECES = piecesOf(
  [...(await shippedRegExps()).literals.values()]
    .filter(({ paths }) =>
      paths.some((path) =>
        /^(?:lib\/(?:resolver|sources)|offline)\//u.test(path)
      )
    )
    .map(({ pattern }) => pattern),
);

function piecesOf(patterns: readonly string[]): readonly string[] {
  const words = patterns.flatMap((pattern) => {
    const plain = pattern.replaceAll(/\\[pPuxkdDwWsSbB](?:\{[^}]*\})?/gu, " ")
      .replaceAll("\\", "");
    return plain.match(/[a-z0-9_-]{2,}|[^a-z0-9_\s]{1,3}/giu) ?? [];
  });
  return [...new Set(words)];
}

/** A piece over and over, with one character changed, cut off or put in: what almost matches. */
const NEAR_MISS = fc.tuple(
  fc.constantFrom(...PIECES),
  fc.constantFrom(...PIECES),
  fc.integer({ min: 1, max: 400 }),
  fc.nat(),
  fc.constantFrom("", "x", " ", "\n", "_", "-", "=", '"', "é", "\u0000"),
).map(([piece, other, count, at, changed]) => {
  const run = piece.repeat(count);
  const place = at % (run.length + 1);
  return run.slice(0, place) + changed + run.slice(place + 1) + other;
});

Deno.test("The pieces of patterns hold what a value is told by", () => {
  for (const piece of ["ZENKEY_", "changeme", "your", "op", "://"]) {
    assert(PIECES.some((one) => one.includes(piece) || piece.includes(one)));
  }
  assert(PIECES.length > 100, `${PIECES.length}`);
});

Deno.test({
  name: "resolve() comes to an end with what almost matches its patterns",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...VARIABLE_NAMES), NEAR_MISS), {
          minLength: 1,
          maxLength: 4,
        }),
        (settings) => {
          const { findings } = resolve({
            environment: {
              ZENML_STORE_URL: "https://zenml.example.com",
              ...Object.fromEntries(settings),
            },
          });
          for (const { message, hint } of findings) {
            assertEquals(/[\r\n]/u.test(message + hint), false);
          }
        },
      ),
      { numRuns: 1000 },
    );
  },
});

Deno.test({
  name: "parseEnvFile() comes to an end with what almost matches its patterns",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            NEAR_MISS,
            NEAR_MISS.map((text) => `ZENML_STORE_API_KEY=${text}`),
            NEAR_MISS.map((text) => `export ${text}`),
          ),
          { minLength: 1, maxLength: 6 },
        ),
        fc.constantFrom("dotenv" as const, "docker" as const),
        (lines, format) => {
          const text = lines.join("\n");
          const { settings, findings } = parseEnvFile(text, ".env", format);
          const count = text.split(/\r\n?|\n/u).length;
          for (const { line } of findings) assert((line ?? 1) <= count);
          for (const { source } of settings) assertEquals(source.kind, "file");
        },
      ),
      { numRuns: 1000 },
    );
  },
});
