import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";

const FILE =
  `ZENML_STORE_URL=https://zenml.example.com/\nZENML_STORE_API_KEY=${KEY}\n`;

Deno.test("zenml-env resolve --env-file - reads an env file from standard input, and names its lines", async () => {
  const { status, stdout, stderr } = await run(
    ["resolve", "--env-file", "-", "--format", "json"],
    { stdin: FILE },
  );
  assertEquals([status, stderr], [0, ""]);
  const { configuration, findings } = JSON.parse(stdout);
  assertEquals(configuration.serverUrl.source, "standard input:1");
  assertEquals(
    findings.map(({ code, line }: { code: string; line: number }) => [
      code,
      line,
    ]),
    [["url-trailing-slash", 1]],
  );
});

/** What standard input holds, the arguments, and what is said. */
const REFUSED: readonly (readonly [
  string,
  readonly string[],
  string,
  RegExp,
])[] = [
  ["a NUL", [], "A=\0", /not UTF-8/u],
  ["a key and a file", ["--api-key-stdin"], FILE, /only once/u],
  ["two files", ["--env-file=-"], FILE, /only once/u],
  ["a file, and a file of --each", ["--each", "-"], FILE, /only once|--each/u],
];

for (const [what, args, stdin, expected] of REFUSED) {
  Deno.test(`zenml-env doctor --env-file - refuses ${what}`, async () => {
    const { status, stdout, stderr } = await run(
      ["doctor", "--offline", "--env-file", "-", ...args],
      { stdin },
    );
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, expected);
  });
}

for (const args of [["-", "-"], ["-", "--api-key-stdin"]]) {
  Deno.test(`zenml-env doctor --each ${args.join(" ")} refuses to read standard input twice`, async () => {
    const { status, stdout, stderr } = await run(
      ["doctor", "--offline", "--each", ...args],
      { stdin: FILE },
    );
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /only once/u);
  });
}

Deno.test("zenml-env doctor --each - says what to do about standard input, and nothing of a file", async () => {
  const { status, stdout } = await run(
    ["doctor", "--offline", "--each", "-"],
    { stdin: "A=\0" },
  );
  assertEquals(status, 1);
  assertMatch(stdout, /^Fix: Pipe the text of an env file/mu);
});

Deno.test("zenml-env doctor --each - examines what standard input holds", async () => {
  const { status, stdout } = await run(
    ["doctor", "--offline", "--each", "-", "--format", "json"],
    { stdin: FILE },
  );
  const [{ findings }] = JSON.parse(stdout).targets;
  assertEquals(
    [status, findings.map(({ source }: { source: string }) => source)],
    [0, ["standard input:1"]],
  );
});

Deno.test("a fix in standard input names it as no file", async () => {
  const { stdout } = await run(
    ["doctor", "--offline", "--env-file", "-"],
    { stdin: `nothing\n${FILE}` },
  );
  assertStringIncludes(stdout, "In standard input, line 1:");
  assertStringIncludes(stdout, "In standard input, line 2:");
});
