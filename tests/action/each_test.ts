import {
  assert,
  assertEquals,
  assertFalse,
  assertStringIncludes,
} from "@std/assert";
import { INPUTS } from "../../action/inputs.ts";
import config from "../../deno.json" with { type: "json" };
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { readPage } from "../readme/pages.ts";
import { AS_TEXT, runAction } from "./runner.ts";

const ignore = !hasProgram("bash");

Deno.test(
  "action.yml examines each file that a pattern matches by itself, and permits the hosts of all",
  { ignore },
  async () => {
    await using healthy = await startDemoServer("healthy");
    await using broken = await startDemoServer("inactive-key");
    const file = ({ environment, url }: typeof healthy, host: string) =>
      `ZENML_STORE_API_KEY=${environment["ZENML_STORE_API_KEY"]}\n` +
      `ZENML_STORE_URL=${url.replace("127.0.0.1", host)}\n`;
    const { status, log, outputs, report, permissions } = await runAction({
      inputs: { ...AS_TEXT, each: "*.env" },
      env: { ZENML_STORE_URL: "https://environment.example.com" },
      files: {
        "good one.env": file(healthy, "127.0.0.1"),
        "poor.env": file(broken, "localhost"),
        "other.txt": file(broken, "other.example.com"),
      },
    });
    assertEquals(
      [status, outputs["ok"], outputs["status"]],
      [1, "false", "1"],
      log,
    );
    assertEquals(
      JSON.parse(report ?? "").targets.map((
        { file, ok }: Record<string, unknown>,
      ) => [file, ok]),
      [["good one.env", true], ["poor.env", false]],
    );
    assertEquals(outputs["codes"]?.split(",")[0], "key-inactive");
    assertEquals(permissions.filter((one) => /net|read/u.test(one)), [
      "--allow-net=cloudapi.zenml.io,127.0.0.1,localhost",
      "--allow-read=good one.env",
      "--allow-read=poor.env",
    ]);
  },
);

Deno.test("examples/github-each.yml uses the action of this version with inputs and outputs that it has", async () => {
  const [recipe] = readYaml(await readPage("examples/github-each.yml"));
  const [, doctor, say] = list(at(recipe, "steps"));
  assertEquals(at(doctor, "uses"), `OWNER/zenml-env@v${config.version}`);
  const inputs = Object.entries(mapping(at(doctor, "with")))
    .map(([name, value]) => [name, text(value)] as const);
  for (const [name] of inputs) assert(Object.hasOwn(INPUTS, name), name);
  const uses = JSON.stringify(say).matchAll(/steps\.doctor\.outputs\.(\w+)/gu);
  assertEquals([...uses].map(([, name]) => name), ["ok", "status", "codes"]);
  if (ignore) return;
  for (
    const [url, codes] of [["https://a.example.com", ""], [
      "a.example.com",
      "url-scheme-missing",
    ]]
  ) {
    const { outputs, log } = await runAction({
      inputs: { ...Object.fromEntries(inputs), offline: "true" },
      files: { "deploy/a.env": `ZENML_STORE_URL=${url}\n` },
    });
    assertEquals([outputs["ok"], outputs["codes"]], [
      String(codes === ""),
      codes,
    ], log);
  }
});

Deno.test(
  "action.yml says so where each matches no file, or does not go with env-file",
  {
    ignore,
  },
  async () => {
    const none = await runAction({ inputs: { ...AS_TEXT, each: "no*.env" } });
    assertEquals([none.status, none.outputs["codes"]], [1, "file-unreadable"]);
    const both = await runAction({
      inputs: { each: "a.env", "env-file": "b.env" },
      files: { "a.env": "", "b.env": "" },
    });
    assertEquals(both.status, 2);
    assertStringIncludes(both.log, "--each examines each file by itself");
  },
);

Deno.test(
  "action.yml takes no name that a pattern matches for an option or a permission",
  {
    ignore,
  },
  async () => {
    const names = [
      "--allow-all.env",
      "-A.env",
      "$(touch pwned).env",
      "a\nb.env",
    ];
    const { log, files, report, permissions } = await runAction({
      inputs: { ...AS_TEXT, each: "*.env", only: "config" },
      files: Object.fromEntries(names.map((name) => [name, "A=b\n"])),
    });
    assertEquals(Object.keys(files).sort(), [...names].sort(), log);
    assertEquals(JSON.parse(report ?? "").targets.length, 4);
    assertFalse(permissions.some((one) => /^--allow-all$|^-A/u.test(one)));
  },
);

Deno.test(
  "action.yml examines the part of the files that shard names, and permits no host of another",
  {
    ignore,
  },
  async () => {
    const names = ["a", "b", "c"];
    const { status, log, outputs, report, permissions, files } =
      await runAction({
        inputs: {
          each: "*.env",
          shard: "2/3",
          only: "config",
          format: "jsonl=own.jsonl",
        },
        files: Object.fromEntries(names.map((name) => [
          `${name}.env`,
          `ZENML_STORE_URL=https://${name}.example.com\n`,
        ])),
      });
    assertEquals([status, outputs["status"]], [1, "1"], log);
    assertEquals(
      JSON.parse(report ?? "").targets.map((
        { file }: Record<string, unknown>,
      ) => file),
      ["b.env"],
    );
    assertEquals(permissions.filter((one) => /net|read/u.test(one)), [
      "--allow-net=cloudapi.zenml.io,b.example.com",
      "--allow-read=b.env",
    ]);
    assertEquals(JSON.parse(files["own.jsonl"] ?? "").file, "b.env");
  },
);
