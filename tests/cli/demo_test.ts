import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { DEMO_STATES, type DemoState } from "../../lib/demo/states.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { run } from "../helpers/command.ts";
import { codesIn, readReport } from "../helpers/report.ts";

/** For each state the exit status, and exactly the codes that are reported. */
const STATES: Readonly<
  Record<DemoState, readonly [status: number, codes: readonly string[]]>
> = {
  "healthy": [0, []],
  "trailing-slash": [1, [
    "url-trailing-slash warning",
    "url-trailing-slash error",
  ]],
  "inactive-key": [1, ["key-inactive error"]],
  "inactive-account": [1, ["service-account-inactive error"]],
  "rotated-key": [1, ["key-refused error"]],
  "rotating-key": [0, ["key-rotating warning"]],
  "deleted-key": [1, ["key-unknown error"]],
  "several-projects": [0, ["project-missing warning"]],
  "project-name": [1, ["project-id-is-name error"]],
  "unknown-project": [1, ["project-unknown error"]],
  "wrong-kind": [1, ["key-kind-mismatch error"]],
  "pro": [0, []],
  "pro-refused": [1, ["key-refused error"]],
  "pro-not-enrolled": [1, ["workspace-not-enrolled error"]],
  "control-plane-down": [1, [
    "pro-control-plane-unreachable error",
    "pro-control-plane-unreachable error",
  ]],
  "management-api": [1, [
    "url-is-pro-management-api error",
    "url-is-pro-management-api error",
  ]],
  "not-activated": [1, ["server-not-activated error"]],
  "without-login": [0, ["server-without-login info"]],
  "dashboard-page": [1, ["url-is-dashboard-page error"]],
  "sign-in": [1, ["sign-in-required error"]],
  "dropped-header": [1, ["authorization-dropped error"]],
  "not-zenml": [1, ["server-not-zenml error"]],
  "slow": [1, ["response-timeout error"]],
  "down": [1, ["connect-refused error"]],
};

/** The states that are tried as processes, with the one permission that they need: with one server, with two, with none. */
const PROCESSES: readonly DemoState[] = ["healthy", "pro-refused", "down"];

for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
  Deno.test(`zenml-env doctor ends --demo=${state} with its status and exactly its codes`, async () => {
    const [status, codes] = STATES[state];
    // Only a server that never responds needs the limit.
    const limit = state === "slow" ? "3s" : "1m";
    const args = ["doctor", `--demo=${state}`, "--format=json"]
      .concat("--timeout", limit);
    const { stdout, stderr, ...ended } = PROCESSES.includes(state)
      ? await run(args, { permissions: ["--allow-net=127.0.0.1"] })
      : await runHere(args);
    assertEquals(stderr, "");
    assertEquals(ended.status, status);
    const report = readReport(stdout);
    assertEquals(codesIn(report), codes);
    assertEquals(report.ok, status === 0);
  });
}

Deno.test("zenml-env doctor shows a healthy server for --demo without a state, and says where the others are", async () => {
  const { status, stdout, stderr } = await run(["doctor", "--demo"]);
  assertEquals([status, stderr], [0, ""]);
  assertMatch(stdout, /OK: ZenML 0\.98\.0 as deploy-bot/u);
  assertStringIncludes(stdout, "zenml-env help doctor");
  const help = await run(["help", "doctor"]);
  for (const state of Object.keys(DEMO_STATES)) {
    assertStringIncludes(help.stdout, state);
  }
});

Deno.test("zenml-env doctor takes no value of the environment into --demo", async () => {
  const { status, stdout } = await run(["doctor", "--demo"], {
    env: { ZENML_STORE_URL: "https://zenml.example.com/", ZENML_API_KEY: "x" },
  });
  assertEquals(status, 0);
  assert(!stdout.includes("example.com"));
});

Deno.test("zenml-env doctor says what --demo needs where it may not listen", async () => {
  const { status, stdout, stderr } = await run(["doctor", "--demo"], {
    permissions: [],
  });
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^[^\n]*--allow-net=127\.0\.0\.1[^\n]*\n$/u);
});
