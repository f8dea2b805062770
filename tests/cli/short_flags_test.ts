import { assertEquals, assertStringIncludes } from "@std/assert";
import { runInProcess } from "../helpers/run_in_process.ts";

/** Ways to say the same. */
const SAME: readonly (readonly [string, string])[] = [
  ["-h", "--help"],
  ["help", "--help"],
  ["-V", "--version"],
  ["help doctor", "doctor --help"],
  ["doctor -h", "doctor --help"],
  ["help explain", "explain -h"],
  ["resolve -f json", "resolve --format json"],
  // As the lists of ZenML's own command line take it.
  ["resolve -o json", "resolve --format json"],
  ["resolve --output json", "resolve --format json"],
  ["resolve --output=json", "resolve --format json"],
  ["doctor --offline -q", "doctor --offline --quiet"],
];

for (const [short, long] of SAME) {
  Deno.test(`zenml-env ${short} does what zenml-env ${long} does`, async () => {
    const [one, other] = await Promise.all([
      runInProcess(short.split(" ")),
      runInProcess(long.split(" ")),
    ]);
    const withoutTimes = (text: string) => text.replaceAll(/[\d.]+ ms/gu, "");
    assertEquals(
      [one.status, withoutTimes(one.stdout)],
      [other.status, withoutTimes(other.stdout)],
    );
  });
}

Deno.test("zenml-env alone prints its help, and ends as a wrong command line does", async () => {
  const { status, stdout, stderr } = await runInProcess([]);
  assertEquals([status, stdout], [2, ""]);
  const { stdout: help } = await runInProcess(["help"]);
  assertEquals(stderr, help);
});

for (const typed of ["inactive-key", "inactive-kye"]) {
  Deno.test(`zenml-env doctor --demo ${typed} says where a state belongs`, async () => {
    const { status, stderr } = await runInProcess(["doctor", "--demo", typed]);
    assertEquals([status, stderr], [
      2,
      `Unexpected argument ${typed}: did you mean --demo=inactive-key?\n`,
    ]);
  });
}

for (const args of ["doctor -x", "resolve -v", "doctor -qq", "explain -f"]) {
  Deno.test(`zenml-env ${args} is a usage error`, async () => {
    const { status, stderr } = await runInProcess(args.split(" "));
    assertEquals(status, 2);
    assertStringIncludes(stderr, "nknown");
  });
}
