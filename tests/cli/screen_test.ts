import { assertEquals, assertMatch } from "@std/assert";
import { writerOf } from "../../lib/report/formats.ts";
import { showsAsciiAlone, usesColor } from "../../lib/system/terminal.ts";
import { reportOf, target } from "../report/reports.ts";
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
  [{ NO_COLOR: "", FORCE_COLOR: "1" }, false, true],
];

for (const [variables, isTerminal, expected] of CASES) {
  Deno.test(`usesColor() is ${expected} ${isTerminal ? "on a terminal" : "in a pipe"} with ${JSON.stringify(variables)}`, () => {
    assertEquals(
      usesColor({
        isTerminal,
        // As Deno says it.
        noColor: "NO_COLOR" in variables && !("FORCE_COLOR" in variables),
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
      [[], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
      [[], { NO_COLOR: "", FORCE_COLOR: "1" }, true],
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

/** The variables, the platform, whether the output is a terminal, and whether it shows ASCII alone. */
const LOCALES: readonly (readonly [
  Readonly<Record<string, string>>,
  platform: string,
  isTerminal: boolean,
  expected: boolean,
])[] = [
  [{}, "linux", true, false],
  [{ LANG: "en_US.UTF-8" }, "linux", true, false],
  [{ LANG: "C" }, "linux", true, true],
  [{ LANG: "C.utf8" }, "linux", true, false],
  [{ LANG: "de_DE.ISO-8859-1" }, "darwin", true, true],
  [{ LANG: "C" }, "linux", false, false],
  [{ LANG: "C" }, "windows", true, false],
  [{ LC_ALL: "POSIX", LANG: "en_US.UTF-8" }, "linux", true, true],
  [{ LC_ALL: "", LC_CTYPE: "C.UTF-8", LANG: "C" }, "linux", true, false],
];

for (const [variables, platform, isTerminal, expected] of LOCALES) {
  Deno.test(`showsAsciiAlone() is ${expected} ${isTerminal ? "on a terminal" : "in a pipe"} of ${platform} with ${JSON.stringify(variables)}`, () => {
    const read = (name: string) => variables[name];
    assertEquals(showsAsciiAlone({ isTerminal, platform, read }), expected);
  });
}

Deno.test("the report has no symbol beyond ASCII where a terminal shows none", async () => {
  const report = reportOf([target({ loginFindings: [] })]);
  const look = { columns: 80, color: false, verbosity: "normal" } as const;
  const write = await writerOf("text");
  assertMatch(write(report, look), /[✓…]/u);
  assertMatch(write(report, { ...look, ascii: true }), /^[\n\x20-\x7E]+$/u);
});
