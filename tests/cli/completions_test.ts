import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CODE_NAMES } from "../../lib/codes/codes.ts";
import { completionTable } from "../../lib/cli/completions/table.ts";
import { SHELLS } from "../../lib/cli/completions/shells.ts";
import { COMMANDS, OPTIONS } from "../../lib/cli/options.ts";
import { DEMO_STATES } from "../../lib/demo/states.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { run } from "../helpers/command.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const ignore = !hasProgram("bash");

/** What bash offers for the last of some words, parted as readline parts them. */
async function offered(
  words: readonly string[],
  files: readonly string[] = [],
): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  for (const file of files) await folder.write(file, "");
  const { stdout: script } = await runHere(["completions", "bash"]);
  const { status, stdout, stderr } = await runBash(
    `set +e # as in a terminal
${script}
COMP_WORDS=(zenml-env "$@") COMP_CWORD=$#
_zenml_env
for word in "\${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done`,
    { cwd: folder.path, args: words },
  );
  assertEquals([status, stderr], [0, ""]);
  return stdout.split("\n").slice(0, -1).sort();
}

const flagsOf = (command: string) =>
  completionTable().find(({ name }) => name === command)?.options
    .map(({ name }) => `--${name}`).sort() ?? [];

const BASH: readonly [
  what: string,
  words: readonly string[],
  replies: () => readonly string[],
][] = [
  ["commands", [""], () => [...Object.keys(COMMANDS), "--help", "--version"]],
  ["the command that was begun", ["res"], () => ["resolve"]],
  ["every option of doctor", ["doctor", "--"], () => flagsOf("doctor")],
  ["every option of resolve", ["resolve", "--"], () => flagsOf("resolve")],
  ["no option of another command", ["resolve", "--dem"], () => []],
  ["options behind an option", ["doctor", "--strict", "--qu"], () => [
    "--quiet",
  ]],
  [
    "options behind several values",
    ["doctor", "--each", "a", "b", "--job"],
    () => ["--jobs"],
  ],
  ["choices", ["doctor", "--consumer", ""], () => OPTIONS.consumer.choices],
  [
    "choices behind =",
    ["doctor", "--prefer", "="],
    () => OPTIONS.prefer.choices,
  ],
  [
    "the choice that was begun behind =",
    ["doctor", "--prefer", "=", "t"],
    () => [
      "terraform",
    ],
  ],
  [
    "states behind = alone",
    ["doctor", "--demo", "="],
    () => Object.keys(DEMO_STATES),
  ],
  [
    "options behind a value that was left out",
    ["doctor", "--demo", "--str"],
    () => [
      "--strict",
    ],
  ],
  ["steps", ["doctor", "--only", ""], () => OPTIONS.only.choices],
  ["another step behind a comma", ["doctor", "--skip", "dns,ro"], () => [
    "dns,rotation",
  ]],
  ["codes to ignore", ["resolve", "--ignore", ""], () => CODE_NAMES],
  ["codes to explain", ["explain", ""], () => CODE_NAMES],
  ["formats", ["resolve", "--format", "j"], () => ["json"]],
  ["the names of shells", ["completions", ""], () => SHELLS],
  ["nothing for a URL", ["doctor", "--url", ""], () => []],
  ["nothing for a duration", ["doctor", "--timeout", ""], () => []],
];

for (const [what, words, replies] of BASH) {
  Deno.test(
    `zenml-env completions bash offers ${what}`,
    { ignore },
    async () => {
      assertEquals(await offered(words), [...replies()].sort());
    },
  );
}

Deno.test("zenml-env completions bash offers files, whatever they are called", {
  ignore,
}, async () => {
  const files = ["a b.env", "a*.env", "other.env"];
  for (
    const words of [
      ["doctor", "--env-file", "a"],
      ["doctor", "--env-file", "=", "a"],
      ["doctor", "--format", "json", "=", "a"],
      ["doctor", "--each", "a"],
      ["doctor", "--strict", "--each", "other.env", "more.env", "a"],
    ]
  ) {
    assertEquals(await offered(words, files), ["a b.env", "a*.env"].sort());
  }
});

/** Runs the completions for zsh in bash, with what zsh has built in replaced: what matters is how the words are quoted. */
async function specsInZsh(command: string | null): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  const { stdout: script } = await runHere(["completions", "zsh"]);
  const { status, stdout, stderr } = await runBash(
    `compdef() { :; }
shift() { :; }
_describe() { printf '%s\\n' "\${commands[@]}"; }
_arguments() { printf '%s\\n' "$@"; }
${script}
words=(- zenml-env ${command ?? ""}) CURRENT=${command === null ? 2 : 3}
_zenml-env`,
    { cwd: folder.path },
  );
  assertEquals([status, stderr], [0, ""]);
  return stdout.split("\n").slice(0, -1);
}

Deno.test(
  "zenml-env completions zsh describes every command",
  { ignore },
  async () => {
    assertEquals(
      (await specsInZsh(null)).map((line) => line.split(":")[0]),
      [...Object.keys(COMMANDS), "--help", "--version"],
    );
  },
);

for (const { name, options, operand } of completionTable()) {
  Deno.test(
    `zenml-env completions zsh describes every option of ${name} to _arguments`,
    { ignore },
    async () => {
      const specs = await specsInZsh(name);
      assertEquals(specs.length, options.length + (operand === null ? 0 : 1));
      for (const [index, option] of options.entries()) {
        const spec = specs[index] ?? "";
        const [, flag] = /^\*?--([a-z-]+?)(?:=-?)?\[/u.exec(spec) ?? [];
        assertEquals(flag, option.name);
        // What is described is between brackets, with its own and colons escaped.
        const plain = spec.replaceAll(/\\([[\]:])/gu, "$1");
        assertStringIncludes(plain, `[${option.help}]`);
        for (const word of wordsOf(option.value?.completed)) {
          assertStringIncludes(spec, word);
        }
      }
    },
  );
}

Deno.test("zenml-env completions fish describes every command and option in commands that fish can part", async () => {
  const { stdout } = await runHere(["completions", "fish"]);
  const commands = stdout.split("\n").filter((line) => /^[^#]/u.test(line))
    .map(partedByFish);
  for (const words of commands) {
    assertEquals(words.slice(0, 3), ["complete", "-c", "zenml-env"]);
  }
  for (const { name, help, options } of completionTable()) {
    assert(
      commands.some((words) => words.includes(name) && words.includes(help)),
    );
    const own = commands.filter((words) =>
      words.includes(`__fish_seen_subcommand_from ${name}`)
    );
    for (const option of options) {
      const words = own.find((all) =>
        all[all.indexOf("-l") + 1] === option.name
      ) ?? [];
      assert(words.includes(option.help), option.name);
      for (const word of wordsOf(option.value?.completed)) {
        assertStringIncludes(words[words.indexOf("-a") + 1] ?? "", word);
      }
    }
  }
});

Deno.test("zenml-env completions needs no permission", async () => {
  for (const shell of SHELLS) {
    const { status, stdout, stderr } = await run(["completions", shell], {
      permissions: [],
    });
    assertEquals([status, stderr], [0, ""]);
    assertEquals(stdout, (await runHere(["completions", shell])).stdout);
  }
});

Deno.test("zenml-env completions ends with 2 without the name of one shell that it knows", async () => {
  for (
    const [operands, said] of [
      [
        [],
        "completions takes the name of one shell: bash, zsh, fish, powershell\n",
      ],
      [
        ["bash", "zsh"],
        "completions takes the name of one shell: bash, zsh, fish, powershell\n",
      ],
      [["fihs"], "Unknown shell fihs: did you mean fish?\n"],
      [
        ["tcsh"],
        "Unknown shell tcsh: it is one of bash, zsh, fish, powershell\n",
      ],
    ] as const
  ) {
    assertEquals(await runHere(["completions", ...operands]), {
      status: 2,
      stdout: "",
      stderr: said,
    });
  }
});

function wordsOf(
  completed:
    | NonNullable<ReturnType<typeof completionTable>[0]["operand"]>
    | undefined,
): readonly string[] {
  return completed && "words" in completed ? completed.words : [];
}

/** Parts a command into words as fish does. */
function partedByFish(line: string): readonly string[] {
  const words = [
    ...line.matchAll(/'((?:[^'\\]|\\['\\])*)'(?= |$)|([^ '\\]+)/gu),
  ];
  assertEquals(words.map(([all]) => all).join(" "), line);
  return words.map(([, quoted, bare]) =>
    quoted?.replaceAll(/\\(['\\])/gu, "$1") ?? bare ?? ""
  );
}

Deno.test("zenml-env completions powershell lists every command with its options, and doubles quotes", async () => {
  const { status, stdout } = await runHere(["completions", "powershell"]);
  assertEquals(status, 0);
  assertStringIncludes(stdout, "Register-ArgumentCompleter -Native");
  for (const { name, options } of completionTable()) {
    assertStringIncludes(stdout, `'${name}' = @{`);
    for (const option of options) {
      assertStringIncludes(stdout, `'--${option.name}'`);
    }
  }
  // As many braces are closed as were opened: PowerShell is not on this machine to say so.
  const count = (mark: string) => stdout.split(mark).length;
  assertEquals(count("{"), count("}"));
  assertEquals(count("("), count(")"));
});
