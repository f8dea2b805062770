import {
  assert,
  assertEquals,
  assertFalse,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { readReport } from "../helpers/report.ts";
import { mapping } from "../helpers/yaml.ts";
import { ACTION, AS_TEXT, runAction } from "./runner.ts";

const ignore = !hasProgram("bash");

const KNOWN_OUTPUTS = new Set(Object.keys(mapping(ACTION["outputs"])));

/** The outputs where an input is wrong: there is no report. */
const REFUSED = { ok: "false", status: "2" };

Deno.test(
  "action.yml takes several env files, the last before the others, with any name",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { ZENML_STORE_API_KEY: key } = server.environment;
    const { status, log, permissions } = await runAction({
      inputs: { ...AS_TEXT, "env-file": "one two.env\n\nlast.env\r\n" },
      files: {
        "one two.env":
          `ZENML_STORE_API_KEY=${key}\nZENML_STORE_URL=http://127.0.0.1:9\n`,
        "last.env": `ZENML_STORE_URL=${server.url}\n`,
      },
    });
    assertEquals(status, 0, log);
    assertEquals(
      permissions.filter((one) => one.startsWith("--allow-read")),
      ["--allow-read=one two.env", "--allow-read=last.env"],
    );
  },
);

Deno.test(
  "action.yml takes the URL of its input before all others, and permits its host",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { ZENML_STORE_API_KEY: key = "" } = server.environment;
    const { status, log, permissions } = await runAction({
      inputs: { ...AS_TEXT, url: server.url, "env-file": ".env" },
      files: { ".env": `ZENML_STORE_URL=https://other.example.com\n` },
      env: { ZENML_STORE_API_KEY: key },
    });
    assertEquals(status, 0, log);
    assertEquals(
      permissions.find((one) => one.startsWith("--allow-net")),
      "--allow-net=cloudapi.zenml.io,127.0.0.1",
    );
  },
);

Deno.test(
  "action.yml examines the program that it is told, and only its server",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { status, log, report, permissions } = await runAction({
      inputs: { ...AS_TEXT, consumer: "terraform" },
      env: {
        ...server.environment,
        ZENML_STORE_URL: "https://other.example.com",
      },
    });
    assertEquals(status, 0, log);
    assertEquals(
      readReport(report ?? "").connections.map(({ consumers }) => consumers),
      [["terraform"]],
    );
    assertEquals(
      permissions.find((one) => one.startsWith("--allow-net")),
      "--allow-net=cloudapi.zenml.io,127.0.0.1",
    );
  },
);

Deno.test(
  "action.yml runs the steps that it is told, and leaves out others",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    for (const inputs of [{ only: "server,\nversion" }, { skip: "login" }]) {
      const { status, log } = await runAction({
        inputs: { ...AS_TEXT, ...inputs },
        env: server.environment,
      });
      assertEquals(status, 0, log);
    }
    const { status } = await runAction({
      inputs: { ...AS_TEXT, only: "login" },
      env: server.environment,
    });
    assertEquals(status, 1);
  },
);

Deno.test(
  "action.yml ignores the codes that it is told",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    const { status, log } = await runAction({
      inputs: { ...AS_TEXT, ignore: "key-inactive, url-insecure" },
      env: server.environment,
    });
    assertEquals(status, 0, log);
  },
);

for (
  const input of [
    "env-file-format",
    "consumer",
    "prefer",
    "only",
    "skip",
    "ignore",
    "wait",
    "timeout",
    "deadline",
    "min-token-life",
    "max-key-age",
    "jobs",
    "shard",
  ]
) {
  Deno.test(`action.yml says what is wrong with its input ${input}`, {
    ignore,
  }, async () => {
    const { status, log, outputs } = await runAction({
      inputs: { [input]: "nonsense" },
    });
    assertEquals([status, outputs], [2, REFUSED]);
    assertStringIncludes(log, `--${input} `);
  });
}

Deno.test(
  "action.yml takes nothing that an input holds for a command, an option, a permission or an output",
  { ignore },
  async () => {
    const hostile = [
      "-A",
      "--allow-all\r",
      "::set-output name=ok::true\r",
      "::add-mask::x",
      "a'b\"; touch pwned; $(touch pwned) `touch pwned` ${{ x }} \\",
      "ok=true",
    ].join("\n");
    for (const name of Object.keys(mapping(ACTION["inputs"]))) {
      const outcome = await runAction({
        inputs: { ...AS_TEXT, [name]: hostile },
      });
      const { files, outputs, log, runs } = outcome;
      assertEquals([files, outputs["ok"]], [{}, "false"], name);
      assertFalse(/^\s*::(?:set-output|add-mask)/mu.test(log), log);
      assert(Object.keys(outputs).every((key) => KNOWN_OUTPUTS.has(key)), name);
      for (const arg of runs.flatMap(({ args }) => args)) {
        assertFalse(/^(?:-A|--allow-all\r?)$/u.test(arg), name);
      }
    }
  },
);

Deno.test(
  "action.yml takes no notice of what configures Deno in the workspace",
  { ignore },
  async () => {
    const { log, outputs } = await runAction({
      inputs: AS_TEXT,
      files: {
        "deno.json":
          `{ "imports": { "@std/cli/parse-args": "./evil.ts" }, "lock": true }`,
        "package.json": `{ "dependencies": { "nowhere": "1.0.0" } }`,
        "evil.ts": `console.log("evil");`,
      },
    });
    assertEquals(outputs["ok"], "false");
    assertFalse(log.includes("evil"));
    assertStringIncludes(log, "url-missing");
  },
);

Deno.test(
  "action.yml makes a warning fail with strict, and knows true and false alone",
  { ignore },
  async () => {
    await using server = await startDemoServer("rotating-key");
    const statuses: Record<string, number> = {};
    for (const strict of ["false", "", "true", "yes"]) {
      const { status, outputs, log } = await runAction({
        inputs: { ...AS_TEXT, strict },
        env: server.environment,
      });
      assertEquals(outputs["ok"], String(status === 0));
      assertEquals("report" in outputs, status !== 2, log);
      statuses[strict] = status;
    }
    assertEquals(statuses, { false: 0, "": 0, true: 1, yes: 2 });
  },
);

Deno.test(
  "action.yml writes more reports, each to its file",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { status, log, files } = await runAction({
      inputs: { format: "text\njson=own report.json\ntext=own.txt" },
      env: server.environment,
    });
    assertEquals([status, Object.keys(files).sort()], [0, [
      "own report.json",
      "own.txt",
    ]], log);
  },
);

Deno.test(
  "action.yml waits for the server as long as it is told",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { status, log } = await runAction({
      inputs: { ...AS_TEXT, wait: "1m" },
      env: server.environment,
    });
    assertEquals(status, 0, log);
  },
);

Deno.test(
  "action.yml refuses a path that Deno would part in two, before it asks anything",
  { ignore },
  async () => {
    for (const inputs of [{ "env-file": "a,b" }, { format: "json=a,b" }]) {
      const { status, log, outputs, permissions } = await runAction({ inputs });
      assertEquals([status, outputs, permissions], [2, REFUSED, []]);
      assertStringIncludes(log, "with a comma: a,b");
    }
  },
);
