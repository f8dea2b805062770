import { assertEquals, assertMatch } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { runDeno } from "../helpers/deno.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { serveRegistry } from "../helpers/registry.ts";

/** Every file below a folder of the repository. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))
  ) {
    if (isDirectory) files.push(...await filesIn(`${folder}${name}/`));
    else files.push(`${folder}${name}`);
  }
  return files;
}

Deno.test("deno task publish:check checks the types, and takes the modules, their data and what explains them, and nothing else", async () => {
  await using cache = await temporaryFolder();
  await using registry = serveRegistry();
  const { status, stdout, stderr } = await runDeno(
    ["task", "--quiet", "publish:check"],
    {
      env: {
        DENO_DIR: cache.path,
        JSR_URL: `http://127.0.0.1:${registry.addr.port}`,
      },
    },
  );
  const said = stdout + stderr;
  assertEquals([status, said.includes("warning[")], [0, false], said);
  assertMatch(said, /^Check mod\.ts$/mu);
  const root = ROOT.href;
  const listed = [...said.matchAll(/^ +(file:\S+) \(/gmu)]
    .map(([, url = ""]) => url.slice(root.length));
  assertEquals(
    listed.sort(),
    [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "deno.json",
      "cli.ts",
      "mod.ts",
      ...await filesIn("lib/"),
    ].sort(),
  );
});
