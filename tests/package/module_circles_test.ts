import { assertEquals } from "@std/assert";
import { walkFiles } from "../helpers/files.ts";

const ROOT = new URL("../../", import.meta.url);
const SPECIFIER_REGEXP =
  /(?:^(?:import|export)\b[^;"]*?|\bimport\()\s*"(\.[^"]+)"/gmu;

/** What each module of `lib/` imports, types and lazy imports included. */
async function importsOfLib(): Promise<ReadonlyMap<string, readonly string[]>> {
  const graph = new Map<string, readonly string[]>();
  for (const path of await walkFiles(new URL("lib/", ROOT), ".ts")) {
    const text = await Deno.readTextFile(path);
    const code = text.replaceAll(/\/\*\*[^]*?\*\/|^\s*\/\/.*$/gmu, "");
    graph.set(
      path.href,
      [...code.matchAll(SPECIFIER_REGEXP)].map(([, specifier = ""]) =>
        new URL(specifier, path).href
      ),
    );
  }
  return graph;
}

/** Finds the circles in a graph: each as the modules on the way round. */
function circlesIn(
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const circles = new Set<string>();
  const done = new Set<string>();
  const visit = (module: string, way: readonly string[]) => {
    const start = way.indexOf(module);
    if (start !== -1) {
      circles.add([...way.slice(start), module].map(nameOf).join(" → "));
      return;
    }
    if (done.has(module)) return;
    for (const next of graph.get(module) ?? []) visit(next, [...way, module]);
    done.add(module);
  };
  for (const module of graph.keys()) visit(module, []);
  return [...circles];
}

/** The folder of `lib/` that a module is in, however deep. */
function folderOf(href: string): string {
  return new URL(nameOf(href).split("/", 2).join("/"), ROOT).href;
}

function nameOf(href: string): string {
  return href.slice(ROOT.href.length);
}

Deno.test({
  name: "lib/ has no circle of imports, of types neither",
  permissions: { read: true },
  async fn() {
    const graph = await importsOfLib();
    assertEquals(graph.size > 100, true);
    assertEquals(circlesIn(graph), []);
  },
});

Deno.test({
  name: "the folders of lib/ import each other in one direction",
  permissions: { read: true },
  async fn() {
    const folders = new Map<string, string[]>();
    for (const [module, imports] of await importsOfLib()) {
      const folder = folderOf(module);
      const others = imports.map(folderOf).filter((other) => other !== folder);
      folders.set(folder, [...folders.get(folder) ?? [], ...others]);
    }
    assertEquals(folders.size > 10, true);
    assertEquals(circlesIn(folders), []);
  },
});

Deno.test({
  name: "circlesIn() finds a circle",
  permissions: { read: true },
  fn() {
    const at = (name: string) => new URL(name, ROOT).href;
    const graph = new Map([
      [at("a"), [at("b")]],
      [at("b"), [at("c"), at("d")]],
      [at("c"), [at("a")]],
      [at("d"), []],
    ]);
    assertEquals(circlesIn(graph), ["a → b → c → a"]);
  },
});

Deno.test({
  name: "lib/http imports nothing of ZenML and no finding",
  permissions: { read: true },
  async fn() {
    for (const [module, imports] of await importsOfLib()) {
      if (!nameOf(module).startsWith("lib/http/")) continue;
      assertEquals(
        imports.map(nameOf).filter((path) => !path.startsWith("lib/http/")),
        [],
        nameOf(module),
      );
    }
  },
});
