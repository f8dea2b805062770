import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import standIns from "../../offline/import_map.json" with { type: "json" };
import { ROOT } from "../../offline/children.ts";
import { isToUpdate, UPDATE } from "../helpers/update.ts";
import { NPM_VERSIONS } from "./npm_versions.ts";

const SPECIFIER_REGEXP = /"npm:([a-z\d-]+)@([^"/]*)((?:\/[^"]*)?)"/gu;

/** Every module of the repository, by its path. */
function modulesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap((
    { name, isDirectory, isFile },
  ) => {
    if (name.startsWith(".") || name === "node_modules") return [];
    if (isDirectory) return modulesIn(`${folder}${name}/`);
    return isFile && name.endsWith(".ts") ? [`${folder}${name}`] : [];
  });
}

/** A text whose imports name the versions of the table. */
function raised(code: string): string {
  const versions: Readonly<Record<string, string>> = NPM_VERSIONS;
  return code.replaceAll(
    SPECIFIER_REGEXP,
    (_, name: string, version: string, file: string) =>
      `"npm:${name}@${versions[name] ?? version}${file}"`,
  );
}

Deno.test("every import from npm names the version of npm_versions.ts", async () => {
  const found = new Set<string>();
  for (const path of modulesIn("./")) {
    const code = await Deno.readTextFile(new URL(path, ROOT));
    const specifiers = [...code.matchAll(SPECIFIER_REGEXP)];
    if (specifiers.length === 0) continue;
    assert(
      /^\.\/(?:tests|bench|publish)\//u.test(path),
      `${path} needs no package`,
    );
    for (const [, name = ""] of specifiers) found.add(name);
    if (isToUpdate()) {
      await Deno.writeTextFile(new URL(path, ROOT), raised(code));
    } else {
      assertEquals(
        code,
        raised(code),
        `${path}: ${UPDATE}=1 deno task test rewrites it`,
      );
    }
  }
  assertEquals([...found].sort(), Object.keys(NPM_VERSIONS).sort());
});

Deno.test("npm_versions.ts pins each version exactly", () => {
  for (const version of Object.values(NPM_VERSIONS)) {
    assert(/^\d+\.\d+\.\d+$/u.test(version), version);
  }
});

Deno.test("deno.json and import_map.json import nothing from npm, which deno task would fetch", () => {
  for (const { imports } of [config, standIns]) {
    for (const target of Object.values(imports)) {
      assert(!target.startsWith("npm:"), target);
    }
  }
});
