import { assertEquals, assertStringIncludes } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { run } from "../helpers/command.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

async function doctor(env: Record<string, string>, ...args: string[]) {
  await using server = await startDemoServer("healthy");
  return await run(["doctor", "--format", "json", ...args], {
    env: { ...server.environment, ...env },
  });
}

Deno.test("zenml-env doctor --client-version wins over --requirements, and that over ZENML_VERSION", async () => {
  await using at = await temporaryFolder();
  const file = await at.write("requirements.txt", "a\nzenml==0.97.0\n");
  const old = { ZENML_VERSION: "0.70.0" };
  for (
    const [args, expected] of [
      [[], ["version-mismatch error"]],
      [["--requirements", file], ["version-mismatch warning"]],
      [["--requirements", file, "--client-version", "0.98.0"], []],
    ] as const
  ) {
    const { stdout } = await doctor(old, ...args);
    assertEquals(codesIn(readReport(stdout)), [...expected]);
  }
});

Deno.test("zenml-env doctor --requirements names the file and the line", async () => {
  await using at = await temporaryFolder();
  const file = await at.write("requirements.txt", "a\nzenml==0.70.0\n");
  const { status, stdout } = await doctor({}, "--requirements", file);
  assertEquals(status, 1);
  assertStringIncludes(stdout, `"line":2`.replace(":", ": "));
  assertStringIncludes(stdout, JSON.stringify(file));
});

/** What is wrong with the command line, and what is said of it. */
const PROBLEMS: readonly (readonly [string, string, string])[] = [
  ["--client-version", "new", "--client-version takes a version"],
  ["--requirements", "/nowhere/uv.lock", "Cannot read /nowhere/uv.lock"],
  ["--requirements", "README.md", "README.md pins no version of zenml"],
];

for (const [option, value, expected] of PROBLEMS) {
  Deno.test(`zenml-env doctor ${option} ${value} is a usage error`, async () => {
    const { status, stdout, stderr } = await doctor({}, option, value);
    assertEquals([status, stdout], [2, ""]);
    assertStringIncludes(stderr, expected);
  });
}
