import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { ownEnvironment } from "../../offline/children.ts";
import { commandLine, endOf, run, start } from "../helpers/command.ts";
import { keys } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { read } from "../helpers/programs.ts";
import { readReport, type Report } from "../helpers/report.ts";
import { hanging, json } from "../helpers/replies.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const isWindows = Deno.build.os === "windows";

type Line = Report & { readonly file?: string };

function linesOf(text: string): Line[] {
  assertMatch(text, /^(?:\{[^\n]*\}\n)*$/u);
  return text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
}

/** Env files with a key each for one server. */
function filesFor(url: string, count: number) {
  return writeEnvFiles(Object.fromEntries(
    keys(count).map((key, index) => [`${index}.env`, clientWith(url, key)]),
  ));
}

/** Reads from a process until a whole line has come. */
async function firstLineOf(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

Deno.test("zenml-env doctor --each --format jsonl writes a target as soon as it is done, while others are still examined", async () => {
  await using quick = await startDemoServer("healthy");
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await using slow = listenAsZenml({
    info: async (connection) => {
      await released;
      await json(200, {})(connection);
    },
  });
  await using folder = await writeEnvFiles({
    "slow.env": clientWith(slow.url, KEY),
    "quick.env": quick.environment,
  });
  const child = start(["doctor", "--format=jsonl", "--each", ...folder.files]);
  const reader = child.stdout.getReader();
  const [first] = linesOf(await mustEnd(firstLineOf(reader), release));
  // The other server has not responded by now.
  release();
  assertEquals([first?.file, first?.ok], [folder.files[1], true]);
  const [second] = linesOf(await firstLineOf(reader));
  assertEquals([second?.file, second?.ok], [folder.files[0], false]);
  reader.releaseLock();
  const { status, stderr } = await endOf(child);
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^server-not-zenml: 1 target \([^\n]*slow\.env\)\nFailed: 1 of 2 targets \([^\n]*\)\n$/u,
  );
});

Deno.test("zenml-env doctor --format jsonl writes the same object as a member of targets in json, on one line", async () => {
  await using server = await startDemoServer("inactive-key");
  await using folder = await writeEnvFiles({ "a.env": server.environment });
  const file = `${folder.path}/report.json`;
  const { stdout } = await run([
    "doctor",
    "--format=jsonl",
    `--format=json=${file}`,
    "--each",
    ...folder.files,
  ]);
  const { targets } = JSON.parse(await Deno.readTextFile(file));
  assertEquals(linesOf(stdout), targets);
});

Deno.test("zenml-env doctor --format jsonl without --each writes the object of json on one line, and nothing else", async () => {
  await using server = await startDemoServer("healthy");
  const args = ["doctor", "--format=jsonl"];
  const { status, stdout, stderr } = await run(args, {
    env: server.environment,
  });
  assertEquals([status, stderr], [0, ""]);
  const [line, ...others] = linesOf(stdout);
  assertEquals(others, []);
  assertEquals(line?.file, undefined);
  assertEquals(readReport(JSON.stringify(line)).ok, true);
});

Deno.test("zenml-env doctor --format jsonl=FILE writes lines to a file, whatever it held, next to a report for people", async () => {
  await using server = listenAsZenml();
  await using folder = await filesFor(server.url, 3);
  const file = `${folder.path}/report.jsonl`;
  await Deno.writeTextFile(file, "x".repeat(100_000));
  const { status, stdout, stderr } = await run([
    "doctor",
    `--format=jsonl=${file}`,
    "--format=text",
    "--each",
    ...folder.files,
  ]);
  assertEquals([status, stderr], [0, ""]);
  assertMatch(stdout, /\nOK: 3 targets /u);
  const lines = linesOf(await Deno.readTextFile(file));
  assertEquals(
    lines.map(({ file }) => file).toSorted(),
    folder.files.toSorted(),
  );
});

Deno.test(
  "zenml-env doctor --each --format jsonl keeps the lines that are written when it is interrupted, and says how many are not",
  { ignore: isWindows },
  async () => {
    await using quick = await startDemoServer("healthy");
    await using slow = listenAsZenml({ info: hanging() });
    await using folder = await writeEnvFiles({
      "a.env": quick.environment,
      "b.env": clientWith(slow.url, KEY),
      "c.env": clientWith(slow.url, KEY),
    });
    const file = `${folder.path}/report.jsonl`;
    const child = start([
      "doctor",
      "--jobs=1",
      "--format=jsonl",
      `--format=jsonl=${file}`,
      "--timeout=5m",
      "--deadline=10m",
      "--each",
      ...folder.files,
    ]);
    await slow.seen("/info");
    child.kill("SIGINT");
    const { status, stdout, stderr } = await mustEnd(
      endOf(child),
      () => child.kill("SIGKILL"),
    );
    assertEquals(status, 130);
    assertEquals(linesOf(stdout).map(({ file }) => file), [folder.files[0]]);
    assertEquals(await Deno.readTextFile(file), stdout);
    assertMatch(
      stderr,
      /^Interrupted: 2 of 3 targets not known to work \([^\n]*\)\n$/u,
    );
  },
);

Deno.test("zenml-env doctor --each --format jsonl ends quietly, and begins no other target, once its reader has gone", async () => {
  const count = 300;
  await using server = listenAsZenml();
  await using folder = await filesFor(server.url, count);
  const child = start([
    "doctor",
    "--jobs=2",
    "--format=jsonl",
    "--each",
    ...folder.files,
  ]);
  const reader = child.stdout.getReader();
  await firstLineOf(reader);
  await reader.cancel();
  const [{ code }, stderr] = await mustEnd(Promise.all([
    child.status,
    new Response(child.stderr).text(),
  ]));
  assertEquals([code, stderr], [0, ""]);
  const logins = server.requests.filter(({ path }) => path.endsWith("/login"));
  assert(logins.length < count, `${logins.length}`);
});

Deno.test(
  "zenml-env doctor --format jsonl ends with 2 and one line where standard output takes nothing",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using server = listenAsZenml();
    await using folder = await filesFor(server.url, 3);
    const said = await read("sh", [
      "-c",
      '"$@" 2>&1 >/dev/full; echo "status $?"',
      "sh",
      ...commandLine(["doctor", "--format=jsonl", "--each", ...folder.files]),
    ], { env: ownEnvironment() });
    assertEquals(
      said,
      "Cannot write to standard output: No space left on device\nstatus 2\n",
    );
  },
);

Deno.test(
  "zenml-env doctor --format jsonl=FILE leaves whole lines alone where the disk is full",
  { ignore: isWindows },
  async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/report.jsonl`;
    const missing = Array.from({ length: 9 }, (_, index) => `no-${index}.env`);
    // A limit on the size of files is a full disk that needs no disk of its own.
    const script = 'trap "" XFSZ; ulimit -f 1; "$@" 2>&1; echo "status $?"';
    const said = await read("bash", [
      "-c",
      script,
      "bash",
      ...commandLine([
        "doctor",
        `--format=jsonl=${file}`,
        "--each",
        ...missing,
      ]),
    ], { env: ownEnvironment() });
    assertMatch(said, /^Cannot write [^\n]+: File too large\nstatus 2\n$/u);
    assert(linesOf(await Deno.readTextFile(file)).length > 0);
  },
);

Deno.test("zenml-env doctor --each --format jsonl shows no secret of a target whose turn has not come", async () => {
  const password = "hunter2 and hunter3";
  await using echoing = listenAsZenml({
    login: json(418, { detail: `heard of ${password}` }),
  });
  await using folder = await writeEnvFiles({
    "a.env": clientWith(echoing.url, KEY),
    "b.env":
      `ZENML_STORE_URL=${echoing.url}\nZENML_STORE_USERNAME=me\nZENML_STORE_PASSWORD="${password}"\n`,
  });
  const file = `${folder.path}/report.jsonl`;
  const { stdout, stderr } = await run([
    "doctor",
    "--jobs=1",
    "--format=jsonl",
    `--format=jsonl=${file}`,
    "--each",
    ...folder.files,
  ]);
  assertMatch(stdout, /^[^\n]*heard of \[redacted\]/u);
  assertEquals(linesOf(stdout).length, 2);
  for (const text of [stdout, stderr, await Deno.readTextFile(file)]) {
    assert(!text.includes("hunter"), text);
  }
});

Deno.test("zenml-env doctor --each --format jsonl takes a secret out of a line so that it stays one object on one line", async () => {
  const password = '":"4711",{}[]';
  await using echoing = listenAsZenml({
    login: json(418, { detail: `heard of ${password}` }),
  });
  await using folder = await writeEnvFiles({
    "a.env":
      `ZENML_STORE_URL=${echoing.url}\nZENML_STORE_USERNAME=me\nZENML_STORE_PASSWORD='${password}'\n`,
  });
  const { stdout } = await run([
    "doctor",
    "--format=jsonl",
    "--each",
    ...folder.files,
  ]);
  const [line] = linesOf(stdout);
  assertEquals(line?.ok, false);
  assert(!stdout.includes("4711"), stdout);
});

Deno.test("zenml-env doctor --each --wait --format jsonl writes a healthy target while it waits for another", async () => {
  await using quick = await startDemoServer("healthy");
  await using waiting = await startDemoServer("down");
  await using folder = await writeEnvFiles({
    "a.env": waiting.environment,
    "b.env": quick.environment,
  });
  const child = start([
    "doctor",
    "--wait=5m",
    "--format=jsonl",
    "--each",
    ...folder.files,
  ]);
  const reader = child.stdout.getReader();
  const [first] = linesOf(
    await mustEnd(firstLineOf(reader), () => child.kill("SIGKILL")),
  );
  assertEquals([first?.file, first?.ok], [folder.files[1], true]);
  child.kill("SIGKILL");
  await reader.cancel();
  await child.stderr.cancel();
  await child.status;
});
