import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import denoConfig from "../../deno.json" with { type: "json" };
import { CODE_NAMES, CODES } from "../../lib/codes/codes.ts";
import { VARIABLE_NAMES } from "../../lib/codes/variables.ts";
import {
  type CommandName,
  COMMANDS,
  optionsOf,
} from "../../lib/cli/options.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { run } from "../helpers/command.ts";

const NOTHING = { permissions: [] };

Deno.test("zenml-env --version says its name and version, without any permission", async () => {
  assertEquals(await run(["--version"], NOTHING), {
    status: 0,
    stdout: `zenml-env ${denoConfig.version}\n`,
    stderr: "",
  });
});

Deno.test("zenml-env --help lists every command and variable, without any permission", async () => {
  for (const flag of ["--help", "-h"]) {
    const { status, stdout, stderr } = await run([flag], NOTHING);
    assertEquals([status, stderr], [0, ""]);
    for (const name of [...Object.keys(COMMANDS), ...VARIABLE_NAMES]) {
      assertMatch(stdout, new RegExp(`\\b${name}\\b`, "u"));
    }
  }
});

for (const command of Object.keys(COMMANDS) as CommandName[]) {
  Deno.test(`zenml-env ${command} --help lists each of its options, and wins over all else`, async () => {
    for (const args of [["--help"], ["-h"], ["x", "--help"]]) {
      const { status, stdout, stderr } = await run([command, ...args], NOTHING);
      assertEquals([status, stderr], [0, ""]);
      for (const [name, { help }] of optionsOf(command)) {
        assertMatch(
          stdout,
          new RegExp(`^  (?:-\\w, |    )--${name}\\b`, "mu"),
        );
        assertStringIncludes(
          stdout.replaceAll(/\s+/gu, " "),
          help.replace(/ \(default [^)]+\)$/u, ""),
        );
      }
    }
  });
}

Deno.test("zenml-env doctor --help names every option of the contract that is there, and no secret's", async () => {
  const { stdout } = await runHere(["doctor", "--help"]);
  for (
    const name of [
      "env-file",
      "url",
      "api-key-stdin",
      "consumer",
      "prefer",
      "format",
      "offline",
      "only",
      "skip",
      "ignore",
      "timeout",
      "deadline",
      "strict",
      "quiet",
      "verbose",
      "demo",
    ]
  ) {
    assertMatch(
      stdout,
      new RegExp(`^  (?:-\\w, |    )--${name}\\b`, "mu"),
    );
  }
  assert(!/^ +--(?:api-key|token|password)\b(?!-stdin)/mu.test(stdout));
});

Deno.test("zenml-env explain lists every code, without any permission", async () => {
  const { status, stdout, stderr } = await run(["explain"], NOTHING);
  assertEquals([status, stderr], [0, ""]);
  const listed = stdout.split("\n").map((line) => /^[a-z-]+/u.exec(line)?.[0])
    .filter((code) => code !== undefined);
  assertEquals(listed, [...CODE_NAMES]);
});

Deno.test("zenml-env explain CODE says what it means, why it happens and how to fix it", async () => {
  const { status, stdout, stderr } = await run(
    ["explain", "key-inactive"],
    NOTHING,
  );
  assertEquals([status, stderr], [0, ""]);
  assertStringIncludes(stdout, "update KEY --active true");
});

for (const code of CODE_NAMES) {
  Deno.test(`zenml-env explain ${code} says all of its entry`, async () => {
    for (const columns of [40, 100]) {
      const { status, stdout, stderr } = await runHere(
        ["explain", code],
        columns,
      );
      assertEquals([status, stderr], [0, ""]);
      const flat = stdout.replaceAll("\n", " ");
      const { severity, means, why, fix } = CODES[code];
      for (const part of [code, severity, means, why, fix]) {
        assertStringIncludes(flat, part);
      }
    }
  });
}

Deno.test("help is as wide as the terminal, and has no trailing blanks", async () => {
  const commands = [
    ["help"],
    ...Object.keys(COMMANDS).map((name) => [
      "help",
      name,
    ]),
  ];
  for (const args of commands) {
    for (const columns of [40, 60, 80, 100, 200]) {
      const { status, stdout } = await runHere(args, columns);
      assertEquals(status, 0);
      for (const line of stdout.split("\n")) {
        assertEquals(line, line.trimEnd());
        // What is typed is never broken.
        if (/^ +(?:-|zenml-env |source )|^Usage:/u.test(line)) continue;
        if (!line.trim().includes(" ")) continue;
        assert(line.length <= Math.min(columns, 100), line);
      }
    }
  }
});

Deno.test("the help of a command lists its own formats alone, and the first screen fits 25 lines of 80 columns", async () => {
  const { stdout: doctor } = await runHere(["help", "doctor"]);
  const { stdout: resolve } = await runHere(["help", "resolve"]);
  const { stdout: general } = await runHere(["help"], 80);
  assertEquals([/junit/u.test(doctor), /tfvars/u.test(doctor)], [true, false]);
  assertEquals([/junit/u.test(resolve), /tfvars/u.test(resolve)], [
    false,
    true,
  ]);
  assert(general.trimEnd().split("\n").length <= 25, general);
});

Deno.test("help in a pipe has lines of 80 columns at most", async () => {
  for (const args of [["help"], ["doctor", "--help"], ["resolve", "--help"]]) {
    const { stdout } = await run(args, NOTHING);
    for (const line of stdout.split("\n")) {
      assert([...line].length <= 80 || /^ +zenml-env /u.test(line), line);
    }
  }
});
