import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { runHere } from "../helpers/captured_shell.ts";

/** A command line that is wrong, and what the line on standard error must hold. */
type UsageCase = readonly [
  criterion: string,
  args: readonly string[],
  said: string,
];

const CASES: readonly UsageCase[] = [
  ["an unknown command", ["inspect"], "doctor"],
  ["a mistyped command", ["docter"], "did you mean doctor?"],
  [
    "an unknown flag",
    ["doctor", "--frobnicate"],
    "Unknown option --frobnicate: see zenml-env doctor --help",
  ],
  ["a mistyped flag", ["doctor", "--stric"], "did you mean --strict?"],
  ["an unknown short flag", ["doctor", "-x"], "-x"],
  ["a flag of another command", ["resolve", "--demo"], "--demo"],
  ["a flag that is negated", ["doctor", "--no-strict"], "--no-strict"],
  ["an unknown code", ["explain", "nope"], "nope: see zenml-env explain"],
  [
    "an unknown code to ignore",
    ["doctor", "--ignore", "nope"],
    "nope: see zenml-env explain",
  ],
  [
    "an unknown state",
    ["doctor", "--demo=nope"],
    "nope: see zenml-env doctor --help",
  ],
  ["a missing value at the end", ["doctor", "--url"], "--url needs a value"],
  [
    "a missing value before a flag",
    ["doctor", "--url", "--strict"],
    "--url needs a value",
  ],
  ["an empty value", ["doctor", "--url="], "--url needs a value"],
  [
    "an empty file name",
    ["doctor", "--env-file", ""],
    "--env-file needs a value",
  ],
  [
    "a switch with a value",
    ["doctor", "--strict=yes"],
    "--strict takes no value",
  ],
  [
    "a switch with an empty value",
    ["doctor", "--offline="],
    "--offline takes no value",
  ],
  [
    "a flag twice",
    ["doctor", "--url", "http://a", "--url", "http://b"],
    "once",
  ],
  ["a duration without a unit", ["doctor", "--timeout", "10"], "duration"],
  ["a duration that is none", ["doctor", "--deadline", "soon"], "duration"],
  ["a duration of nothing", ["doctor", "--timeout", "0s"], "duration"],
  [
    "a duration beyond any timer",
    ["doctor", "--deadline", "99999m"],
    "duration",
  ],
  ["a negative duration", ["doctor", "--timeout=-1s"], "duration"],
  ["an unknown consumer", ["doctor", "--consumer", "pulumi"], "client"],
  [
    "a mistyped consumer",
    ["doctor", "--consumer", "terrafrom"],
    "did you mean terraform?",
  ],
  ["an unknown convention", ["doctor", "--prefer", "client"], "store"],
  ["an unknown step", ["doctor", "--only", "dns,ping"], "ping"],
  ["a mistyped step", ["doctor", "--skip", "logn"], "did you mean login?"],
  ["an unknown code", ["doctor", "--ignore", "key-bad"], "key-bad"],
  [
    "a mistyped code",
    ["doctor", "--ignore", "key-inactiv"],
    "did you mean key-inactive?",
  ],
  ["an unknown format", ["doctor", "--format", "yaml"], "yaml"],
  [
    "a mistyped format",
    ["doctor", "--format", "juint=report.xml"],
    "did you mean junit?",
  ],
  ["two formats for one file", [
    "doctor",
    "--format",
    "junit=report.xml",
    "--format",
    "json=./report.xml",
  ], "report.xml"],
  ["a format with an empty file", ["doctor", "--format", "json="], "file"],
  ["two formats for standard output", [
    "doctor",
    "--format",
    "text",
    "--format",
    "json",
  ], "standard output"],
  ["one format twice for standard output", [
    "doctor",
    "--format",
    "json",
    "--format",
    "json",
  ], "standard output"],
  ["an operand", ["doctor", "prod"], "prod"],
  [
    "an operand behind two dashes",
    ["doctor", "--", "--strict"],
    "Unexpected argument",
  ],
  ["an unknown state", ["doctor", "--demo=nope"], "nope"],
  [
    "a mistyped state",
    ["doctor", "--demo=inactive-kye"],
    "did you mean inactive-key?",
  ],
  ["an empty state", ["doctor", "--demo="], "--demo"],
  [
    "a state that every object has",
    ["doctor", "--demo=constructor"],
    "constructor",
  ],
  [
    "a state without its equals sign",
    ["doctor", "--demo", "healthy"],
    "healthy",
  ],
  [
    "a demonstration of another URL",
    ["doctor", "--demo", "--url", "http://a"],
    "--url",
  ],
  ["a wait that is no duration", ["doctor", "--wait", "long"], "duration"],
  ["no file to examine", ["doctor", "--each"], "--each needs a value"],
  [
    "no file to examine before a flag",
    ["doctor", "--each", "--strict"],
    "--each needs a value",
  ],
  [
    "an env file with each",
    ["doctor", "--env-file", "a", "--each", "b"],
    "--env-file does not go with it",
  ],
  [
    "a demonstration of each",
    ["doctor", "--demo", "--each", "b"],
    "--each does not go with it",
  ],
  ["jobs without targets", ["doctor", "--jobs", "4"], "--each"],
  ["no jobs", ["doctor", "--jobs", "0", "--each", "a"], "whole number"],
  ["half a job", ["doctor", "--jobs", "0.5", "--each", "a"], "whole number"],
  ["a shard without targets", ["doctor", "--shard", "1/2"], "--each"],
  [
    "a shard beyond the last",
    ["doctor", "--shard", "3/2", "--each", "a"],
    "--shard takes I/N",
  ],
  [
    "a shard that is counted from 0",
    ["doctor", "--shard", "0/2", "--each", "a"],
    "--shard takes I/N",
  ],
  [
    "a shard of nothing",
    ["doctor", "--shard", "1/0", "--each", "a"],
    "--shard takes I/N",
  ],
  [
    "a shard that is no fraction",
    ["doctor", "--shard", "2", "--each", "a"],
    "--shard takes I/N",
  ],
  [
    "an operand behind two dashes behind each",
    ["doctor", "--each", "a", "--", "b"],
    "Unexpected argument",
  ],
  [
    "two codes to explain",
    ["explain", "key-inactive", "key-unknown"],
    "one code",
  ],
  ["an unknown code to explain", ["explain", "key-bad"], "key-bad"],
  [
    "a mistyped code to explain",
    ["explain", "url-mising"],
    "did you mean url-missing?",
  ],
];

for (const [criterion, args, said] of CASES) {
  Deno.test(`zenml-env ends with 2 and one line for ${criterion}`, async () => {
    // Processes are tried below, with what is secret in the same places.
    const { status, stdout, stderr } = await runHere(args);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^[^\n]+\n$/u);
    assertStringIncludes(stderr, said);
  });
}

/** Where somebody may put a secret by mistake. */
const SECRETS: readonly (readonly [string, readonly string[]])[] = [
  ["as the value of a flag that does not exist", [
    "doctor",
    `--api-key=${KEY}`,
  ]],
  ["behind a flag that does not exist", ["doctor", "--api-key", KEY]],
  ["as a token's flag", ["doctor", `--api-token=${TOKEN}`]],
  ["as a password's flag", ["doctor", "--password", "hunter2"]],
  ["as the value of a switch", ["doctor", `--api-key-stdin=${KEY}`]],
  ["as an operand", ["doctor", KEY]],
  ["as the command", [KEY]],
  ["as a flag", [`--${KEY}`]],
  ["as a flag of the doctor", ["doctor", `--${TOKEN}`]],
  ["as a code", ["explain", KEY]],
  ["as a code to ignore", ["doctor", "--ignore", TOKEN]],
  ["as a choice", ["doctor", "--consumer", TOKEN]],
  ["as a format", ["doctor", "--format", TOKEN]],
  ["as a state", ["doctor", `--demo=${KEY}`]],
  ["as a duration", ["doctor", "--timeout", KEY]],
  ["as a file", ["doctor", "--env-file", KEY]],
];

for (const [criterion, args] of SECRETS) {
  Deno.test(`zenml-env shows nothing of a secret that is given ${criterion}`, async () => {
    const { status, stdout, stderr } = await run(args);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^[^\n]+\n$/u);
    for (const secret of [KEY.slice(7, 40), TOKEN.slice(0, 30), "hunter2"]) {
      assert(!stderr.includes(secret), criterion);
    }
  });
}

Deno.test("zenml-env says that no flag takes a secret", async () => {
  const { stderr } = await run(["doctor", "--token", "x"]);
  assertStringIncludes(stderr, "--api-key-stdin");
});

Deno.test("a wrong command line is an annotation as well in GitHub Actions, and leaves standard output to programs", async () => {
  const cases = [
    [["docter"], "Unknown command docter: did you mean doctor?"],
    [
      ["doctor", "--timeout", "soon"],
      "--timeout takes a duration such as 500ms, 10s or 2m",
    ],
    [
      ["explain", "key-inactiv"],
      "Unknown code key-inactiv: did you mean key-inactive?",
    ],
    [
      ["doctor", "--env-file", KEY],
      "Cannot read [redacted]: there is no such file",
    ],
  ] as const;
  for (const [args, said] of cases) {
    const { status, stdout, stderr } = await run(args, {
      env: { GITHUB_ACTIONS: "true", ZENML_STORE_API_KEY: KEY },
      permissions: ["--allow-env", "--allow-read"],
    });
    assertEquals(
      [status, stdout, stderr],
      [2, "", `${said}\n::error title=zenml-env::${said}\n`],
    );
  }
});
