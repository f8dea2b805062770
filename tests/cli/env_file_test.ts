import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const URL_A = "https://a.example.com";

/** A file that cannot be read or decoded, and what the one line says. */
const UNREADABLE: readonly (readonly [
  criterion: string,
  content: string | Uint8Array,
  said: RegExp,
])[] = [
  ["binary", new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), /not UTF-8/u],
  ["UTF-16", new Uint8Array([0x5a, 0, 0x3d, 0, 0x31, 0]), /not UTF-8/u],
  ["larger than any env file", "#".repeat((1 << 20) + 1), /larger/u],
];

for (const [criterion, content, said] of UNREADABLE) {
  Deno.test(`zenml-env ends with 2 and one line for an env file that is ${criterion}`, async () => {
    await using at = await temporaryFolder();
    const file = await at.write("x.env", content);
    for (const command of ["doctor", "resolve"]) {
      const { status, stdout, stderr } = await run([
        command,
        "--env-file",
        file,
      ]);
      assertEquals([status, stdout], [2, ""]);
      assertMatch(stderr, /^Cannot read [^\n]+\n$/u);
      assertMatch(stderr, said);
      assertStringIncludes(stderr, file);
    }
  });
}

Deno.test("zenml-env ends with 2 and one line for an env file that is missing", async () => {
  const { status, stdout, stderr } = await run([
    "doctor",
    "--env-file",
    "/nowhere/x.env",
  ]);
  assertEquals([status, stdout], [2, ""]);
  assertEquals(stderr, "Cannot read /nowhere/x.env: there is no such file\n");
});

Deno.test("zenml-env ends with 2 and one line for an env file that is a directory", async () => {
  await using at = await temporaryFolder();
  const { status, stdout, stderr } = await run([
    "doctor",
    "--env-file",
    at.path,
  ]);
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^Cannot read [^\n]+directory\n$/u);
});

Deno.test("zenml-env ends with 2 and the flag for an env file that it may not read", async () => {
  await using at = await temporaryFolder();
  const file = await at.write("x.env", "");
  const { status, stdout, stderr } = await run(["doctor", "--env-file", file], {
    permissions: ["--allow-env=ZENML_*"],
  });
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^[^\n]+\n$/u);
  assertStringIncludes(stderr, "--allow-read");
});

Deno.test("zenml-env ends with one line for the name of a file with line breaks and escapes in it", async () => {
  const { status, stdout, stderr } = await run([
    "doctor",
    "--env-file",
    "/nowhere/a\nb\u001b[31m::error::c",
  ]);
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^\P{Cc}+\n$/u);
});

Deno.test("zenml-env reads no more of a file without an end than its limit", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using at = await temporaryFolder();
  const file = await at.write("sparse.env", "");
  // Takes no room on the disk, and would take all of the memory.
  await Deno.truncate(file, 2 ** 37);
  const { status, stdout, stderr } = await run(["doctor", "--env-file", file]);
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^Cannot read [^\n]+larger[^\n]+\n$/u);
});

Deno.test("zenml-env resolve lets the last env file win, and the environment over all", async () => {
  await using at = await temporaryFolder();
  const first = await at.write(
    "1.env",
    `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\n`,
  );
  const last = await at.write(
    "2.env",
    "\nZENML_STORE_URL=https://b.example.com\n",
  );
  const args = [
    "resolve",
    "--env-file",
    first,
    "--env-file",
    last,
    "--format",
    "json",
  ];
  const files = await run(args);
  assertEquals(JSON.parse(files.stdout).configuration.serverUrl, {
    value: "https://b.example.com",
    variable: "ZENML_STORE_URL",
    source: `${last}:2`,
  });
  const both = await run(args, {
    env: { ZENML_STORE_URL: "https://c.example.com" },
  });
  assertEquals(
    JSON.parse(both.stdout).configuration.serverUrl.source,
    "environment",
  );
  assertEquals(codesIn({ ...readReport(both.stdout), connections: [] }), [
    "value-shadowed info",
    "value-shadowed info",
  ]);
});

Deno.test("zenml-env doctor says in which line of which file a flaw stands", async () => {
  await using server = await startDemoServer("inactive-key");
  await using at = await temporaryFolder();
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  const file = await at.write(
    ".env",
    `# for tests\nZENML_STORE_URL=${server.url}/\n\nexport ZENML_STORE_API_KEY="${key}"\n`,
  );
  const { status, stdout, stderr } = await run([
    "doctor",
    "--env-file",
    file,
    "--format",
    "json",
  ]);
  assertEquals([status, stderr], [1, ""]);
  const report = readReport(stdout);
  assertEquals(codesIn(report), [
    "file-dialect info",
    "url-trailing-slash warning",
    "key-inactive error",
  ]);
  assertEquals(report.findings[0]?.source, `${file}:4`);
  assertEquals(report.findings[1]?.source, `${file}:2`);
  const login = report.connections[0]?.checks.find(({ id }) => id === "login");
  assertEquals(login?.findings[0]?.source, `${file}:4`);
});

Deno.test("zenml-env writes a report into a file, and the others where they belong", async () => {
  await using at = await temporaryFolder();
  const [json, text] = [`${at.path}/r.json`, `${at.path}/r.txt`];
  const { status, stdout, stderr } = await run([
    "doctor",
    "--demo",
    "--format",
    `json=${json}`,
    "--format",
    `text=${text}`,
    "--format",
    "json",
  ]);
  assertEquals([status, stderr], [0, ""]);
  assertEquals(await Deno.readTextFile(json), stdout);
  assertMatch(await Deno.readTextFile(text), /OK: /u);
  const file = await run(["doctor", "--demo", "--format", `json=${json}`]);
  assertEquals([file.status, file.stdout, file.stderr], [0, "", ""]);
});

Deno.test("zenml-env ends with 2 and one line for a report that it cannot write", async () => {
  await using at = await temporaryFolder();
  for (const file of [`${at.path}/no/r.json`, at.path]) {
    const { status, stdout, stderr } = await run(
      ["doctor", "--demo", "--format", `json=${file}`],
    );
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^Cannot write [^\n]+\n$/u);
  }
  const { status, stderr } = await run(
    ["doctor", "--demo", "--format", `json=${at.path}/r.json`],
    { permissions: PERMISSIONS.filter((flag) => flag !== "--allow-write") },
  );
  assertEquals(status, 2);
  assert(stderr.includes("--allow-write"));
});

Deno.test("zenml-env resolve says that the mark of an env file hides a name, and reads it", async () => {
  await using at = await temporaryFolder();
  const file = await at.write(
    ".env",
    `\uFEFFZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\n`,
  );
  const { status, stdout } = await run([
    "resolve",
    "--env-file",
    file,
    "--format",
    "json",
  ]);
  const { findings } = readReport(stdout);
  assertEquals(status, 0);
  assertEquals(findings.map(({ code }) => code), ["file-dialect"]);
});
