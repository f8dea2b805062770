import { assert, assertEquals, assertMatch } from "@std/assert";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { ownEnvironment } from "../../offline/children.ts";
import { commandLine, endOf, run, start } from "../helpers/command.ts";
import { clientWith } from "../helpers/examination.ts";
import { read } from "../helpers/programs.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { hanging } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** Limits of minutes: only a signal ends what hangs. */
const FAR = ["--timeout=5m", "--deadline=10m"];

const isWindows = Deno.build.os === "windows";

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(
    `zenml-env doctor prints what it has and ends with 130 on ${signal}`,
    {
      ignore: isWindows,
    },
    async () => {
      for (
        const [question, step] of [["info", "server"], [
          "login",
          "login",
        ]] as const
      ) {
        await using server = listenAsZenml({ [question]: hanging() });
        const child = start(["doctor", "--format=json", ...FAR], {
          env: clientWith(server.url, KEY),
        });
        await server.seen(`/${question}`);
        child.kill(signal);
        const { status, stdout, stderr } = await mustEnd(
          endOf(child),
          () => child.kill("SIGKILL"),
        );
        assertEquals([status, stderr], [130, ""]);
        const report = readReport(stdout);
        assertEquals([report.ok, codesIn(report)], [false, []]);
        const checks = report.connections[0]?.checks ?? [];
        assertEquals(checks.map(({ id }) => id), [...STEP_IDS]);
        assertEquals(checks.find(({ id }) => id === step)?.status, "skip");
        assertEquals(checks.find(({ id }) => id === "target")?.status, "pass");
      }
    },
  );
}

Deno.test("zenml-env doctor says in text that it was interrupted", {
  ignore: isWindows,
}, async () => {
  await using server = listenAsZenml({ login: hanging() });
  const child = start(["doctor", ...FAR], { env: clientWith(server.url, KEY) });
  await server.seen("/login");
  child.kill("SIGINT");
  const { status, stdout, stderr } = await mustEnd(
    endOf(child),
    () => child.kill("SIGKILL"),
  );
  assertEquals([status, stderr], [130, ""]);
  assertMatch(stdout, /\n {2}✓ target, dns, connect /u);
  assertMatch(stdout, /\nInterrupted: [^\n]+\n$/u);
});

Deno.test("zenml-env handles a reader that goes away", async () => {
  for (
    const [args, expected] of [
      [["doctor", "--demo"], 0],
      [["doctor"], 1],
      [["explain"], 0],
      [["--help"], 0],
      [["resolve"], 1],
    ] as const
  ) {
    const child = start(args);
    await child.stdout.cancel();
    const [{ code }, stderr] = await Promise.all([
      child.status,
      new Response(child.stderr).text(),
    ]);
    assertEquals(stderr, "");
    assertEquals(code, expected, args.join(" "));
  }
});

Deno.test(
  "zenml-env ends with 2 and one line where standard output takes nothing",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    const script = '"$@" 2>&1 >/dev/full; echo "status $?"';
    const command = commandLine(["--help"], { permissions: [] });
    assertEquals(
      await read("sh", ["-c", script, "sh", ...command], {
        env: ownEnvironment(),
      }),
      "Cannot write to standard output: No space left on device\nstatus 2\n",
    );
  },
);

Deno.test("zenml-env doctor ends with 1 where nothing is set, and says what the client does then", async () => {
  const { status, stdout, stderr } = await run(["doctor"]);
  assertEquals([status, stderr], [1, ""]);
  assertMatch(stdout, /url-missing/u);
});

Deno.test("zenml-env doctor keeps both secrets and colours out of what it writes", async () => {
  await using server = await startDemoServer("inactive-key");
  const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
  for (
    const args of [["doctor"], ["doctor", "--verbose"], ["resolve"], [
      "resolve",
      "--format",
      "json",
    ]]
  ) {
    const { stdout, stderr } = await run(args, { env: server.environment });
    assertEquals(stderr, "");
    assert(!stdout.includes(key) && !stdout.includes(key.slice(7)));
    assert(!stdout.includes("\u001b"));
  }
});

Deno.test("zenml-env doctor ends with 1 where the server hangs up", async () => {
  await using server = listenRaw(() => () => Promise.resolve());
  const { status, stdout, stderr } = await run(["doctor"], {
    env: clientWith(server.url, KEY),
  });
  assertEquals([status, stderr], [1, ""]);
  assertMatch(stdout, /\nFailed: connect-reset: /u);
});

Deno.test("zenml-env doctor asks info, login and account one after the other, and nothing twice", async () => {
  await using server = await startDemoServer("healthy");
  const { status } = await run(["doctor"], { env: server.environment });
  assertEquals(status, 0);
  const paths = server.requests.map(({ path }) => path);
  assertEquals(paths.filter((path) => /info|login|current/u.test(path)), [
    "/api/v1/info",
    "/api/v1/login",
    "/api/v1/current-user",
  ]);
  assertEquals(paths.length, new Set(paths).size);
});
