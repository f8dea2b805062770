import { assert, assertEquals, assertFalse } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { mapping } from "../helpers/yaml.ts";
import { ACTION, type Outcome, runAction, type Use } from "./runner.ts";

const ignore = !hasProgram("bash");

const SECRET = "ZENPROKEY_c2VjcmV0U2VjcmV0";

function assertNoArgument({ runs, log }: Outcome, secret: string) {
  assert(runs.length > 0, log);
  const args = runs.flatMap(({ args }) => args).join("\n");
  assertFalse(args.toLowerCase().includes(secret.toLowerCase()), args);
}

function assertNotPrinted({ log, report, summary }: Outcome, secret: string) {
  assertFalse(`${log}${report}${summary}`.includes(secret), log);
}

Deno.test(
  "action.yml prints no secret and puts none into an argument",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
    const outcome = await runAction({ env: server.environment });
    assertNoArgument(outcome, key.slice(7));
    assertNotPrinted(outcome, key.slice(7));
  },
);

Deno.test(
  "action.yml puts a key in a URL into no argument, wherever the URL comes from",
  { ignore },
  async () => {
    const url = `http://127.0.0.1:9,${SECRET}/${SECRET}?${SECRET}`;
    const uses: readonly Use[] = [
      { inputs: { url } },
      { env: { ZENML_STORE_URL: url } },
      { env: { ZENML_SERVER_URL: SECRET } },
      {
        inputs: { "env-file": ".env" },
        files: { ".env": `ZENML_STORE_URL=${url}\n` },
      },
    ];
    for (const use of uses) {
      const outcome = await runAction(use);
      assertEquals(outcome.outputs["ok"], "false");
      assertNoArgument(outcome, SECRET);
      assertFalse(outcome.permissions.includes("--allow-net"));
    }
  },
);

Deno.test(
  "action.yml puts a password in its input url into no argument and no log",
  { ignore },
  async () => {
    await using server = await startDemoServer("healthy");
    const { host } = new URL(server.url);
    const outcome = await runAction({
      inputs: { url: `http://me:s3cr3t-and-opaque@${host}` },
      env: { ZENML_STORE_API_KEY: "x" },
    });
    assertNoArgument(outcome, "s3cr3t-and-opaque");
    assertNotPrinted(outcome, "s3cr3t-and-opaque");
  },
);

Deno.test(
  "action.yml puts a key that is an input into no argument and no log, whichever input it is",
  { ignore },
  async () => {
    for (const name of Object.keys(mapping(ACTION["inputs"]))) {
      const value = name === "format" ? `json=${SECRET}` : SECRET;
      const outcome = await runAction({ inputs: { [name]: value } });
      assertEquals(outcome.outputs["ok"], "false");
      assertNoArgument(outcome, SECRET);
      assertNotPrinted(outcome, SECRET);
    }
  },
);

Deno.test(
  "action.yml puts none of its inputs into an argument, but for paths",
  { ignore },
  async () => {
    const outcome = await runAction({
      inputs: { url: "https://zenml.example.com/a/path", wait: "5ms" },
      env: { ZENML_STORE_API_KEY: "x" },
    });
    assertNoArgument(outcome, "a/path");
    assertNoArgument(outcome, "5ms");
  },
);
