import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { importMapFlags, ROOT } from "../../offline/children.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { readPage } from "./pages.ts";

const ignore = !hasProgram("bash") || !hasProgram("sh");
const TASK = "deno task zenml-env";
const SERVER = {
  ZENML_STORE_URL: "https://zenml.example.com",
  ZENML_STORE_API_KEY: "ZENPROKEY_abc",
} as const;

/** The two lines that set the variables of the provider. */
async function recipe(): Promise<readonly string[]> {
  return (await readPage("examples/export.sh")).trim().split("\n");
}

/** Runs lines under `set -e`, as a file of its own in a shell, with something to do after them. */
async function run(
  shell: string,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const command = [
    "deno run --quiet --no-prompt --no-lock",
    ...importMapFlags(),
    "'--allow-env=ZENML_*'",
    "cli.ts",
  ].join(" ");
  const script = [
    "set -eu",
    ...lines.map((line) => line.replace(TASK, command)),
    'echo "went on with ${ZENML_API_KEY-nothing}"',
  ].join("\n");
  return await runBash('exec "$1" -c "$2"', {
    cwd: ROOT.pathname,
    env,
    args: [shell, script],
  });
}

for (const shell of ["bash", "sh"]) {
  Deno.test(
    `examples/export.sh sets the variables of another program in ${shell}`,
    {
      ignore,
    },
    async () => {
      const { status, stdout, stderr } = await run(
        shell,
        await recipe(),
        SERVER,
      );
      assertEquals([status, stdout], [
        0,
        `went on with ${SERVER.ZENML_STORE_API_KEY}\n`,
      ], stderr);
    },
  );

  Deno.test(
    `examples/export.sh lets a script in ${shell} fail where there is nothing to set`,
    {
      ignore,
    },
    async () => {
      const { status, stdout, stderr } = await run(shell, await recipe(), {});
      assertEquals([status, stdout], [1, ""]);
      assertStringIncludes(stderr, "url-missing");
    },
  );

  Deno.test(
    `examples/export.sh has two lines, since one would go on in ${shell}`,
    {
      ignore,
    },
    async () => {
      const [assignment = "", evaluation = ""] = await recipe();
      const [, substitution] = /^exports=(.*)$/u.exec(assignment) ?? [];
      assertEquals(evaluation, 'eval "$exports"');
      assert(substitution);
      const { status, stdout } = await run(
        shell,
        [`eval "${substitution}"`],
        {},
      );
      assertEquals([status, stdout], [0, "went on with nothing\n"]);
    },
  );
}
