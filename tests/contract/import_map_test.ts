import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import standIns from "../../offline/import_map.json" with { type: "json" };

Deno.test("import_map.json has a stand-in for every package of deno.json", () => {
  const packages = Object.keys(standIns.imports).map((name) =>
    name.split("/").slice(0, name.startsWith("@") ? 2 : 1).join("/")
  );
  assertEquals(
    [...new Set(packages)].sort(),
    Object.keys(config.imports).sort(),
  );
});
