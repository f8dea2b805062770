import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

/** The text of an env file, its settings, and the lines that are no assignments. */
const FILES: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  readonly string[],
])[] = [
  ["\uFEFFZENML_API_KEY=a\nB=b\n", { ZENML_API_KEY: "a", B: "b" }, [
    "1 info",
  ]],
  // A quote that is not closed swallows no later assignment.
  ['A="x\nB="y"\n', { B: "y" }, ["1 warning"]],
  ["A='x\nZENML_API_KEY='y'\n", { ZENML_API_KEY: "y" }, [
    "1 warning",
    "2 info",
  ]],
  ['A="x\nB="\n', {}, ["1 warning", "2 warning"]],
  ['A="x\ny"\n', { A: "x\ny" }, []],
  ["ZENML_API_KEY: a\n", {}, ["1 error"]],
  ["zenml api key\n", {}, ["1 error"]],
  ["other: a\nA=a\n", { A: "a" }, ["1 warning"]],
  ['ZENML_API_KEY="a\n', {}, ["1 error"]],
];

for (const [text, settings, lines] of FILES) {
  Deno.test(`parseEnvFile() reads ${JSON.stringify(text)} line by line`, () => {
    const file = parseEnvFile(text, ".env");
    assertEquals(
      Object.fromEntries(
        file.settings.map(({ variable, value }) => [variable, value]),
      ),
      settings,
    );
    assertEquals(
      file.findings.map(({ line, severity }) => `${line} ${severity}`),
      [...lines],
    );
  });
}
