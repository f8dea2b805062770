import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { CODE_NAMES, isCode } from "../../lib/codes/codes.ts";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { HOST_VARIABLE_NAMES } from "../../lib/codes/host_variables.ts";
import { isVariableName } from "../../lib/codes/variables.ts";
import { COMMANDS, OPTIONS } from "../../lib/cli/options.ts";
import { EXPORT_FORMATS } from "../../lib/export/syntaxes.ts";
import { DEMO_STATES } from "../../lib/demo/states.ts";
import { REPORT_FORMATS } from "../../lib/report/formats.ts";
import { EXIT } from "../../lib/report/exit_status.ts";
import { GUIDES, readPage } from "./pages.ts";

/** Options of Deno, ZenML and kubectl that the pages name. */
const OPTIONS_OF_OTHERS: readonly string[] = [
  "active",
  "allow-env",
  "allow-net",
  "allow-read",
  "allow-run",
  "allow-sys",
  "allow-write",
  "from",
  "from-file",
  "global",
  "import-map",
  "name",
  "no-prompt",
  "selector",
  "tail",
];
/** Words with a hyphen that are no code. */
const NO_CODES: readonly string[] = ["zenml-env", "pre-commit"];

for (const page of GUIDES) {
  Deno.test(`${page} names tasks, commands and options that exist`, async () => {
    const text = await readPage(page);
    for (
      const [, task = ""] of text.matchAll(/\bdeno(?:@2)? task ([a-z:-]+)/gu)
    ) {
      assert(Object.hasOwn(config.tasks, task), task);
    }
    const calls =
      /(?:cli\.ts|zenml-env\.js|task zenml-env|`zenml-env) ([a-z]+)/gu;
    for (const [, name = ""] of text.matchAll(calls)) {
      assert(Object.hasOwn(COMMANDS, name), name);
    }
    // The fixes of codes are commands of ZenML.
    if (page === "docs/codes.md") return;
    for (const [, name = ""] of text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/gu)) {
      assert(
        Object.hasOwn(OPTIONS, name) || OPTIONS_OF_OTHERS.includes(name) ||
          name === "version" || OPTIONS.format.aliases.some((alias) =>
            alias === `--${name}`
          ),
        `--${name}`,
      );
    }
  });

  Deno.test(`${page} names codes and variables that exist`, async () => {
    const text = await readPage(page);
    for (const [, name = ""] of text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/gu)) {
      assert(
        isCode(name) || Object.hasOwn(DEMO_STATES, name) ||
          NO_CODES.includes(name) ||
          // The inputs of the action and of the component.
          (page === "docs/ci.md" &&
            (Object.hasOwn(OPTIONS, name) || name === "job-name")),
        name,
      );
    }
    for (const [name] of text.matchAll(/\bZENML_[A-Z_]+[A-Z](?![A-Z_]*\*)/gu)) {
      assert(isVariableName(name) || HOST_VARIABLE_NAMES.includes(name), name);
    }
  });
}

Deno.test("docs/codes.md has a heading for each code, whose anchor is the code", async () => {
  const headings = [
    ...(await readPage("docs/codes.md")).matchAll(/^## (.+)$/gmu),
  ]
    .map(([, heading]) => heading);
  assertEquals(headings, [...CODE_NAMES]);
});

Deno.test("docs/formats.md and docs/export.md describe every format", async () => {
  const reports = await readPage("docs/formats.md");
  for (const format of REPORT_FORMATS) {
    assertMatch(reports, new RegExp(`^\\| \`${format}\` `, "mu"));
  }
  const exports = await readPage("docs/export.md");
  for (const format of EXPORT_FORMATS) {
    assertMatch(exports, new RegExp(`^\\| \`${format}\` `, "mu"));
  }
});

Deno.test("docs/formats.md names every step", async () => {
  const text = await readPage("docs/formats.md");
  for (const step of STEP_IDS) assertStringIncludes(text, `\`${step}\``);
});

Deno.test("README.md lists every exit status", async () => {
  const listed = [
    ...(await readPage("README.md")).matchAll(/^\| +(\d+) +\|/gmu),
  ]
    .map(([, status]) => Number(status));
  assertEquals(listed, Object.values(EXIT));
});

Deno.test("README.md and CHANGELOG.md name the version of deno.json", async () => {
  assertStringIncludes(await readPage("README.md"), config.version);
  assertStringIncludes(
    await readPage("CHANGELOG.md"),
    `## Version ${config.version}\n`,
  );
});

Deno.test("README.md has 150 to 200 lines, and shows the action within the first 110", async () => {
  const lines = (await readPage("README.md")).trimEnd().split("\n");
  assert(lines.length >= 150 && lines.length <= 200, `${lines.length} lines`);
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  assert(at("(#in-ci)") < 20);
  const action = at("uses: OWNER/zenml-env@");
  assert(action > 0 && action < 110, `${action}`);
});
