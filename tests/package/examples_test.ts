import { assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { runDeno } from "../helpers/deno.ts";

/** What Deno knows of everything that deno.json exports. */
async function documentation(): Promise<string> {
  const { status, stdout, stderr } = await runDeno([
    "doc",
    "--json",
    "--import-map=offline/import_map.json",
    ...Object.values(config.exports),
  ]);
  assertEquals([status, stderr], [0, ""]);
  return stdout;
}

Deno.test("the examples of what deno.json exports import the package by its name", async () => {
  const docs = await documentation();
  assertMatch(docs, / from \\"@mlops\/zenml-env\/access-token\\"/u);
  const imports = [...docs.matchAll(/\bfrom \\"([^"\\]+)\\"/gu)]
    .map(([, specifier = ""]) => specifier);
  assertEquals(
    imports.filter((specifier) => specifier.startsWith(".")),
    [],
  );
});

Deno.test("the examples of what deno.json exports run in deno task test:doc", async () => {
  const blocks = (await documentation()).matchAll(/```(ts\b[^\\]*)/gu);
  assertEquals(new Set([...blocks].map(([, kind]) => kind)), new Set(["ts"]));
});
