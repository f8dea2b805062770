import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { startDemoServer } from "../../lib/demo/server.ts";
import { ROOT } from "../../offline/children.ts";
import { type LoopbackJsr, serveJsr } from "../../publish/loopback_jsr.ts";
import { runDeno } from "../helpers/deno.ts";
import {
  type PreparedPackage,
  preparePackage,
} from "../helpers/prepared_package.ts";
import { serveRegistry } from "../helpers/registry.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

/**
 * What a command may cost on a machine that has never run it.
 *
 * A quarter is JSR's index of the library's modules, which is counted uncompressed.
 */
const AT_MOST = { requests: 5, bytes: 560 * 1024 } as const;

const COMMAND = `jsr:${config.name}/cli`;

let made: Promise<PreparedPackage> | undefined;

/** Makes the package that all tests of this file read. */
function preparePackageOnce(): Promise<PreparedPackage> {
  return made ??= preparePackage();
}

Deno.test.afterAll(async () => {
  await (await made)?.[Symbol.asyncDispose]();
});

/** Runs Deno where no package is cached, and JSR has this one alone. */
async function runCold(
  jsr: LoopbackJsr,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  await using folder = await temporaryFolder();
  const ended = await runDeno(args, {
    cwd: folder.path,
    env: {
      DENO_DIR: `${folder.path}/cache`,
      DENO_INSTALL_ROOT: folder.path,
      NPM_CONFIG_REGISTRY: "http://127.0.0.1:9",
      JSR_URL: jsr.url,
      ...env,
    },
  });
  const requests = jsr.takeRequests();
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  return { ...ended, paths: requests.map(({ path }) => path), bytes };
}

Deno.test("deno task publish:check takes the library's modules as they are, the command as one file, and what explains them", async () => {
  const prepared = await preparePackageOnce();
  await using cache = await temporaryFolder();
  await using registry = serveRegistry();
  const dryRun = config.tasks["publish:check"].command.split(" && ").at(-1);
  const { status, stdout, stderr } = await runDeno(
    ["task", "--quiet", "--eval", dryRun ?? ""],
    {
      cwd: prepared.repository,
      env: {
        DENO_DIR: cache.path,
        JSR_URL: `http://127.0.0.1:${registry.addr.port}`,
      },
    },
  );
  const said = stdout + stderr;
  assertEquals([status, said.includes("warning[")], [0, false], said);
  assertMatch(said, /^Check .*mod\.ts$/mu);
  const root = `file://${prepared.folder}/`;
  const listed = [...said.matchAll(/^ +(file:\S+) \(/gmu)]
    .map(([, url = ""]) => url.slice(root.length));
  const made = ["deno.json", "cli.js", "cli.d.ts"];
  const copied = listed.filter((path) => !made.includes(path));
  assertEquals(listed.length, copied.length + made.length);
  for (const path of copied) {
    assertEquals(
      await Deno.readTextFile(`${prepared.folder}/${path}`),
      await Deno.readTextFile(new URL(path, ROOT)),
      path,
    );
  }
  for (
    const path of ["README.md", "CHANGELOG.md", "LICENSE", "mod.ts"]
  ) {
    assert(copied.includes(path), path);
  }
  // Everything but the command is there: the dry run checks the types of what it lists.
  assert(copied.includes("lib/doctor/diagnose.ts"));
  assertEquals(copied.filter((path) => path.startsWith("lib/cli/")), []);
});

Deno.test("the published command costs a machine that never ran it five requests at most, and 560 KiB", async () => {
  const prepared = await preparePackageOnce();
  await using jsr = await serveJsr(prepared.folder);
  await using server = await startDemoServer("inactive-key");
  const { host } = new URL(server.url);
  const run = ["run", "--quiet", "--no-prompt"];
  const ended = await runCold(jsr, [...run, COMMAND, "--version"]);
  assertEquals(ended, {
    ...ended,
    status: 0,
    stdout: `zenml-env ${config.version}\n`,
    stderr: "",
  });
  assertCheap(ended);
  const doctor = await runCold(jsr, [
    ...run,
    "--allow-env=ZENML_*",
    `--allow-net=${host}`,
    COMMAND,
    "doctor",
    "--format=json",
    "--consumer=client",
  ], server.environment);
  assertEquals([doctor.status, doctor.stderr], [1, ""]);
  assertEquals(codesIn(readReport(doctor.stdout)), ["key-inactive error"]);
  assertCheap(doctor);
  const install = ["install", "--global", "--quiet", "--name=zenml-env"];
  const installed = await runCold(jsr, [...install, COMMAND]);
  assertEquals(installed.status, 0, installed.stderr);
  assertCheap(installed);
});

function assertCheap(
  { paths, bytes }: { readonly paths: readonly string[]; bytes: number },
): void {
  assert(paths.length > 0);
  assert(paths.length <= AT_MOST.requests, paths.join("\n"));
  assert(bytes <= AT_MOST.bytes, `${bytes} bytes`);
}

Deno.test("the published command says at its head what it is, and no tool has a word about its style", async () => {
  const prepared = await preparePackageOnce();
  const file = `${prepared.folder}/cli.js`;
  const head = (await Deno.readTextFile(file)).split("\n").slice(0, 4);
  assert(head.includes('// @ts-self-types="./cli.d.ts"'));
  assert(
    head.includes(
      `// ${config.name.split("/")[1]} ${config.version}, MIT License`,
    ),
  );
  for (
    const args of [
      ["lint", "--quiet", "--rules-exclude=no-slow-types"],
      ["fmt", "--check", "--quiet"],
      ["check", "--quiet", "--check-js"],
    ]
  ) {
    await using other = await temporaryFolder();
    await Deno.copyFile(file, `${other.path}/cli.js`);
    await Deno.copyFile(
      `${prepared.folder}/cli.d.ts`,
      `${other.path}/cli.d.ts`,
    );
    const ended = await runDeno([...args, "cli.js"], { cwd: other.path });
    assertEquals(ended.status, 0, ended.stderr + ended.stdout);
  }
});

Deno.test("the published command is documented as its source is", async () => {
  const prepared = await preparePackageOnce();
  const documentation = async (cwd: string, file: string) => {
    const { status, stdout, stderr } = await runDeno(["doc", file], { cwd });
    assertEquals(status, 0, stderr);
    return stdout.replaceAll(/^Defined in .*$/gmu, "")
      .replaceAll("async function", "function");
  };
  const published = await documentation(prepared.folder, "cli.d.ts");
  assertMatch(published, /run\(args: readonly string\[\]\)/u);
  assertEquals(published, await documentation(prepared.repository, "cli.ts"));
});

Deno.test("the library that is published loads without the command", async () => {
  const prepared = await preparePackageOnce();
  await using registry = serveRegistry();
  await using jsr = await serveJsr(prepared.folder, {
    others: `http://127.0.0.1:${registry.addr.port}`,
  });
  const ended = await runCold(jsr, [
    "eval",
    `import { resolve } from "jsr:${config.name}"; console.log(typeof resolve);`,
  ]);
  assertEquals([ended.status, ended.stdout], [0, "function\n"], ended.stderr);
  assertEquals(ended.paths.filter((path) => path.endsWith("/cli.js")), []);
});
