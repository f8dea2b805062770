import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { ENV_FILE_LIMIT, parseEnvFile } from "../../lib/sources/env_file.ts";

/** Lines that are no assignments, each with what it may name; none may be quoted. */
const SECRET_LINES: ReadonlyArray<readonly [string, string | null]> = [
  ["ZENML_STORE_API_KEY: s3cr3t", "ZENML_STORE_API_KEY"],
  ["ZENML_STORE_API_KEY s3cr3t", "ZENML_STORE_API_KEY"],
  ['export ZENML_API_KEY="s3cr3t', "ZENML_API_KEY"],
  ["ZENML_API_KEY='s3cr3t'x", "ZENML_API_KEY"],
  ["ZENML_STORE_KEY: s3cr3t", "ZENML_STORE_KEY"],
  ["ZENML-API-KEY=s3cr3t", null],
  ["s3cr3t", null],
  ["s3cr3t ZENML_API_KEY", null],
  ["ZENKEY_s3cr3t=", null],
  ["s3cr3t-ZENML=", null],
];

for (const [line, variable] of SECRET_LINES) {
  Deno.test({
    name: `parseEnvFile() does not quote ${line}`,
    permissions: "none",
    fn() {
      const { findings } = parseEnvFile(line, ".env");
      for (const finding of findings) assertEquals(finding.variable, variable);
      assertFalse(JSON.stringify(findings).includes("s3cr3t"));
    },
  });
}

Deno.test({
  name: "parseEnvFile() reads a text of the largest size",
  permissions: "none",
  fn() {
    const text = `A=${"b".repeat(ENV_FILE_LIMIT - 2)}`;
    assertEquals(ENV_FILE_LIMIT, 1024 * 1024);
    assertEquals(
      parseEnvFile(text, ".env").settings[0]?.value.length,
      ENV_FILE_LIMIT - 2,
    );
  },
});

Deno.test({
  name: "parseEnvFile() throws on a longer text without quoting it",
  permissions: "none",
  fn() {
    const text = "s3cr3t".padEnd(ENV_FILE_LIMIT + 1, "s3cr3t");
    const error = assertThrows(() => parseEnvFile(text, ".env"), RangeError);
    assertFalse(error.message.includes("s3cr3t"));
  },
});

/** Large texts that take hours where the work is not linear, and how many settings and findings they hold. */
const LARGE: ReadonlyArray<readonly [string, string, number, number]> = [
  ["100,000 blank lines", "\n".repeat(100_000) + "A=b", 1, 0],
  ["100,000 lines of blanks", " \t\n".repeat(100_000) + "A=b", 1, 0],
  ["100,000 unclosed double quotes", 'A="\n'.repeat(100_001), 0, 101],
  ["100,000 unclosed single quotes", "A='b\n".repeat(100_001), 0, 101],
  [
    "one unclosed quote before 100,000 lines",
    `A="\n${"B=c\n".repeat(100_000)}`,
    100_000,
    1,
  ],
  [
    "100,000 lines between two kinds of quotes",
    `A="\n${"B='\n".repeat(100_000)}`,
    0,
    101,
  ],
  ["100,000 $-signs", `A=${"$".repeat(100_000)}`, 1, 0],
  ["100,000 ${ in quotes", `A="${"${".repeat(100_000)}"`, 1, 0],
  ["100,000 values that name themselves", "A=$A\n".repeat(100_000), 100_000, 0],
  ["100,000 invalid lines", "MY-KEY=b\n".repeat(100_000), 0, 101],
  ["a large value", `A=${"b ".repeat(500_000)}`, 1, 0],
  ["a large value in quotes", `A="${"b".repeat(1_000_000)}"`, 1, 0],
  ["a large value of escapes", `A="${"\\n".repeat(500_000)}"`, 1, 0],
  ["a large value of blanks", `A="${" ".repeat(1_000_000)}"`, 1, 0],
  ["a large value of lines", `A="${"b\n".repeat(500_000)}"`, 1, 0],
  ["a large value of empty lines", `A="b${"\n".repeat(1_000_000)}"`, 1, 0],
  ["a large value of assignments", `A='${"B=c\n".repeat(250_000)}'`, 1, 0],
  ["a large name", "A".repeat(1_000_000), 0, 1],
  ["large blanks", " ".repeat(1_000_000), 0, 0],
  ["large blanks before a value", `A=${" ".repeat(1_000_000)}b`, 1, 0],
  ["large blanks behind a value", `A=b${" ".repeat(1_000_000)}c`, 1, 0],
  ["a large comment", `A=b ${"#".repeat(1_000_000)}`, 1, 0],
];

for (const [what, text, settings, findings] of LARGE) {
  Deno.test({
    name: `parseEnvFile() comes to an end with ${what}`,
    permissions: "none",
    fn() {
      assert(text.length <= ENV_FILE_LIMIT);
      const parsed = parseEnvFile(text, ".env");
      assertEquals(
        [parsed.settings.length, parsed.findings.length],
        [settings, findings],
      );
    },
  });
}
