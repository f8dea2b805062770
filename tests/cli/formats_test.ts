import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { REPORT_FORMATS } from "../../lib/report/formats.ts";
import { casesIn } from "../helpers/junit_cases.ts";
import { htmlOf, tagsIn } from "../helpers/rendered_markdown.ts";
import { commandsIn } from "../helpers/runner_commands.ts";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const DEMO = ["doctor", "--demo=inactive-key"];
const GITHUB_VARIABLES = "--allow-env=GITHUB_ACTIONS,GITHUB_STEP_SUMMARY";

function inActions(
  args: readonly string[],
  summary: string,
  permissions: readonly string[],
) {
  return run(args, {
    env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary },
    permissions: ["--allow-net=127.0.0.1", ...permissions],
  });
}

Deno.test("zenml-env doctor writes for GitHub under GITHUB_ACTIONS=true, and appends the summary of the step", async () => {
  await using at = await temporaryFolder();
  const summary = `${at.path}/summary.md`;
  await Deno.writeTextFile(summary, "Before\n\n");
  const { status, stdout, stderr } = await inActions(DEMO, summary, [
    GITHUB_VARIABLES,
    `--allow-write=${summary}`,
  ]);
  assertEquals([status, stderr], [1, ""]);
  const [first] = commandsIn(stdout);
  assertEquals(first?.name, "error");
  assertStringIncludes(first?.properties["title"] ?? "", "key-inactive");
  const markdown = await Deno.readTextFile(summary);
  assert(
    markdown.startsWith("Before\n\n## ❌ Connection to ZenML: failed\n"),
  );
  assert(tagsIn(htmlOf(markdown)).includes("<table>"));
});

Deno.test("zenml-env doctor says in one line which permission the summary needs, and does not fail for it", async () => {
  for (
    const [permissions, flag] of [
      [[GITHUB_VARIABLES], "--allow-write=/nowhere/summary"],
      [["--allow-env=GITHUB_ACTIONS"], "--allow-env=GITHUB_STEP_SUMMARY"],
    ] as const
  ) {
    const { status, stdout, stderr } = await inActions(
      ["doctor", "--demo"],
      "/nowhere/summary",
      permissions,
    );
    assertEquals(status, 0);
    assertStringIncludes(stdout, "::group::");
    assertMatch(stderr, /^Cannot write the summary of the step: [^\n]+\n$/u);
    assertStringIncludes(stderr, flag);
  }
});

Deno.test("zenml-env doctor does not fail where the summary cannot be written", async () => {
  await using at = await temporaryFolder();
  const { status, stderr } = await inActions(
    ["doctor", "--demo"],
    `${at.path}/no/summary`,
    [GITHUB_VARIABLES, "--allow-write"],
  );
  assertEquals(status, 0);
  assertMatch(stderr, /^Cannot write the summary of the step: [^\n]+\n$/u);
});

Deno.test("zenml-env doctor writes for GitHub without a summary where none is named", async () => {
  const { status, stderr } = await inActions(["doctor", "--demo"], "", [
    GITHUB_VARIABLES,
  ]);
  assertEquals([status, stderr], [0, ""]);
});

Deno.test("zenml-env doctor writes text where GITHUB_ACTIONS is not true, or may not be read", async () => {
  for (
    const [value, permissions] of [
      ["false", ["--allow-env"]],
      ["", ["--allow-env"]],
      ["true", ["--allow-env=ZENML_*"]],
    ] as const
  ) {
    const { stdout, stderr } = await run(["doctor", "--demo"], {
      env: { GITHUB_ACTIONS: value },
      permissions: ["--allow-net=127.0.0.1", ...permissions],
    });
    assertEquals(stderr, "");
    assert(stdout.startsWith("Configuration\n"));
  }
});

Deno.test("zenml-env doctor leaves the format to --format under GITHUB_ACTIONS=true, and the summary with it", async () => {
  await using at = await temporaryFolder();
  const summary = `${at.path}/summary`;
  const { stdout } = await inActions(
    [...DEMO, "--format", "json"],
    summary,
    [GITHUB_VARIABLES, "--allow-write"],
  );
  assertEquals(codesIn(readReport(stdout)), ["key-inactive error"]);
  assertEquals([...Deno.readDirSync(at.path)], []);
});

Deno.test("zenml-env doctor writes every format at once, and the same code into each", async () => {
  await using at = await temporaryFolder();
  const files = REPORT_FORMATS.map((format) => [
    "--format",
    `${format}=${at.path}/${format}`,
  ]);
  const { status, stdout } = await run([...DEMO, ...files.flat()]);
  assertEquals([status, stdout], [1, ""]);
  for (const format of REPORT_FORMATS) {
    const report = await Deno.readTextFile(`${at.path}/${format}`);
    assertStringIncludes(report, "key-inactive");
  }
  const cases = casesIn(await Deno.readTextFile(`${at.path}/junit`));
  assertEquals(
    cases.filter(({ outcome }) => outcome === "failure")
      .map(({ name }) => name),
    ["login"],
  );
});

Deno.test("zenml-env doctor delivers every report that it can, and then ends with 2", async () => {
  await using at = await temporaryFolder();
  const { status, stdout, stderr } = await run([
    "doctor",
    "--demo",
    "--format",
    `junit=${at.path}/no/a.xml`,
    "--format",
    `markdown=${at.path}/b.md`,
    "--format",
    "json",
  ]);
  assertEquals(status, 2);
  assertEquals(readReport(stdout).ok, true);
  assertStringIncludes(await Deno.readTextFile(`${at.path}/b.md`), "## ✅");
  assertMatch(stderr, /^Cannot write [^\n]+a\.xml: [^\n]+\n$/u);
});

Deno.test("zenml-env doctor shows no secret in any format", async () => {
  await using server = await startDemoServer("rotated-key");
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  for (const format of REPORT_FORMATS) {
    const { status, stdout } = await run(
      ["doctor", "--format", format, "--verbose"],
      {
        env: server.environment,
        permissions: [...PERMISSIONS, "--deny-env=GITHUB_STEP_SUMMARY"],
      },
    );
    assertEquals(status, 1);
    assert(stdout.includes("key-refused"));
    assert(!stdout.includes(key) && !stdout.includes(key.slice(7)));
  }
});
