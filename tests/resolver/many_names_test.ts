import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isVariableName, VARIABLE_NAMES } from "../../lib/codes/variables.ts";
import { resolutionJson } from "../../lib/report/json.ts";
import { resolutionText } from "../../lib/report/resolution_text.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { resolve } from "../../mod.ts";

/** Thousands of distinct names, each of which is one letter away from a variable's. */
const MISSPELLED = VARIABLE_NAMES.flatMap((name) =>
  [..."abcdefghijklmnopqrstuvwxyz"].flatMap((letter) =>
    [...name].map((_, at) =>
      name.slice(0, at + 1) + letter + name.slice(at + 1)
    )
  )
).filter((name) => name.startsWith("ZENML_") && !isVariableName(name));

Deno.test({
  name: "resolve() names a hundred misspelled names, and counts the others",
  permissions: "none",
  fn() {
    const text = MISSPELLED.map((name) => `${name}=x\n`).join("");
    const found = resolve({ envFiles: [parseEnvFile(text, ".env")] }).findings
      .filter(({ code }) => code === "variable-misspelled");
    assert(MISSPELLED.length > 1000, `${MISSPELLED.length}`);
    assertEquals(found.length, 101);
    assertStringIncludes(
      found.at(-1)?.message ?? "",
      `${new Set(MISSPELLED).size - 100} more names`,
    );
  },
});

Deno.test({
  name: "resolve() names the misspelled names first that are errors",
  permissions: "none",
  fn() {
    const harmless = MISSPELLED.filter((name) => name.includes("_VERIFY_"));
    const names = [...harmless, "ZENML_STORE_URLL"];
    const found = resolve({
      environment: Object.fromEntries(names.map((name) => [name, "x"])),
    }).findings.filter(({ code }) => code === "variable-misspelled");
    assert(harmless.length > 100);
    assertEquals(
      [found[0]?.variable, found[0]?.severity, found.at(-1)?.severity],
      ["ZENML_STORE_URLL", "error", "warning"],
    );
  },
});

Deno.test({
  name: "resolve() calls one value of a file hidden by the environment",
  permissions: "none",
  fn() {
    const text = Array.from(
      { length: 5000 },
      (_, index) => `ZENML_STORE_URL=https://z${index}.example.com`,
    ).join("\n");
    const { findings } = resolve({
      environment: { ZENML_STORE_URL: "https://zenml.example.com" },
      envFiles: [parseEnvFile(text, ".env")],
    });
    assertEquals(
      findings.filter(({ code }) => code === "value-shadowed")
        .map(({ line }) => line),
      [5000],
    );
  },
});

Deno.test({
  name: "reports show the beginning of a URL that no server takes",
  permissions: "none",
  fn() {
    const resolution = resolve({
      environment: {
        ZENML_STORE_URL: `https://zenml.example.com/${"a/".repeat(100_000)}`,
      },
    });
    const reports = [
      resolutionText(resolution, { columns: 80, color: false, strict: false }),
      resolutionJson(resolution, { strict: false }),
    ];
    for (const report of reports) {
      assertStringIncludes(report, "https://zenml.example.com/a/a/");
      assert(report.length < 10_000, `${report.length}`);
    }
  },
});
