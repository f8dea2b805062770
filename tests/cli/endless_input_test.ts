import { assertEquals, assertMatch } from "@std/assert";
import { endOf, run, start } from "../helpers/command.ts";
import { read } from "../helpers/programs.ts";
import { inFolder } from "../helpers/temporary_folder.ts";

/** A named pipe: whoever opens it waits until the other end is open, too. */
function test(name: string, use: (pipe: string) => Promise<void>): void {
  Deno.test(
    name,
    { ignore: Deno.build.os === "windows" },
    () =>
      inFolder(async (folder) => {
        const pipe = `${folder}/pipe.env`;
        await read("sh", ["-c", `mkfifo '${pipe}'`]);
        await use(pipe);
      }),
  );
}

for (const command of ["doctor", "resolve"]) {
  test(`zenml-env ${command} ends with 130 where it is interrupted before a file has come to its end`, async (pipe) => {
    const child = start([command, "--env-file", pipe]);
    using _writer = await Deno.open(pipe, { write: true });
    child.kill("SIGTERM");
    const { status, stdout, stderr } = await endOf(child);
    assertEquals([status, stdout], [130, ""]);
    assertMatch(stderr, /^Cannot read [^\n]+ in time\n$/u);
  });
}

test("zenml-env ends with 130 where it is interrupted before a key has come", async (pipe) => {
  const child = start(["resolve", "--env-file", pipe, "--api-key-stdin"], {
    stdin: "",
  });
  // It reads the file first.
  (await Deno.open(pipe, { write: true })).close();
  child.kill("SIGINT");
  const { code, stdout } = await child.output();
  await child.stdin.close();
  assertEquals([code, stdout.length], [130, 0]);
});

test("zenml-env doctor --each gives a pipe that nobody writes to no more time than the deadline", async (pipe) => {
  const { status, stdout } = await run([
    "doctor",
    "--deadline=300ms",
    "--each",
    pipe,
  ]);
  assertEquals(status, 1);
  assertMatch(stdout, /Failed: file-unreadable: /u);
});
