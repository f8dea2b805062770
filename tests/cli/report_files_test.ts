import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  commandLine,
  type Ended,
  PERMISSIONS,
  run,
} from "../helpers/command.ts";
import { read } from "../helpers/programs.ts";
import { readReport } from "../helpers/report.ts";
import {
  type TemporaryFolder,
  temporaryFolder,
} from "../helpers/temporary_folder.ts";
import { ownEnvironment } from "../../offline/children.ts";

const isWindows = Deno.build.os === "windows";

/** Reports on nothing to a file, which is an error and no more. */
function report(
  file: string,
  permissions: readonly string[] = PERMISSIONS,
): Promise<Ended> {
  return run(["doctor", `--format=json=${file}`], { permissions });
}

/** Asserts that a file holds a report, and nothing else is in its folder but the names given. */
async function assertReport(
  folder: TemporaryFolder,
  file: string,
  names: readonly string[],
): Promise<void> {
  assertEquals(readReport(await Deno.readTextFile(file)).ok, false);
  const found = await Array.fromAsync(Deno.readDir(folder.path));
  assertEquals(found.map(({ name }) => name).sort(), [...names].sort());
}

Deno.test(
  "zenml-env doctor leaves the report from before where the disk is full",
  {
    ignore: isWindows,
  },
  async () => {
    await using folder = await temporaryFolder();
    const before = "before\n";
    const file = await folder.write("report.json", before);
    // A limit on the size of files is a full disk that needs no disk of its own.
    const command = commandLine([
      "doctor",
      `--format=json=${file}`,
      "--each",
      ...Array.from({ length: 9 }, (_, index) => `no-${index}.env`),
    ]);
    const script = 'trap "" XFSZ; ulimit -f 1; "$@" 2>&1; echo "status $?"';
    const said = await read("bash", ["-c", script, "bash", ...command], {
      env: ownEnvironment(),
    });
    assertMatch(said, /^Cannot write [^\n]+: File too large\nstatus 2\n$/u);
    assertEquals(await Deno.readTextFile(file), before);
    const found = await Array.fromAsync(Deno.readDir(folder.path));
    assertEquals(found.map(({ name }) => name), ["report.json"]);
  },
);

Deno.test(
  "zenml-env doctor keeps the mode of a file, and makes a new one as the umask says",
  {
    ignore: isWindows,
  },
  async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write("a.json", "x".repeat(100_000));
    await Deno.chmod(file, 0o640);
    assertEquals((await report(file)).status, 1);
    assertEquals((await Deno.stat(file)).mode! & 0o7777, 0o640);
    await assertReport(folder, file, ["a.json"]);
    const fresh = `${folder.path}/b.json`;
    await report(fresh);
    const umask = parseInt(await read("sh", ["-c", "umask"]), 8);
    assertEquals((await Deno.stat(fresh)).mode! & 0o7777, 0o666 & ~umask);
  },
);

Deno.test("zenml-env doctor writes through links, and keeps them", {
  ignore: isWindows,
}, async () => {
  for (const hard of [false, true]) {
    await using folder = await temporaryFolder();
    const file = await folder.write("real.json", "before");
    const link = `${folder.path}/link.json`;
    await (hard ? Deno.link(file, link) : Deno.symlink("real.json", link));
    assertEquals((await report(link)).status, 1);
    assertEquals((await Deno.lstat(link)).isSymlink, !hard);
    await assertReport(folder, file, ["real.json", "link.json"]);
    assertEquals(await Deno.readTextFile(link), await Deno.readTextFile(file));
  }
});

Deno.test("zenml-env doctor writes to a link that leads nowhere yet", {
  ignore: isWindows,
}, async () => {
  await using folder = await temporaryFolder();
  const link = `${folder.path}/link.json`;
  await Deno.symlink("new.json", link);
  assertEquals((await report(link)).status, 1);
  await assertReport(folder, `${folder.path}/new.json`, [
    "link.json",
    "new.json",
  ]);
});

Deno.test("zenml-env doctor writes the file itself where only that is permitted", async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write("report.json", "before");
  const { status, stderr } = await report(file, [
    "--allow-env=ZENML_*",
    `--allow-write=${file}`,
  ]);
  assertEquals([status, stderr], [1, ""]);
  await assertReport(folder, file, ["report.json"]);
});

Deno.test("zenml-env doctor writes to pipes and devices as they are", {
  ignore: isWindows,
}, async () => {
  await using folder = await temporaryFolder();
  const pipe = `${folder.path}/pipe`;
  await read("sh", ["-c", `mkfifo '${pipe}'`]);
  const [text, { status }] = await Promise.all([
    read("sh", ["-c", 'cat "$1"', "sh", pipe]),
    report(pipe),
  ]);
  assertEquals([readReport(text).ok, status], [false, 1]);
  assert((await Deno.lstat(pipe)).isFifo);
  assertEquals((await report("/dev/null")).status, 1);
});

Deno.test("zenml-env prints everything to a pipe that does not wait", {
  ignore: isWindows,
}, async () => {
  const files = Array.from({ length: 400 }, (_, index) => `no-${index}.env`);
  // The reader makes the pipe non-blocking, and reads once the pipe is full.
  const script = `
import fcntl, os, select, subprocess, sys
reader, writer = os.pipe()
fcntl.fcntl(writer, fcntl.F_SETFL, fcntl.fcntl(writer, fcntl.F_GETFL) | os.O_NONBLOCK)
child = subprocess.Popen(sys.argv[1:], stdout=writer)
while select.select([], [writer], [], 0)[1] and child.poll() is None:
    pass
os.close(writer)
sys.stdout.write(os.fdopen(reader).read())
`;
  const text = await read("bash", [
    "-c",
    'exec python3 -c "$@"',
    "bash",
    script,
    ...commandLine(["doctor", "--format=json", "--each", ...files]),
  ], { env: ownEnvironment() });
  assert(text.length > 100_000);
  assertEquals(JSON.parse(text).targets.length, 400);
});
