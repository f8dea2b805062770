import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

const BAD = "no assignment at all\n";

Deno.test({
  name: "parseEnvFile() names a hundred bad lines, and counts the others",
  permissions: "none",
  fn() {
    const { findings } = parseEnvFile(BAD.repeat(40_000), ".env");
    assertEquals(findings.length, 101);
    const last = findings.at(-1);
    assertEquals([last?.severity, last?.line], ["warning", 101]);
    assertStringIncludes(last?.message ?? "", "39900 more lines");
  },
});

Deno.test({
  name: "parseEnvFile() hides no bad line of ZENML's among the others",
  permissions: "none",
  fn() {
    for (const format of ["dotenv", "docker"] as const) {
      const { findings } = parseEnvFile(
        `${BAD.repeat(300)}ZENML STORE KEY\n${BAD}`,
        ".env",
        format,
      );
      const last = findings.at(-1);
      assertEquals([last?.severity, last?.line], ["error", 301]);
    }
  },
});

Deno.test({
  name: "parseEnvFile() counts no line where there are a hundred at most",
  permissions: "none",
  fn() {
    const { findings } = parseEnvFile(BAD.repeat(100), ".env");
    assertEquals(findings.length, 100);
    assertEquals(findings.at(-1)?.line, 100);
  },
});
