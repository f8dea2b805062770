/**
 * Values that are hard to quote.
 *
 * @module
 */
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";

/** A CA's certificate has this form, and often ends in a line break. */
export const PEM =
  "-----BEGIN CERTIFICATE-----\nMIIB+/aZ//8=\nAAECAwQF\n-----END CERTIFICATE-----\n";

/** Values that have broken some language, each on its own. */
export const AWKWARD: readonly string[] = [
  "plain",
  "https://zenml.example.com/a?b=c#d",
  "it's",
  'say "hi"',
  'it\'s "both"',
  "'",
  "''",
  '"',
  "`whoami`",
  "$HOME",
  "${HOME}",
  "$(whoami)",
  "$${HOME}",
  "$$${HOME}",
  "%{if}",
  "%%{if}",
  "%PATH%",
  "%0A",
  "100%",
  "a\\",
  "a\\b",
  "\\\\",
  "\\n",
  "C:\\new",
  "\\'",
  '\\"',
  "a # b",
  "a#b",
  "#",
  "!x",
  "a!b",
  "~",
  "-n",
  "*",
  "a b",
  " a ",
  "\ta\t",
  " ",
  "a\nb",
  "\na",
  "a\n",
  "\n",
  "a\r\nb",
  "a\r",
  "a\n\nB=c",
  "EOF\n<<EOF",
  "::add-mask::x",
  "a\n::error::x",
  "a\r::error::x\n--- b\n +++ c",
  "it's\n~~~ x'\n'::a::b",
  "###[error]'##'vso[x",
  "##teamcity[a]section_start:1:b\r\u001b[0K",
  "section_start:1:b",
  "::a::b::c::",
  "\u009b2J\u202e\u{e0001}##",
  "a\u2028b",
  "a\u2029b",
  "a\u0085b",
  "\ufeffa",
  "\u0001\u001b[31m\u007f",
  "\u2018a\u2019b\u201ac\u201bd",
  "\u201ca\u201d",
  "\u00d1and\u00fa",
  "e\u0301",
  "\u00e9",
  "\ud83d\ude00",
  "\udbff\udfff",
  "[redacted]",
  PEM,
];

const TRICKY = fc.string({
  unit: fc.constantFrom(
    ...Array.from("'\"`$\\{}()%#!~=<>;&|* \t\n\r:a\u2019\u201b\u0301e\u2028"),
    "${",
    "%{",
    "\\n",
    "\r\n",
    "export ",
    "]]",
  ),
  maxLength: 12,
});

/** Every text that an environment variable can hold. */
export const VALUE: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...AWKWARD), weight: 1 },
  { arbitrary: TRICKY, weight: 4 },
  { arbitrary: fc.string({ unit: ANY_CHARACTER, maxLength: 8 }), weight: 2 },
  { arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }), weight: 1 },
  {
    arbitrary: fc.tuple(TRICKY, fc.string({ unit: ANY_CHARACTER }), TRICKY)
      .map((parts) => parts.join("")),
    weight: 1,
  },
).map((text) => text.replaceAll("\0", "")).filter((text) => text !== "");

/**
 * Checks a reader that takes a process with many values at a time, and does not look for the smallest that fail.
 *
 * @param check What must hold of values.
 * @param numRuns How often.
 */
export async function forManyValues(
  check: (values: readonly string[]) => Promise<void>,
  numRuns = 10,
): Promise<void> {
  await check(AWKWARD);
  const values = fc.array(VALUE, { minLength: 100, maxLength: 200 });
  await fc.assert(fc.asyncProperty(values, check), {
    numRuns,
    endOnFailure: true,
  });
}

/**
 * Names values.
 *
 * @param values The values.
 * @returns Each with a variable of its own.
 */
export function named(
  values: readonly string[],
): readonly (readonly [variable: string, value: string])[] {
  return values.map((value, index) => [`V${index}`, value]);
}
