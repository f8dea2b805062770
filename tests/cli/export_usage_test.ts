import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runHere } from "../helpers/captured_shell.ts";

const AS_STORE = ["--as", "store"];

/** A command line that is wrong, and what the line on standard error must hold. */
const USAGE: readonly (readonly [string, readonly string[], string])[] = [
  ["no convention", ["--format", "shell"], "--as store"],
  ["an unknown convention", ["--format", "shell", "--as", "client"], "store"],
  [
    "a mistyped convention",
    ["--format", "shell", "--as", "terrafrom"],
    "did you mean terraform?",
  ],
  ["a mistyped format", ["--format", "dotnev"], "did you mean dotenv?"],
  ["a convention for a report", AS_STORE, "--as is for exports alone"],
  [
    "secrets in a report",
    ["--format", "json", "--show-secrets"],
    "--show-secrets is for exports alone",
  ],
  [
    "a file for github",
    ["--format", "github=a", ...AS_STORE],
    "GITHUB_ENV names",
  ],
  [
    "an export and a report on standard output",
    ["--format", "shell", "--format", "json", ...AS_STORE],
    "standard output",
  ],
];

for (const [criterion, args, said] of USAGE) {
  Deno.test(`zenml-env resolve ends with 2 and one line for ${criterion}`, async () => {
    const { status, stdout, stderr } = await runHere(["resolve", ...args]);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^[^\n]+\n$/u);
    assertStringIncludes(stderr, said);
  });
}

Deno.test("zenml-env doctor knows neither an export nor --show-secrets", async () => {
  for (
    const args of [["--format", "shell"], ["--show-secrets"], AS_STORE]
  ) {
    assertEquals((await runHere(["doctor", ...args])).status, 2);
  }
});
