import { assertEquals, assertMatch } from "@std/assert";
import { readArguments } from "../../lib/cli/arguments.ts";
import { doctorPlanOf } from "../../lib/cli/doctor_plan.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { endOf, run, start } from "../helpers/command.ts";
import { each, type EachReport, keys } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { keepingHost } from "../helpers/gated_host.ts";
import { codesIn } from "../helpers/report.ts";
import { hanging, json } from "../helpers/replies.ts";
import { listenAsZenml, SESSION_TOKEN } from "../helpers/zenml_listener.ts";
import { assertSteps } from "../helpers/steps.ts";

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

/** The options of a run, and how many minutes its examination may take. */
const DEADLINES: readonly (readonly [readonly string[], number])[] = [
  [[], 1],
  [["--each", ...names(8)], 1],
  [["--each", ...names(9)], 2],
  [["--jobs=32", "--each", ...names(10_000)], 313],
  [["--jobs=32", "--shard=1/10", "--each", ...names(10_000)], 32],
  [["--deadline=3m", "--each", ...names(10_000)], 3],
  [["--wait=2m", "--each", ...names(10_000)], 2],
];

for (const [options, minutes] of DEADLINES) {
  Deno.test(`doctorPlanOf() gives ${minutes} minutes to ${options.length} options that begin with '${options.slice(0, 2).join(" ")}'`, () => {
    const args = readArguments("doctor", options);
    if ("problem" in args) throw new Error(args.problem);
    const plan = doctorPlanOf(args, keepingHost().host);
    if ("problem" in plan) throw new Error(plan.problem);
    assertEquals(plan.deadlineMs, minutes * 60_000);
  });
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}.env`);
}

Deno.test("zenml-env doctor --each gives the whole run one deadline", async () => {
  await using server = listenAsZenml({ info: hanging() });
  await using folder = await writeEnvFiles(Object.fromEntries(
    keys(3).map((key, index) => [`${index}.env`, clientWith(server.url, key)]),
  ));
  const { status, report } = await each(folder.files, [
    "--jobs",
    "1",
    "--deadline",
    "3s",
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
    const last = report.targets[2]?.connections[0]?.checks ?? [];
    // What a URL says by itself is known without the network.
    assertSteps(last, { target: "pass", others: "skip" });
  },
);
