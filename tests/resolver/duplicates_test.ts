import { assertEquals, assertMatch } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { resolve } from "../../mod.ts";

/** How often a variable is assigned, and which lines the finding names. */
const CASES: readonly (readonly [times: number, lines: RegExp])[] = [
  [2, /in line 2 and before it in line 1;/u],
  [11, /in line 11 and before it in line 1, 2, [\d, ]+, 10;/u],
  [
    12,
    /in line 12 and before it in line 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1 more;/u,
  ],
  [5000, / 10 and 4989 more;/u],
];

for (const [times, lines] of CASES) {
  Deno.test({
    name: `resolve() names the lines of ${times} assignments, but no thousands`,
    permissions: "none",
    fn() {
      const text = Array.from(
        { length: times },
        (_, index) => `ZENML_STORE_URL=https://z${index}.example.com`,
      ).join("\n");
      const { findings, consumers } = resolve({
        envFiles: [parseEnvFile(text, ".env")],
      });
      const found = findings.filter(({ code }) =>
        code === "variable-duplicate"
      );
      assertEquals(found.length, 1);
      assertMatch(found[0]?.message ?? "", lines);
      assertEquals(
        consumers.client.serverUrl,
        `https://z${times - 1}.example.com`,
      );
    },
  });
}
