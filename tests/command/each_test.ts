import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeApiKey } from "../../lib/resolution/credential_format.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { endOf, run, start } from "../helpers/command.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { codesIn, readReport, type Report } from "../helpers/report.ts";
import { hanging, json } from "../helpers/replies.ts";
import { listenAsZenml, SESSION_TOKEN } from "../helpers/zenml_listener.ts";

/** A report of `--each`. */
interface EachReport {
  readonly ok: boolean;
  readonly summary: Readonly<Record<string, number>>;
  readonly targets: readonly (Report & { readonly file: string })[];
}

async function each(
  files: readonly string[],
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const { status, stdout, stderr } = await run(
    ["doctor", "--format", "json", ...args, "--each", ...files],
    { env },
  );
  assertEquals(stderr, "");
  const report: EachReport = JSON.parse(stdout);
  assertEquals(report.ok, status === 0);
  return { status, report };
}

/** Keys of the right form, no two the same. */
function keys(count: number): string[] {
  return Array.from(
    { length: count },
    () => encodeApiKey({ id: crypto.randomUUID(), value: "ab".repeat(32) }),
  );
}

Deno.test("zenml-env doctor --each reports each file by itself, in the order in which they were named", async () => {
  await using healthy = await startDemoServer("healthy");
  await using broken = await startDemoServer("inactive-key");
  await using folder = await writeEnvFiles({
    "b.env": broken.environment,
    "a.env": healthy.environment,
  });
  const { status, report } = await each(folder.files);
  assertEquals(status, 1);
  assertEquals(report.targets.map(({ file, ok }) => [file, ok]), [
    [folder.files[0], false],
    [folder.files[1], true],
  ]);
  const [first, second] = report.targets;
  assert(first && second);
  assertEquals(codesIn(first), ["key-inactive error"]);
  assertEquals(codesIn(second), []);
  assertEquals(
    report.summary["pass"],
    (first.summary["pass"] ?? 0) + (second.summary["pass"] ?? 0),
  );
});

Deno.test("zenml-env doctor --each takes its values from the file and the flags, never from the environment", async () => {
  await using server = await startDemoServer("healthy");
  const url = server.environment["ZENML_STORE_URL"] ?? "";
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  await using folder = await writeEnvFiles({
    "url.env": { ZENML_STORE_URL: url },
  });
  const { report } = await each(folder.files, [], { ZENML_STORE_API_KEY: key });
  assertEquals(codesIn(report.targets[0]!), ["credential-missing error"]);

  await using other = await writeEnvFiles({
    "other.env": clientWith("http://127.0.0.1:9", "changeme"),
    "empty.env": "",
  });
  const { status, stdout } = await run([
    "doctor",
    "--each",
    ...other.files,
    "--url",
    url,
    "--api-key-stdin",
  ], { stdin: `${key}\n` });
  assertEquals(status, 0, stdout);
  assertMatch(stdout, /All is well: 2 targets \(/u);
});

Deno.test("zenml-env doctor --each asks once for targets with the same connection, and names each file's own lines", async () => {
  await using server = await startDemoServer("deleted-key");
  await using folder = await writeEnvFiles({
    "one.env": server.environment,
    "two.env": `# a comment\n${
      Object.entries(server.environment).map((entry) => entry.join("=")).join(
        "\n",
      )
    }`,
    "three.env": server.environment,
  });
  const { report } = await each(folder.files);
  const asked = server.requests.map(({ path }) => path).toSorted();
  assertEquals(asked, ["/api/v1/info", "/api/v1/login", "/ready"]);
  assertEquals(
    report.targets.map(({ connections }) =>
      connections.flatMap(({ checks }) =>
        checks.flatMap(({ findings }) => findings)
      ).map(({ code, source }) => [code, source])
    ),
    [2, 3, 2].map((line, index) => [
      ["key-unknown", `${folder.files[index]}:${line}`],
    ]),
  );
});

Deno.test("zenml-env doctor --each logs in once for each key of a server, and asks the rest once", async () => {
  await using server = listenAsZenml();
  await using folder = await writeEnvFiles(Object.fromEntries(
    keys(5).map((key, index) => [`${index}.env`, clientWith(server.url, key)]),
  ));
  const { status } = await each(folder.files);
  const count = (path: string) =>
    server.requests.filter((request) => request.path.endsWith(path)).length;
  assertEquals(
    [status, count("/info"), count("/ready"), count("/login")],
    [0, 1, 1, 5],
  );
});

for (const [jobs, most] of [["1", 1], ["2", 2], ["3", 3]] as const) {
  Deno.test(`zenml-env doctor --each --jobs ${jobs} examines ${jobs} at a time`, async () => {
    const count = 6;
    let [now, peak] = [0, 0];
    const waiting: (() => void)[] = [];
    await using server = listenAsZenml({
      // As many as there may be at a time come before the first one is answered.
      login: async (connection: Deno.Conn) => {
        peak = Math.max(peak, ++now);
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.push(resolve);
        if (waiting.length === most) waiting.splice(0).forEach((go) => go());
        await promise;
        now--;
        await json(200, { access_token: SESSION_TOKEN })(connection);
      },
    });
    await using folder = await writeEnvFiles(Object.fromEntries(
      keys(count).map((key, index) => [
        `${index}.env`,
        clientWith(server.url, key),
      ]),
    ));
    const { status } = await each(folder.files, ["--jobs", jobs]);
    assertEquals([status, peak], [0, most]);
  });
}

Deno.test("zenml-env doctor --each lets a file that cannot be read fail, and no other", async () => {
  await using server = await startDemoServer("healthy");
  await using folder = await writeEnvFiles({
    "well.env": server.environment,
    "binary.env": "ZENML_STORE_URL=\0",
  });
  const [well = "", binary = ""] = folder.files;
  const { status, report } = await each([`${well}.not`, binary, well]);
  assertEquals(status, 1);
  assertEquals(report.targets.map(codesIn), [
    ["file-unreadable error"],
    ["file-unreadable error"],
    [],
  ]);
  const [missing] = report.targets[0]?.findings ?? [];
  assertEquals([missing?.source, missing?.variable], [`${well}.not`, null]);
});

Deno.test("zenml-env doctor --each needs the permission for each file, and says so of the one without", async () => {
  await using server = await startDemoServer("healthy");
  await using folder = await writeEnvFiles({
    "a.env": server.environment,
    "b.env": server.environment,
  });
  const [a = "", b = ""] = folder.files;
  const { status, stdout } = await run(["doctor", "--each", a, b], {
    permissions: [
      "--allow-env=ZENML_*",
      "--allow-net=127.0.0.1",
      `--allow-read=${a}`,
    ],
  });
  assertEquals(status, 1);
  assertMatch(stdout, new RegExp(`--allow-read=${b}`, "u"));
});

Deno.test("zenml-env doctor --each writes a table, and all about the targets that are not well", async () => {
  await using healthy = await startDemoServer("healthy");
  await using broken = await startDemoServer("inactive-key");
  await using folder = await writeEnvFiles({
    "a.env": healthy.environment,
    "b.env": broken.environment,
    "c.env": { ...healthy.environment, ZENML_STORE_URL: `${healthy.url}/` },
  });
  const [a, b, c] = folder.files;
  const args = ["doctor", "--each", ...folder.files];
  const { status, stdout } = await run(args);
  assertEquals(status, 1);
  assertMatch(
    stdout,
    new RegExp(
      `== ${b}\n.*Not well: key-inactive.*\n\n {2}Target +URL +Verdict +First problem +Time\n` +
        `✓ ${a} +${healthy.url} +well +- +\\d.*\n` +
        `✗ ${b} +${broken.url} +not well +key-inactive +\\d.*\n` +
        `! ${c} +${healthy.url} +warnings +url-trailing-slash +\\d.*\n` +
        `\nNot well: 1 of 3 targets \\(.*\\)\\.\n$`,
      "su",
    ),
  );
  assert(!stdout.includes(`== ${a}`) && !stdout.includes(`== ${c}`));
  const quiet = (await run([...args, "--quiet"])).stdout;
  assert(!quiet.includes(`${a}`) && quiet.includes(`✗ ${b}`));
  const strict = (await run([...args, "--strict"])).stdout;
  assertMatch(strict, /Not well: 2 of 3 targets/u);
});

Deno.test("zenml-env doctor --each gives the whole run one deadline", async () => {
  await using server = listenAsZenml({ info: hanging() });
  await using folder = await writeEnvFiles(Object.fromEntries(
    keys(3).map((key, index) => [`${index}.env`, clientWith(server.url, key)]),
  ));
  const { status, report } = await each(folder.files, [
    "--jobs",
    "1",
    "--deadline",
    "300ms",
  ]);
  assertEquals(status, 1);
  assertEquals(
    report.targets.map(codesIn),
    report.targets.map(() => ["deadline-exceeded error"]),
  );
});

Deno.test(
  "zenml-env doctor --each reports every target when it is interrupted",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    await using server = listenAsZenml({ login: hanging() });
    await using folder = await writeEnvFiles(Object.fromEntries(
      keys(3).map((
        key,
        index,
      ) => [`${index}.env`, clientWith(server.url, key)]),
    ));
    const child = start([
      "doctor",
      "--jobs",
      "1",
      "--format",
      "json",
      "--each",
      ...folder.files,
    ]);
    await server.seen("/login");
    child.kill("SIGINT");
    const { status, stdout, stderr } = await endOf(child);
    const report: EachReport = JSON.parse(stdout);
    assertEquals([status, stderr, report.ok], [130, "", false]);
    assertEquals(report.targets.map(({ ok }) => ok), [false, false, false]);
    const last = report.targets[2]?.connections[0]?.checks[0];
    assertEquals(last?.status, "skip");
  },
);

Deno.test("zenml-env doctor --each names every target of many", async () => {
  await using server = listenAsZenml();
  await using folder = await writeEnvFiles(Object.fromEntries(
    keys(150).map((key, index) => [
      `${index}.env`,
      clientWith(server.url, key),
    ]),
  ));
  const { status, report } = await each(folder.files, ["--jobs", "32"]);
  assertEquals([status, report.targets.length], [0, 150]);
  assertEquals(report.targets.map(({ file }) => file), folder.files);
});

Deno.test("zenml-env doctor --each does not look at this machine's login, nor at a demonstration", async () => {
  await using folder = await writeEnvFiles({ "a.env": { ZENML_API_KEY: KEY } });
  const { report } = await each(folder.files, [], {
    KUBERNETES_SERVICE_HOST: "x",
  });
  assertEquals(codesIn(report.targets[0]!), ["url-missing error"]);
  assertEquals(readReport(JSON.stringify(report.targets[0])).ok, false);
});
