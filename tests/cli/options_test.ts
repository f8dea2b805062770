import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { assertSteps } from "../helpers/steps.ts";

const URL_A = "https://a.example.com";
const OFFLINE = { permissions: ["--allow-env=ZENML_*"] };

/** A configuration with one warning: it ends with 0, and with 1 under --strict. */
const WARNED = { ZENML_STORE_URL: `${URL_A}/`, ZENML_STORE_API_KEY: KEY };

async function offline(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const { status, stdout, stderr } = await run(
    ["doctor", "--offline", "--format", "json", ...args],
    { ...OFFLINE, env },
  );
  assertEquals(stderr, "");
  const report = readReport(stdout);
  assertEquals(report.ok, status === 0);
  return { status, report, codes: codesIn(report) };
}

Deno.test("zenml-env doctor --offline needs no permission but for variables, and examines the configuration", async () => {
  const { status, codes, report } = await offline([], WARNED);
  assertEquals([status, codes], [0, ["url-trailing-slash warning"]]);
  assertSteps(report.connections[0]?.checks ?? [], {
    target: "pass",
    others: "skip",
  });
});

Deno.test("zenml-env doctor --strict fails on a warning", async () => {
  assertEquals((await offline(["--strict"], WARNED)).status, 1);
});

Deno.test("zenml-env doctor --ignore drops a finding, also before --strict", async () => {
  for (
    const args of [["--ignore", "url-trailing-slash"], [
      "--ignore=key-refused,url-trailing-slash",
      "--strict",
    ]]
  ) {
    const { status, codes } = await offline(args, WARNED);
    assertEquals([status, codes], [0, []]);
  }
});

Deno.test("zenml-env doctor --ignore makes a failed step one that does not count", async () => {
  const { status, stdout } = await run([
    "doctor",
    "--demo=inactive-key",
    "--ignore",
    "key-inactive",
    "--format",
    "json",
  ]);
  assertEquals(status, 0);
  const report = readReport(stdout);
  assertEquals([report.ok, report.summary["fail"]], [true, 0]);
});

Deno.test("zenml-env doctor --url replaces the URL for every program in use", async () => {
  const { report, codes } = await offline(["--url", "https://b.example.com"], {
    ...WARNED,
    ZENML_SERVER_URL: URL_A,
    ZENML_API_KEY: KEY,
  });
  assertEquals(codes, []);
  assertEquals(report.connections.map(({ serverUrl }) => serverUrl), [
    "https://b.example.com",
  ]);
});

Deno.test("zenml-env doctor --consumer drops what concerns the other program", async () => {
  const env = { ...WARNED, ZENML_SERVER_URL: `${URL_A}/`, ZENML_API_KEY: KEY };
  const client = await offline(["--consumer", "client"], env);
  assertEquals([client.status, client.codes], [0, [
    "url-trailing-slash warning",
  ]]);
  assertEquals(client.report.connections[0]?.consumers, ["client"]);
  const terraform = await offline(["--consumer=terraform"], env);
  assertEquals([terraform.status, terraform.codes], [1, [
    "url-trailing-slash error",
  ]]);
});

Deno.test("zenml-env doctor --prefer makes a disagreement a warning", async () => {
  const env = {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_API_KEY: KEY,
    ZENML_SERVER_URL: "https://b.example.com",
    ZENML_API_KEY: KEY,
  };
  const none = await offline([], env);
  assertEquals([none.status, none.codes], [1, ["conventions-disagree error"]]);
  for (const convention of ["store", "terraform"]) {
    const { status, codes } = await offline(["--prefer", convention], env);
    assertEquals([status, codes], [0, ["conventions-disagree warning"]]);
  }
});

Deno.test("zenml-env doctor --only and --skip choose the steps", async () => {
  const { status, stdout } = await run([
    "doctor",
    "--demo=inactive-key",
    "--only",
    "server,version",
    "--only=clock",
    "--skip",
    "clock",
    "--format",
    "json",
  ]);
  assertEquals(status, 0);
  const { connections } = readReport(stdout);
  const ran = connections[0]?.checks.filter(({ status }) => status !== "skip");
  assertEquals(ran?.map(({ id }) => id), ["target", "server", "version"]);
});

Deno.test("zenml-env doctor --quiet says what failed and the last sentence alone", async () => {
  const good = await run(["doctor", "--demo", "--quiet"]);
  assertEquals(good.status, 0);
  assertMatch(good.stdout, /^OK: [^\n]+\n$/u);
  const bad = await run(["doctor", "--demo=inactive-key", "--quiet"]);
  assertEquals(bad.status, 1);
  assertMatch(
    bad.stdout,
    /^Failed: key-inactive: [^]+ \(\d+ ms\)\n {2}In [^\n]+\nFix:/u,
  );
  assert(!bad.stdout.includes("✓"));
});

Deno.test("zenml-env doctor --verbose says more than without", async () => {
  const normal = await run(["doctor", "--demo=inactive-key"]);
  const verbose = await run(["doctor", "--demo=inactive-key", "--verbose"]);
  assertEquals([normal.status, verbose.status], [1, 1]);
  assert(verbose.stdout.length > normal.stdout.length);
  assertStringIncludes(verbose.stdout, "skewSeconds: ");
});

Deno.test("zenml-env doctor --api-key-stdin reads the key, with a line break or without", async () => {
  await using server = await startDemoServer("healthy");
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  for (const stdin of [key, `${key}\n`, `${key}\r\n`]) {
    const { status, stdout, stderr } = await run(
      ["doctor", "--api-key-stdin", "--url", server.url, "--format", "json"],
      { stdin, env: { ZENML_STORE_API_KEY: "changeme" } },
    );
    assertEquals([status, stderr], [0, ""]);
    const { connections } = JSON.parse(stdout);
    assertEquals(connections[0].credential.source, "standard input");
    assert(!stdout.includes(key));
  }
});

Deno.test("zenml-env doctor --api-key-stdin finds the fault of what is no key", async () => {
  for (
    const [stdin, code] of [
      ["", "value-empty"],
      ["changeme", "value-placeholder"],
      [`${KEY}\n${KEY}\n`, "key-malformed"],
      ["\u0000\u0001", "value-whitespace"],
    ] as const
  ) {
    const { stdout, stderr } = await run(
      [
        "doctor",
        "--offline",
        "--api-key-stdin",
        "--url",
        URL_A,
        "--format",
        "json",
      ],
      { ...OFFLINE, stdin },
    );
    assertEquals(stderr, "");
    const codes = codesIn(readReport(stdout)).join();
    assertStringIncludes(codes, code);
  }
});

Deno.test("zenml-env doctor --timeout and --deadline limit the run", async () => {
  const deadline = await run([
    "doctor",
    "--demo=slow",
    "--deadline",
    "300ms",
    "--format=json",
  ]);
  assertEquals(deadline.status, 1);
  assertEquals(codesIn(readReport(deadline.stdout)), [
    "deadline-exceeded error",
  ]);
  const timeout = await run([
    "doctor",
    "--demo=slow",
    "--timeout",
    "0.2s",
    "--format=json",
  ]);
  assertEquals(codesIn(readReport(timeout.stdout)), ["response-timeout error"]);
});

Deno.test("zenml-env resolve --strict and --ignore decide on the exit status", async () => {
  for (
    const [args, status] of [[[], 0], [["--strict"], 1], [[
      "--strict",
      "--ignore=url-trailing-slash",
    ], 0]] as const
  ) {
    const ended = await run(["resolve", "--format", "json", ...args], {
      ...OFFLINE,
      env: WARNED,
    });
    assertEquals([ended.status, ended.stderr], [status, ""]);
    assertEquals(JSON.parse(ended.stdout).ok, status === 0);
  }
});

Deno.test("zenml-env --api-key-stdin ends with 2 for more than any key", async () => {
  const { status, stdout, stderr } = await run(
    ["resolve", "--api-key-stdin"],
    { stdin: "x".repeat(100_000) },
  );
  assertEquals([status, stdout], [2, ""]);
  assertEquals(
    stderr,
    "--api-key-stdin was given more bytes than any key has\n",
  );
});
