import { assert, assertEquals, assertMatch } from "@std/assert";
import { exitGate } from "../../lib/cli/exit_gate.ts";
import type { ExamineTargetsOptions } from "../../lib/cli/examine_targets.ts";
import type { Target } from "../../lib/cli/poll_targets.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { mayConnect } from "../../lib/http/endpoint.ts";
import { resolve } from "../../mod.ts";
import { hostOf } from "../helpers/host.ts";
import { run } from "../helpers/command.ts";
import type { EachReport } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { examinedTargets } from "../helpers/examined_targets.ts";
import { codesIn } from "../helpers/report.ts";

const OPTIONS: ExamineTargetsOptions = {
  limits: { offline: true },
  jobs: 2,
  waitMs: null,
  ignored: new Set(),
  strict: false,
};

const environment = {
  ZENML_SERVER_URL: "https://zenml.example.com",
  ZENML_API_TOKEN: "e30.e30.x",
};

/** Ways in which one target may bring a bug to light. */
const BUGS: readonly (readonly [what: string, resolve: Target["resolve"]])[] = [
  ["a throw", () => {
    throw new RangeError("secret");
  }],
  ["a rejection", () => Promise.reject(new TypeError("secret"))],
  ["what is no error", () => Promise.reject("secret")],
  ["a connection that cannot be examined", () => {
    const resolution = resolve({ environment });
    const [connection] = resolution.connections;
    return {
      ...resolution,
      connections: [{ ...connection!, serverUrl: "secret" }],
    };
  }],
];

for (const [what, broken] of BUGS) {
  for (const waitMs of [null, 1000]) {
    const how = waitMs === null ? "once" : "while it waits";
    Deno.test(`examineTargets() makes ${what} the failure of its target alone, ${how}`, async () => {
      const good = () => resolve({ environment });
      const reports = await examinedTargets(
        [
          { file: "a.env", resolve: good },
          { file: "b.env", resolve: broken },
          { file: "c.env", resolve: good },
        ],
        { ...OPTIONS, waitMs },
        exitGate(hostOf({})),
      );
      const codes = reports.map(({ diagnosis }) =>
        diagnosis.findings.map(({ code }) => code)
      );
      assertEquals(codes, [[], ["examination-failed"], []]);
      assert(!JSON.stringify(reports).includes("secret"));
      const [finding] = reports[1]?.diagnosis.findings ?? [];
      assertEquals([finding?.file, finding?.transient], ["b.env", false]);
      assertMatch(finding?.message ?? "", /^zenml-env itself failed /u);
    });
  }
}

/** Hosts that are none, or that Deno's permissions do not take. */
const ODD = [
  "zenml.example.com,",
  "a..b",
  "*.example.com",
  "*",
  "a'b",
  "%",
  "a%zz",
  "%E0%A4%A",
  "-",
  "a_b",
  ".",
  "[",
  "a]b",
  "1.2.3.4.5",
  "[::1",
  "[::1%25eth0]",
  "a".repeat(300),
  "xn--",
  "xn--a",
  "\u200B",
  "a b",
  "a,b:1",
  "",
];

Deno.test("mayConnect() throws at no host", { permissions: "none" }, () => {
  for (const host of ODD) {
    assertEquals([mayConnect(host), mayConnect(`${host}:1`)], [false, false]);
  }
});

Deno.test("zenml-env doctor --each examines the others whatever a host is", async () => {
  await using server = await startDemoServer("healthy");
  await using folder = await writeEnvFiles({
    ...Object.fromEntries(
      ODD.map((host, index) => [
        `${String(index).padStart(2, "0")}.env`,
        clientWith(`https://${host}`, KEY),
      ]),
    ),
    "good.env": server.environment,
  });
  for (
    const permissions of [
      ["--allow-env=ZENML_*", "--allow-net=127.0.0.1", "--allow-read"],
      ["--allow-env=ZENML_*", "--allow-net", "--allow-read"],
    ]
  ) {
    const { status, stdout, stderr } = await run(
      ["doctor", "--format=json", "--timeout=20s", "--each", ...folder.files],
      { permissions },
    );
    assertEquals([status, stderr], [1, ""]);
    const { targets }: EachReport = JSON.parse(stdout);
    assertEquals(targets.length, ODD.length + 1);
    assertEquals(codesIn(targets.at(-1)!), []);
    for (const { connections, findings, file } of targets.slice(0, -1)) {
      const passed = connections.flatMap(({ checks }) => checks)
        .filter(({ id, status }) => id !== "target" && status === "pass");
      assertEquals(passed, [], file);
      const codes = findings.map(({ code }) => code);
      assert(!codes.includes("examination-failed"), file);
    }
  }
});
