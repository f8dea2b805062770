import {
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { readReport } from "../helpers/report.ts";
import { AS_TEXT, type Outcome, runAction, type Use } from "./runner.ts";

const ignore = !hasProgram("bash");

/** The hosts that the doctor may ask, but for the control plane that it always may. */
function hostsIn({ permissions }: Outcome): readonly string[] {
  const [flag = "", ...others] = permissions
    .filter((one) => one.startsWith("--allow-net"));
  assertEquals(others, []);
  assertMatch(flag, /^--allow-net=cloudapi\.zenml\.io(?:,|$)/u);
  return flag.split(",").slice(1);
}

for (
  const host of ["[", "a]b", "[v1.x]", "a b", "$(touch pwned)`touch pwned`"]
) {
  Deno.test(
    `action.yml ends in a report at the host ${host}, and opens no other`,
    { ignore },
    async () => {
      const url = `https://${host}`;
      const uses: readonly Use[] = [
        { inputs: { ...AS_TEXT, url }, env: { ZENML_STORE_API_KEY: "x" } },
        {
          inputs: { ...AS_TEXT, "env-file": ".env" },
          files: { ".env": `ZENML_SERVER_URL='${url}'\n` },
        },
      ];
      for (const use of uses) {
        const outcome = await runAction(use);
        const { status, log, outputs, report, files } = outcome;
        assertEquals([status, outputs["ok"]], [1, "false"], log);
        assertEquals(readReport(report ?? "").ok, false);
        assertEquals(hostsIn(outcome), []);
        assertEquals(Object.keys(files), Object.keys(use.files ?? {}));
      }
    },
  );
}

Deno.test(
  "action.yml permits the host that an env file names, and no other",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { ZENML_STORE_API_KEY: key } = server.environment;
    const outcome = await runAction({
      inputs: { ...AS_TEXT, "env-file": ".env" },
      files: {
        ".env":
          `ZENML_STORE_API_KEY=${key}\nexport ZENML_STORE_URL="${server.url}" # here\n`,
      },
    });
    assertEquals([outcome.status, hostsIn(outcome)], [0, ["127.0.0.1"]]);
  },
);

Deno.test(
  "action.yml permits the CA file that the environment or an env file names, if it is one",
  { ignore },
  async () => {
    const cases: readonly (readonly [Use, readonly string[]])[] = [
      [{ env: { ZENML_STORE_VERIFY_SSL: "ca file.pem" } }, ["ca file.pem"]],
      [{
        inputs: { "env-file": ".env" },
        files: { ".env": "ZENML_STORE_VERIFY_SSL='ca file.pem'\n" },
      }, [".env", "ca file.pem"]],
      [{ env: { ZENML_STORE_VERIFY_SSL: "." } }, []],
    ];
    for (const [use, expected] of cases) {
      const { permissions } = await runAction({
        inputs: { ...AS_TEXT, only: "config", ...use.inputs },
        env: { ZENML_STORE_URL: "https://zenml.example.com", ...use.env },
        files: { "ca file.pem": "nonsense\n", ...use.files },
      });
      assertEquals(
        permissions.filter((one) => one.startsWith("--allow-read")),
        expected.map((path) => `--allow-read=${path}`),
      );
    }
  },
);

Deno.test(
  "action.yml echoes no path that the log could take for a command",
  { ignore },
  async () => {
    const paths = [
      "a,\r::error::pwned",
      "::add-mask::pwned,",
      "a,##[error]pwned",
      "x\r::error::pwned",
    ];
    for (const path of paths) {
      for (const inputs of [{ "env-file": path }, { format: `json=${path}` }]) {
        const { status, log } = await runAction({ inputs });
        if (path.includes(",")) {
          assertEquals(status, 2, log);
          assertStringIncludes(log, "with a comma: (not shown)");
        }
        assertFalse(log.includes("\r"), log);
        assertFalse(/^\s*::[a-z-]+::pwned|##\[/mu.test(log), log);
      }
    }
  },
);

Deno.test(
  "action.yml waits for no env file that never ends",
  { ignore },
  async () => {
    const { outputs, log } = await runAction({
      inputs: { ...AS_TEXT, "env-file": "/dev/zero" },
    });
    assertEquals(outputs["ok"], "false", log);
  },
);
