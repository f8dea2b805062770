import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { each, keys } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

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
  assertMatch(stdout, /OK: 2 targets \(/u);
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

Deno.test("zenml-env doctor --each writes a table, and all about the targets that failed", async () => {
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
      `== ${b}\n.*Failed: key-inactive.*\n\n {2}Target +URL +Result +First problem +Time\n` +
        `✓ ${a} +${healthy.url} +ok +- +\\d.*\n` +
        `✗ ${b} +${broken.url} +failed +key-inactive +\\d.*\n` +
        `! ${c} +${healthy.url} +warnings +url-trailing-slash +\\d.*\n` +
        `\nFailed: 1 of 3 targets \\(.*\\)\n$`,
      "su",
    ),
  );
  assert(!stdout.includes(`== ${a}`) && !stdout.includes(`== ${c}`));
  const quiet = (await run([...args, "--quiet"])).stdout;
  assert(!quiet.includes(`${a}`) && quiet.includes(`✗ ${b}`));
  const strict = (await run([...args, "--strict"])).stdout;
  assertMatch(strict, /Failed: 2 of 3 targets/u);
  const [wellFile = "", , warnedFile = ""] = folder.files;
  const warned = await run(["doctor", "--each", wellFile, warnedFile]);
  assertMatch(
    warned.stdout,
    /\nOK: 2 targets, 1 with warnings \(.*\)\n$/u,
  );
});

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
