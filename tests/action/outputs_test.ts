import { assertEquals } from "@std/assert";
import { outputsOf } from "../../action/outputs.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { AS_TEXT, runAction } from "./runner.ts";

const ignore = !hasProgram("bash");

const finding = (code: string, severity: string) => ({ code, severity });
const ONE = {
  findings: [
    finding("url-insecure", "warning"),
    finding("tls-not-verified", "info"),
  ],
  connections: [{
    checks: [
      { findings: [finding("key-inactive", "error")] },
      { findings: [finding("url-insecure", "warning")] },
    ],
  }],
};

for (
  const [what, report, expected] of [
    [
      "one target",
      ONE,
      "errors=1\nwarnings=2\ncodes=key-inactive,url-insecure\n",
    ],
    [
      "several targets",
      { targets: [ONE, ONE] },
      "errors=2\nwarnings=4\ncodes=key-inactive,url-insecure\n",
    ],
    ["nothing", { targets: [] }, "errors=0\nwarnings=0\ncodes=\n"],
  ] as const
) {
  Deno.test(`outputsOf() counts the findings of ${what}, and names each code once, errors first`, () => {
    assertEquals(outputsOf(report), expected);
  });
}

Deno.test("action.yml tells later steps the exit status, and what was found", {
  ignore,
}, async () => {
  for (
    const [state, expected] of [
      ["healthy", ["true", "0", "0", ""]],
      ["inactive-key", ["false", "1", "1", "key-inactive"]],
    ] as const
  ) {
    await using server = await startDemoServer(state);
    const { outputs, log } = await runAction({
      inputs: AS_TEXT,
      env: server.environment,
    });
    const names = ["ok", "status", "errors", "codes"];
    assertEquals(names.map((name) => outputs[name]), [...expected], log);
  }
});

Deno.test(
  "action.yml prints the requests where the job is run with debug logging",
  {
    ignore,
  },
  async () => {
    await using server = await startDemoServer("healthy");
    for (const RUNNER_DEBUG of ["1", "0"]) {
      const { log } = await runAction({
        inputs: AS_TEXT,
        env: { ...server.environment, RUNNER_DEBUG },
      });
      assertEquals(
        /GET .*\/api\/v1\/info/u.test(log),
        RUNNER_DEBUG === "1",
        log,
      );
    }
  },
);

Deno.test(
  "action.yml knows that it runs on a machine of GitHub's, where no other server is",
  {
    ignore,
  },
  async () => {
    const { log, report } = await runAction({
      inputs: { ...AS_TEXT, only: "config", ignore: "key-malformed" },
      env: {
        ZENML_STORE_URL: "http://localhost:8080",
        ZENML_STORE_API_KEY: "x",
        RUNNER_ENVIRONMENT: "github-hosted",
      },
    });
    assertEquals(codesIn(readReport(report ?? "")), [
      "url-loopback-in-container info",
    ], log);
  },
);
