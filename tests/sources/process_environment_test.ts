import { assertEquals, assertMatch } from "@std/assert";
import { runDeno } from "../helpers/deno.ts";
import { runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const MODULE =
  new URL("../../lib/sources/process_environment.ts", import.meta.url).href;

const PROGRAM = `import { readEnvironment } from "${MODULE}";
const environment = readEnvironment();
console.log(JSON.stringify({ ...environment }), JSON.stringify(environment));
`;

const SET = {
  ZENML_STORE_URL: "https://h",
  ZENML_API_KEY: "hunter2",
  ZENML_URL: "x",
  OTHER: "y",
};

/** The flags, and what is read. */
const READ = [
  ["--allow-env=ZENML_*", {
    ZENML_STORE_URL: "https://h",
    ZENML_API_KEY: "hunter2",
    ZENML_URL: "x",
  }],
  ["--allow-env", {
    ZENML_STORE_URL: "https://h",
    ZENML_API_KEY: "hunter2",
    ZENML_URL: "x",
  }],
  ["--allow-env=ZENML_STORE_URL,OTHER", { ZENML_STORE_URL: "https://h" }],
] as const;

for (const [flag, variables] of READ) {
  Deno.test(`readEnvironment() reads ZenML's variables as far as ${flag} goes, and prints no value`, async () => {
    const { status, stdout, stderr } = await runProgram([flag], SET);
    assertEquals([status, stderr], [0, ""]);
    const [values = "", printed = ""] = stdout.trim().split(" ");
    assertEquals(JSON.parse(values), variables);
    assertEquals(
      new Set(Object.values(JSON.parse(printed))),
      new Set(["[redacted]"]),
    );
  });
}

Deno.test("readEnvironment() throws where no name may be read, and names the flag", async () => {
  for (const flags of [[], ["--allow-env=OTHER,SSL_CERT_FILE"]]) {
    const { status, stdout, stderr } = await runProgram(flags, SET);
    assertEquals([status, stdout], [1, ""]);
    assertMatch(stderr, /NotCapable: .*--allow-env=ZENML_\*/u);
  }
});

Deno.test(
  "readEnvironment() throws for a value that is not Unicode, and does not show it",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    await using folder = await temporaryFolder();
    const program = await folder.write("program.ts", PROGRAM);
    const { status, stderr } = await runBash(
      `export ZENML_API_KEY=$'hunter2\\xff'
"$1" run --no-lock --no-config --no-prompt '--allow-env=ZENML_*' "$2"`,
      { cwd: folder.path, args: [Deno.execPath(), program] },
    );
    assertEquals(status, 1);
    assertMatch(stderr, /TypeError: Cannot read ZENML_API_KEY/u);
    assertEquals(stderr.includes("hunter2"), false);
  },
);

for (
  const [what, makeProcess] of [
    ["nothing", "delete globalThis.process"],
    [
      "a process without an environment, as bundlers make it",
      "globalThis.process = {}",
    ],
  ] as const
) {
  Deno.test(`readEnvironment() is empty where there is neither Deno nor Node, but ${what}`, async () => {
    const { status, stdout, stderr } = await runProgram(
      ["--allow-env"],
      SET,
      `const { console } = globalThis; delete globalThis.Deno; ${makeProcess};`,
    );
    assertEquals([status, stdout, stderr], [0, "{} {}\n", ""]);
  });
}

async function runProgram(
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
  before = "",
) {
  await using folder = await temporaryFolder();
  // Imports come first, wherever they are.
  const program = await folder.write("program.ts", before + PROGRAM);
  return await runDeno([
    "run",
    "--no-lock",
    "--no-prompt",
    ...flags,
    program,
  ], { env });
}
