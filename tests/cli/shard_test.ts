import { assert, assertEquals, assertMatch } from "@std/assert";
import { run } from "../helpers/command.ts";
import type { EachReport } from "../helpers/each_report.ts";

const FILES = Array.from({ length: 7 }, (_, index) => `no-${index}.env`);

/** Examines one part of files that are not there, and lists those that were meant. */
async function filesOf(shard: string): Promise<readonly string[]> {
  const { stdout } = await run([
    "doctor",
    "--format=json",
    `--shard=${shard}`,
    "--each",
    ...FILES,
  ]);
  const { targets }: EachReport = JSON.parse(stdout);
  return targets.map(({ file }) => file);
}

Deno.test("zenml-env doctor --shard I/N examines every Nth file, from the Ith on", async () => {
  assertEquals(await filesOf("1/3"), ["no-0.env", "no-3.env", "no-6.env"]);
  assertEquals(await filesOf("2/3"), ["no-1.env", "no-4.env"]);
  assertEquals(await filesOf("1/1"), FILES);
});

Deno.test("zenml-env doctor --shard examines each file in one part, whatever the number of parts", async () => {
  for (const count of [2, 7, 9]) {
    const parts: string[] = [];
    for (let index = 1; index <= count; index++) {
      parts.push(...await filesOf(`${index}/${count}`));
    }
    assertEquals(parts.toSorted(), FILES);
  }
});

Deno.test("zenml-env doctor --shard ends with 0 where no file is left for the part, whatever the format", async () => {
  for (
    const format of ["text", "json", "jsonl", "junit", "markdown"]
  ) {
    const { status, stdout, stderr } = await run([
      "doctor",
      `--format=${format}`,
      "--shard=9/9",
      "--each",
      ...FILES,
    ]);
    assertEquals(status, 0, format);
    if (format === "jsonl") {
      assertEquals(stdout, "");
      assertMatch(stderr, /^OK: 0 targets \([^\n]*\)\n$/u);
    } else {
      assertEquals(stderr, "");
      assert(stdout.length > 0, format);
    }
  }
});
