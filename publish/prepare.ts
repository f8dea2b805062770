/**
 * Writes what goes to JSR to `dist/package/`: the library's modules as they are, and the bundled command as the one
 * file behind `./cli`. Run by `deno task publish:prepare`, with the flags by which Deno finds the packages.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import { declarationsOf } from "./declarations.ts";

const ROOT = new URL("../", import.meta.url);
const PACKAGE = new URL("dist/package/", ROOT);
/** What reads reports needs it, and nothing imports it. */
const SCHEMA = "lib/report/report.schema.json";

const { "./cli": command, ...library } = config.exports;
const { include } = config.publish;

await Deno.remove(PACKAGE, { recursive: true }).catch((error) => {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
});
const modules = await Promise.all(Object.values(library).map(modulesOf));
const pages = include.filter((path) => /^[A-Z]/u.test(path));
for (const path of new Set([...modules.flat(), ...pages, SCHEMA])) {
  await copy(path);
}
await write("deno.json", `${JSON.stringify(manifest(), null, 2)}\n`);
await write(
  "cli.js",
  `// @ts-self-types="./cli.d.ts"\n${await read("dist/zenml-env.js")}`,
);
await write("cli.d.ts", declarationsOf(await read(command)));

/** The configuration of what is published: without what only this repository needs. */
function manifest() {
  const { name, version, license, imports, compilerOptions } = config;
  return {
    name,
    version,
    license,
    exports: { ...library, "./cli": "./cli.js" },
    imports,
    compilerOptions,
    publish: {
      include: ["deno.json", "cli.js", "cli.d.ts", "mod.ts", "lib/", ...pages],
      // Git ignores dist/.
      exclude: ["!**/*"],
    },
  };
}

/** The modules that an export consists of, its types too, as paths in this repository. */
async function modulesOf(entry: string): Promise<readonly string[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", ...Deno.args, entry],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  return modules
    .map(({ specifier }: { specifier: string }) => specifier)
    .filter((specifier: string) =>
      specifier.startsWith(ROOT.href) &&
      !specifier.startsWith(`${ROOT.href}offline/`)
    )
    .map((specifier: string) => specifier.slice(ROOT.href.length));
}

async function copy(path: string): Promise<void> {
  await write(path, await read(path));
}

async function read(path: string): Promise<string> {
  return await Deno.readTextFile(new URL(path, ROOT));
}

async function write(path: string, text: string): Promise<void> {
  const url = new URL(path, PACKAGE);
  await Deno.mkdir(new URL(".", url), { recursive: true });
  await Deno.writeTextFile(url, text);
}
