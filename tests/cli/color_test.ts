import { assertEquals } from "@std/assert";
import { usesColor } from "../../lib/system/color.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { run } from "../helpers/command.ts";

/** The variables, whether the output is a terminal, and whether colours are used. */
const CASES: readonly (readonly [
  Readonly<Record<string, string>>,
  isTerminal: boolean,
  expected: boolean,
])[] = [
  [{}, true, true],
  [{}, false, false],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "" }, false, false],
  [{ FORCE_COLOR: "0" }, false, false],
  [{ FORCE_COLOR: "false" }, false, false],
  [{ CLICOLOR_FORCE: "1" }, false, true],
  [{ CLICOLOR_FORCE: "0" }, false, false],
  [{ CLICOLOR: "0" }, true, false],
  [{ CLICOLOR: "1" }, true, true],
  [{ CLICOLOR: "0", CLICOLOR_FORCE: "1" }, true, true],
  [{ TERM: "dumb" }, true, false],
  [{ TERM: "dumb", FORCE_COLOR: "1" }, true, true],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
];

for (const [variables, isTerminal, expected] of CASES) {
  Deno.test(`usesColor() is ${expected} ${isTerminal ? "on a terminal" : "in a pipe"} with ${JSON.stringify(variables)}`, () => {
    assertEquals(
      usesColor({
        isTerminal,
        noColor: variables["NO_COLOR"] !== undefined,
        read: (name) => variables[name],
      }),
      expected,
    );
  });
}

Deno.test("zenml-env --color overrules the terminal and the variables", async () => {
  for (
    const [args, env, expected] of [
      [[], {}, false],
      [["--color", "always"], {}, true],
      [["--color=always"], { NO_COLOR: "1" }, true],
      [["--color", "never"], { FORCE_COLOR: "1" }, false],
      [["--color", "auto"], { FORCE_COLOR: "1" }, true],
    ] as const
  ) {
    const { stdout } = await run(["explain", "key-inactive", ...args], {
      env,
      permissions: ["--allow-env"],
    });
    assertEquals(stdout.includes("\u001b["), expected, args.join(" "));
  }
});

Deno.test("zenml-env --color takes three words", async () => {
  const { status, stderr } = await runHere(["doctor", "--color", "alway"]);
  assertEquals([status, stderr], [
    2,
    "--color does not know alway: did you mean always?\n",
  ]);
});
