import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { resolve } from "../../mod.ts";
import { KEY, URL_A } from "../resolver/support.ts";
import measured from "../data/env_file_truths.json" with { type: "json" };

for (const { text, docker } of measured.truths) {
  Deno.test({
    name: `parseEnvFile() reads ${JSON.stringify(text)} as docker does`,
    permissions: "none",
    fn() {
      const { settings } = parseEnvFile(`${text}\n`, ".env", "docker");
      const [setting] = settings.filter(({ variable }) => variable === "A");
      assertEquals(setting?.value ?? null, docker);
    },
  });
}

/** Texts, and what docker 28.2 made of them: measured. */
const FILES: readonly (readonly [text: string, env: readonly string[]])[] = [
  ["\uFEFFA=b\nC=d\n", ["A=b", "C=d"]],
  ["A=b\r\nC=d\r\n", ["A=b", "C=d"]],
  ["FROM_ENV\n", []],
  ["  A=b\n\tC=d\n", ["A=b", "C=d"]],
  ["# c\n  # d\n\nA=b\n", ["A=b"]],
  ["A=1\nA=2\n", ["A=1", "A=2"]],
  ["A=b\rC=d\n", ["A=b\rC=d"]],
  ["A=b\u2028C=d\n", ["A=b\u2028C=d"]],
  ["A-B.c=d\n1A=b\n", ["A-B.c=d", "1A=b"]],
];

for (const [text, env] of FILES) {
  Deno.test({
    name: `parseEnvFile() reads ${
      JSON.stringify(text)
    } line by line as docker does`,
    permissions: "none",
    fn() {
      const { settings, findings } = parseEnvFile(text, ".env", "docker");
      assertEquals(
        settings.map(({ variable, value }) => `${variable}=${value}`),
        env,
      );
      assertEquals(findings, []);
    },
  });
}

Deno.test({
  name:
    "resolve() finds what docker keeps of a value, and what makes it refuse the file",
  permissions: "none",
  fn() {
    const text =
      `ZENML_STORE_URL="${URL_A}"\nexport ZENML_STORE_API_KEY=${KEY}\n=x\n`;
    const envFiles = [parseEnvFile(text, ".env", "docker")];
    const { findings } = resolve({ envFiles });
    assertEquals(
      findings.map(({ code, severity, line }) => [code, severity, line]),
      [
        ["file-invalid", "error", 2],
        ["file-invalid", "warning", 3],
        ["value-quoted", "error", 1],
        ["credential-missing", "error", null],
      ],
    );
  },
});

Deno.test({
  name: "resolve() warns of a variable that a file assigns twice",
  permissions: "none",
  fn() {
    const text =
      `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\nZENML_STORE_URL=https://other.example.com\n`;
    const codes = (...texts: readonly string[]) =>
      resolve({
        envFiles: texts.map((each, at) => parseEnvFile(each, `${at}.env`)),
      }).findings.map(({ code, line }) => [code, line]);
    assertEquals(codes(text), [["variable-duplicate", 3]]);
    assertEquals(codes(text.replace("other", "zenml")), []);
    assertEquals(
      codes(
        `ZENML_STORE_URL=https://other.example.com\n`,
        text.split("\n").slice(0, 2).join("\n"),
      ),
      [],
    );
  },
});
