import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { isCode } from "../../lib/codes/codes.ts";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { HOST_VARIABLE_NAMES } from "../../lib/codes/host_variables.ts";
import { isVariableName } from "../../lib/codes/variables.ts";
import { COMMANDS, OPTIONS } from "../../lib/cli/options.ts";
import { isDemoState } from "../../lib/demo/states.ts";
import { REPORT_FORMATS } from "../../lib/report/formats.ts";
import { EXIT } from "../../lib/report/exit_status.ts";
import {
  blocksOf,
  codesTable,
  example,
  optionsTable,
  program,
  report,
  statesTable,
  variablesTable,
  withBlock,
  withoutChance,
} from "./tables.ts";

const README = new URL("../../README.md", import.meta.url);
const CHANGELOG = new URL("../../CHANGELOG.md", import.meta.url);

/** Options of Deno, ZenML and kubectl that the README names. */
const OPTIONS_OF_OTHERS: readonly string[] = [
  "active",
  "allow-env",
  "allow-net",
  "allow-read",
  "allow-sys",
  "allow-write",
  "from-file",
  "import-map",
  "no-prompt",
];
/** Words with a hyphen that are no code. */
const NO_CODES: readonly string[] = ["zenml-env"];

const updates = isGranted({ name: "env", variable: "ZENML_ENV_UPDATE" }) &&
  Deno.env.get("ZENML_ENV_UPDATE") === "1";

const BLOCKS: Readonly<Record<string, () => string | Promise<string>>> = {
  variables: variablesTable,
  codes: codesTable,
  options: optionsTable,
  states: statesTable,
  example,
  program,
};

for (const [name, make] of Object.entries(BLOCKS)) {
  Deno.test(`README.md has the current block of ${name}`, () =>
    hold(name, make));
}

Deno.test({
  name: "README.md shows the report that the doctor prints",
  ignore: !isGranted({ name: "net", host: "127.0.0.1" }),
  fn: () => hold("report", report, withoutChance),
});

Deno.test("README.md has no block that nothing generates", async () => {
  assertEquals(
    [...blocksOf(await readme()).keys()].sort(),
    [...Object.keys(BLOCKS), "report"].sort(),
  );
});

Deno.test("README.md shows an example that runs", async () => {
  await import("./example.ts");
});

Deno.test("README.md names the demonstration before any other task", async () => {
  const lines = (await readme()).split("\n")
    .filter((line) => line.includes("npx -y deno@2 task"));
  assertEquals(lines[0], "npx -y deno@2 task doctor --demo");
  assert(lines.includes("npx -y deno@2 task test"));
});

Deno.test("README.md names tasks of deno.json alone", async () => {
  for (const [, task = ""] of (await readme()).matchAll(/ task ([a-z:-]+)/gu)) {
    assert(Object.hasOwn(config.tasks, task), task);
  }
});

Deno.test("README.md names options that exist", async () => {
  for (const [, name = ""] of (await readme()).matchAll(/--([a-z][a-z-]*)/gu)) {
    assert(
      Object.hasOwn(OPTIONS, name) || OPTIONS_OF_OTHERS.includes(name) ||
        name === "version",
      `--${name}`,
    );
  }
});

Deno.test("README.md describes every format of the doctor", async () => {
  const text = await readme();
  for (const format of REPORT_FORMATS) {
    assertMatch(text, new RegExp(`^\\| \`${format}\` `, "mu"));
  }
});

Deno.test("README.md names commands that exist", async () => {
  const text = await readme();
  for (
    const [, name = ""] of text.matchAll(
      /(?:cli\.ts|task zenml-env) ([a-z]+)/gu,
    )
  ) {
    assert(Object.hasOwn(COMMANDS, name), name);
  }
  for (const name of Object.keys(COMMANDS)) assertStringIncludes(text, name);
});

Deno.test("README.md names codes, steps and variables that exist", async () => {
  const text = await readme();
  for (const [, name = ""] of text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/gu)) {
    assert(isCode(name) || isDemoState(name) || NO_CODES.includes(name), name);
  }
  for (const [name] of text.matchAll(/\bZENML_[A-Z_]+[A-Z](?![A-Z_]*\*)/gu)) {
    assert(isVariableName(name) || HOST_VARIABLE_NAMES.includes(name), name);
  }
  for (const step of STEP_IDS) assertStringIncludes(text, `\`${step}\``);
});

Deno.test("README.md lists every exit status", async () => {
  const listed = [...(await readme()).matchAll(/^\| +(\d+) +\|/gmu)]
    .map(([, status]) => Number(status));
  assertEquals(listed, Object.values(EXIT));
});

Deno.test("README.md and CHANGELOG.md name the version of deno.json", async () => {
  assertStringIncludes(await readme(), config.version);
  const changelog = await Deno.readTextFile(CHANGELOG);
  assertStringIncludes(changelog, `## Version ${config.version}\n`);
});

async function readme(): Promise<string> {
  return await Deno.readTextFile(README);
}

/** Compares a block with what it should be, or writes it where the user asked for that. */
async function hold(
  name: string,
  make: () => string | Promise<string>,
  view = (text: string) => text,
): Promise<void> {
  const [text, block] = [await readme(), await make()];
  const found = blocksOf(text).get(name);
  assert(found !== undefined, `README.md has no block ${name}`);
  if (updates && view(found) !== view(block)) {
    await Deno.writeTextFile(README, withBlock(text, name, block));
    return;
  }
  assertEquals(
    view(found),
    view(block),
    "ZENML_ENV_UPDATE=1 deno task test rewrites it",
  );
}

function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
