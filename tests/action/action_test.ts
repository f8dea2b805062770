import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { ROOT } from "../../offline/children.ts";
import { hasProgram } from "../helpers/programs.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { at, list, mapping, text } from "../helpers/yaml.ts";
import { ACTION, AS_TEXT, runAction, SETUP, STEP } from "./runner.ts";

const ignore = !hasProgram("bash");

Deno.test("action.yml puts no expression into a script", () => {
  for (const step of list(at(ACTION, "runs", "steps"))) {
    assertFalse(/\$\{\{/u.test(String(mapping(step)["run"] ?? "")));
  }
});

Deno.test("action.yml gives each input to the step as a variable, and has a default for it", () => {
  const inputs = mapping(ACTION["inputs"]);
  assertEquals(
    Object.values(mapping(STEP["env"])),
    Object.keys(inputs).map((name) => `\${{ inputs.${name} }}`),
  );
  for (const name of Object.keys(inputs)) {
    assertEquals(typeof at(inputs, name, "default"), "string", name);
    assert(text(at(inputs, name, "description")).length > 10);
    // No input takes a key; two tell how old one may be.
    assertFalse(/key(?!-age)|token(?!-life)|secret|password/iu.test(name));
  }
});

Deno.test("action.yml takes its outputs from what the script writes", () => {
  for (const [name, output] of Object.entries(mapping(ACTION["outputs"]))) {
    assertEquals(
      mapping(output)["value"],
      `\${{ steps.${STEP["id"]}.outputs.${name} }}`,
    );
    assertMatch(
      text(STEP["run"]),
      new RegExp(`echo "?${name}=|# .*\\b${name}=`, "u"),
    );
  }
});

Deno.test(
  "action.yml is green at a healthy server, and may ask nothing but it",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { status, log, outputs, report, permissions } = await runAction({
      inputs: AS_TEXT,
      env: server.environment,
    });
    assertEquals([status, outputs["ok"]], [0, "true"], log);
    assertEquals(readReport(report ?? "").ok, true);
    assertMatch(log, /^OK: /mu);
    assertEquals(
      permissions.filter((one) => /net|read/u.test(one)),
      ["--allow-net=cloudapi.zenml.io,127.0.0.1"],
    );
    assertFalse(permissions.some((one) => /run|ffi|sys|all$/u.test(one)));
  },
);

Deno.test(
  "action.yml fails at a broken server, with a report",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    const { status, log, outputs, report } = await runAction({
      inputs: AS_TEXT,
      env: server.environment,
    });
    assertEquals([status, outputs["ok"]], [1, "false"], log);
    assertEquals(codesIn(readReport(report ?? "")), ["key-inactive error"]);
    assertStringIncludes(log, "key-inactive");
  },
);

Deno.test("action.yml takes setup-deno by a commit, and says its version", async () => {
  const source = await Deno.readTextFile(new URL("action.yml", ROOT));
  assertMatch(text(SETUP["uses"]), /@[\da-f]{40}$/u);
  assertMatch(
    source,
    new RegExp(`^ *- uses: ${SETUP["uses"]} # v\\d+\\.\\d+\\.\\d+$`, "mu"),
  );
});

for (const cached of [false, true]) {
  Deno.test(
    `action.yml runs its own Deno and leaves the job's, also where setup-deno ${
      cached ? "finds its version in the cache" : "installs it"
    }`,
    { ignore },
    async () => {
      await using server = await startDemoServer("healthy");
      const { status, log, runs, denoAfterwards } = await runAction({
        inputs: AS_TEXT,
        env: server.environment,
        cached,
      });
      assertEquals([status, denoAfterwards], [0, "caller's"], log);
      assertEquals(
        new Set(runs.map(({ program }) => program)),
        new Set([cached ? "deno" : "zenml-env-deno"]),
      );
    },
  );
}

Deno.test("action.yml leaves the job's Deno where the doctor fails, too", {
  ignore,
}, async () => {
  const { status, denoAfterwards } = await runAction({ cached: true });
  assertEquals([status, denoAfterwards], [1, "caller's"]);
});

Deno.test(
  "action.yml annotates, and writes the summary of the job",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    const { status, log, summary } = await runAction({
      env: server.environment,
    });
    assertEquals(status, 1, log);
    assertMatch(log, /^::error [^\n]*key-inactive/mu);
    assertStringIncludes(summary, "key-inactive");
  },
);

Deno.test("action.yml writes a junit report for those who collect them", {
  ignore,
}, async () => {
  await using server = await startDemoServer("healthy");
  const { status, log, files } = await runAction({
    inputs: { format: "junit=zenml.xml" },
    env: server.environment,
  });
  assertEquals(status, 0, log);
  assertMatch(files["zenml.xml"] ?? "", /<testsuites?\b/u);
});
