import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import type { Assignment } from "../../lib/export/assignments.ts";
import { EXPORT_FORMATS, syntaxOf } from "../../lib/export/syntaxes.ts";
import { writeExport } from "../../lib/export/write.ts";
import {
  readCommands,
  readEnvironmentFile,
} from "../helpers/workflow_commands.ts";
import { VALUE } from "./values.ts";

const KEY: Assignment = {
  variable: "ZENML_API_KEY",
  value: "ZENKEY_abc",
  secret: true,
};
const USER: Assignment = {
  variable: "ZENML_STORE_USERNAME",
  value: "me",
  secret: false,
};

for (const format of EXPORT_FORMATS) {
  Deno.test(`writeExport() writes no secret in ${format} unless it is asked to`, async () => {
    const syntax = await syntaxOf(format);
    fc.assert(fc.property(VALUE, (value) => {
      const one = (value: string) =>
        writeExport(
          { assignments: [{ ...KEY, value }], shortfalls: [] },
          syntax,
          false,
        );
      // Whatever the value is, what is written is the same.
      assertEquals(one(value), one("another"));
      assertEquals(one(value).entries, "");
      assertFalse(one(value).text.includes("="));
    }));
  });

  Deno.test(`writeExport() leaves out of ${format} what no variable can hold, and says so`, async () => {
    const syntax = await syntaxOf(format);
    for (const value of ["a\0b", "\ud800"]) {
      const { text, entries, shortfalls } = writeExport(
        { assignments: [{ ...USER, value }, KEY], shortfalls: [] },
        syntax,
        true,
      );
      assertEquals(shortfalls.map(({ severity }) => severity), ["error"]);
      assert(text.includes("ZENML_STORE_USERNAME is not written"));
      assertFalse((text + entries).includes(value));
      assert((text + entries).includes(KEY.value));
    }
  });
}

Deno.test("writeExport() masks for GITHUB each secret before anything else, and assigns in the other file", async () => {
  const { text, entries } = writeExport(
    {
      assignments: [USER, KEY],
      shortfalls: [{ severity: "error", message: "Something is missing" }],
    },
    await syntaxOf("github"),
    true,
  );
  assertEquals(readCommands(text), [
    ["add-mask", KEY.value],
    ["notice", "Something is missing"],
  ]);
  assertEquals(readEnvironmentFile(entries), [
    [USER.variable, USER.value],
    [KEY.variable, KEY.value],
  ]);
});

Deno.test("writeExport() comments in the place of what it leaves out", async () => {
  const { text } = writeExport(
    {
      assignments: [KEY, USER],
      shortfalls: [{ severity: "warning", message: "Something is missing" }],
    },
    await syntaxOf("dotenv"),
    false,
  );
  assertEquals(
    text,
    [
      "# ZENML_API_KEY is secret: --show-secrets writes it",
      "ZENML_STORE_USERNAME=me",
      "# Something is missing",
      "",
    ].join("\n"),
  );
});
