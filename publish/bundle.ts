/**
 * Makes the command one file: `bundle.ts FILE`, and flags for `deno bundle`.
 *
 * The file says in front what it is, and starts faster than what `deno bundle` writes: its characters take V8 one byte
 * each, and the functions of a healthy examination are compiled with the file.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import { compileEagerly, type FunctionRange } from "./eager_functions.ts";
import { withEscapes } from "./escapes.ts";

/** What a bundle begins with. Whoever keeps it in a repository is told nothing about its style by any tool. */
const HEAD = `// zenml-env ${config.version}, ${config.license} License
// https://jsr.io/${config.name}@${config.version}
// Made from cli.ts by \`deno task bundle\`. @generated
// With parts of @std/cli, @std/dotenv and @std/http: Copyright 2018-2026 the Deno authors, MIT License
// deno-lint-ignore-file
// deno-fmt-ignore-file
// @ts-nocheck
/* eslint-disable */
`;

const [file = "", ...flags] = Deno.args;
await runDeno({
  args: [
    "bundle",
    "--quiet",
    "--minify",
    `--output=${file}`,
    ...flags,
    "cli.ts",
  ],
});
const code = withEscapes(await Deno.readTextFile(file));
await Deno.writeTextFile(file, code);
const called = new Set((await functionsOfAnExamination()).map(keyOf));
const fast = compileEagerly(code, (range) => called.has(keyOf(range)));
await Deno.writeTextFile(file, HEAD + fast);

/** The functions that the file calls to examine a server with which nothing is wrong, as V8's coverage has them. */
async function functionsOfAnExamination(): Promise<readonly FunctionRange[]> {
  const folder = `${file}.coverage`;
  await runDeno({
    // What a runner sets would choose other functions.
    clearEnv: true,
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-env",
      "--allow-net=127.0.0.1",
      `--coverage=${folder}`,
      file,
      "doctor",
      "--demo",
    ],
  });
  const ranges: FunctionRange[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(`${folder}/${name}`);
    const { functions } = JSON.parse(text);
    for (const { ranges: [whole] } of functions) {
      if (whole.count === 0) continue;
      ranges.push({ start: whole.startOffset, end: whole.endOffset });
    }
  }
  await Deno.remove(folder, { recursive: true });
  return ranges;
}

function keyOf({ start, end }: FunctionRange): string {
  return `${start}-${end}`;
}

async function runDeno(options: Deno.CommandOptions): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), options)
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
