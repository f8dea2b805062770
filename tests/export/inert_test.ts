import { assertEquals, assertMatch } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { isInert } from "../../lib/http/inert.ts";
import { DOTENV } from "../../lib/export/dotenv.ts";
import { POWERSHELL } from "../../lib/export/powershell.ts";
import { SHELL } from "../../lib/export/shell.ts";
import type { Syntax } from "../../lib/export/syntax.ts";
import { TFVARS } from "../../lib/export/tfvars.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { assertInert, COMMANDS, SEPARATORS } from "../helpers/ci_commands.ts";
import { PEM } from "./values.ts";

/** Syntaxes with an escape for every character. */
const SYNTAXES: Readonly<Record<string, Syntax>> = {
  SHELL,
  POWERSHELL,
  TFVARS,
};

const VALUES = COMMANDS.flatMap((command) =>
  SEPARATORS.flatMap((separator) => [
    `${separator}${command}`,
    `it's${separator}${command}`,
  ])
).filter((value) => !value.includes("\0") && value.isWellFormed());

for (const [name, syntax] of Object.entries(SYNTAXES)) {
  Deno.test(`${name} writes no value so that it would act in a log`, () => {
    for (const value of VALUES) {
      assertInert(syntax.assign("A", value) ?? "");
      assertInert(syntax.comment(value));
    }
    const value = fc.array(fc.constantFrom(...COMMANDS, ...SEPARATORS))
      .map((parts) => parts.join("").replaceAll("\0", ""))
      .filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(value, (value) => {
        assertInert(syntax.assign("A", value) ?? "");
      }),
      { numRuns: 500 },
    );
  });
}

Deno.test("DOTENV writes a value in one line where one of its lines would act in a log", () => {
  for (
    const value of ["a\n::error::x", "a\n--- b", "a\n  +++ b", "\n~~~ a\nb"]
  ) {
    const line = DOTENV.assign("A", value);
    assertEquals(line, `A="${value.replaceAll("\n", "\\n")}"\n`);
    assertInert(line ?? "");
  }
});

Deno.test("isInert() finds every value that would act, and none that is ordinary", () => {
  for (const command of COMMANDS) {
    for (const before of ["", "a\n", "  ", "a\r", "\u00a0", "a\n\t"]) {
      assertEquals(isInert(before + command), false);
    }
  }
  for (
    const value of [PEM, "a::1", "fe80::1", "-- a", "a#b", "a\tb", "服务器"]
  ) {
    assertEquals(isInert(value), true);
  }
});

/** Exports a user name and a password. */
async function exported(
  username: string,
  args: readonly string[],
  files = new Map<string, string>(),
) {
  return await runHere(["resolve", "--as", "store", ...args], 100, {
    readEnvironment: () => ({
      variables: {
        ZENML_STORE_URL: "https://zenml.example.com",
        ZENML_STORE_USERNAME: username,
        ZENML_STORE_PASSWORD: "correct horse",
      },
      refused: [],
      undecodable: [],
    }),
    writeFile: (path, text) => {
      files.set(path, text);
      return Promise.resolve(null);
    },
  });
}

Deno.test("resolve --format dotenv prints no value that would act in a log, and says what to do", async () => {
  for (
    const name of ["##vso[task.complete]x", "section_start:1:a", "a\u001b[2J"]
  ) {
    const { status, stdout, stderr } = await exported(name, [
      "--format",
      "dotenv",
      "--show-secrets",
    ]);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^ZENML_STORE_USERNAME .*--format dotenv=FILE\n$/u);
  }
});

Deno.test("resolve --format dotenv=FILE writes the same values as they are", async () => {
  const files = new Map<string, string>();
  const args = ["--format", "dotenv=a.env", "--show-secrets"];
  const { status } = await exported("##vso[task.complete]x", args, files);
  assertEquals(status, 0);
  assertMatch(
    files.get("a.env") ?? "",
    /^ZENML_STORE_USERNAME='##vso\[task.complete\]x'$/mu,
  );
});

for (const format of ["shell", "powershell"]) {
  Deno.test(`resolve --format ${format} prints every value so that it acts in no log`, async () => {
    for (const command of COMMANDS) {
      const args = ["--format", format, "--show-secrets"];
      const { status, stdout, stderr } = await exported(`a\n${command}`, args);
      assertEquals(status === 0 || status === 1, true);
      assertInert(stdout);
      assertInert(stderr);
    }
  });
}
