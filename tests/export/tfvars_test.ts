import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { quoteHcl, TFVARS } from "../../lib/export/tfvars.ts";
import { needing, read } from "../helpers/programs.ts";
import { inFolder } from "../helpers/temporary_folder.ts";
import { forManyValues, named, VALUE } from "./values.ts";

/** Reads a string of HCL by its specification: escapes, and the doubled signs that open no template. */
function readHcl(text: string): string {
  const inner = /^"([^"\\\r\n]|\\.)*"$/u.test(text) ? text.slice(1, -1) : null;
  assert(inner !== null, "no string of HCL");
  assert(!/(?<!\$)\$\{|(?<!%)%\{/u.test(inner), "a template is open");
  return inner.replaceAll(
    /\$\$(?=\{)|%%(?=\{)|\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))/gu,
    (all, four?: string, eight?: string, char?: string) => {
      const code = four ?? eight;
      if (code) return String.fromCodePoint(parseInt(code, 16));
      if (char === undefined) return all.slice(1);
      const value = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" }[char];
      assert(value !== undefined, `no escape of HCL: ${char}`);
      return value;
    },
  );
}

Deno.test("quoteHcl() writes what HCL's rules read back", () => {
  fc.assert(
    fc.property(VALUE, (value) => {
      const quoted = quoteHcl(value);
      if (quoted !== null) assertEquals(readHcl(quoted), value);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("quoteHcl() writes nothing that Terraform composes into another text", () => {
  for (const value of ["e\u0301", "a\u{11f00}\u0301b"]) {
    assertEquals(quoteHcl(value), null);
  }
  for (const value of ["\u00e9", "\u{1f600}", "x\u0301"]) {
    assertEquals(quoteHcl(value), `"${value}"`);
  }
});

Deno.test("TFVARS names variables in small letters", () => {
  assertEquals(
    TFVARS.assign("ZENML_SERVER_URL", "https://zenml.example.com"),
    'zenml_server_url = "https://zenml.example.com"\n',
  );
});

Deno.test({
  ...needing("terraform", "TFVARS writes what a real Terraform reads back"),
  async fn() {
    await inFolder(async (folder) => {
      const env = { HOME: folder, CHECKPOINT_DISABLE: "1" };
      await forManyValues(async (values) => {
        const pairs = named(values.filter((value) => quoteHcl(value) !== null));
        const names = pairs.map(([name]) => name.toLowerCase());
        const declared = names.map((name) => `variable "${name}" {}\n`);
        const assigned = pairs.map(([name, value]) =>
          TFVARS.comment(value) + TFVARS.assign(name, value)
        );
        await Deno.writeTextFile(`${folder}/main.tf`, declared.join(""));
        await Deno.writeTextFile(`${folder}/a.tfvars`, assigned.join(""));
        // Each encoded by itself: Terraform would compose the end of a text with the beginning of the next.
        const listed = names.map((name) => `base64encode(var.${name})`);
        const stdout = await read(
          "terraform",
          ["console", "-var-file=a.tfvars"],
          { stdin: `join(" ", [${listed.join()}])\n`, env, cwd: folder },
        );
        assertEquals(
          JSON.parse(stdout).split(" ").map(decoded),
          pairs.map(([, value]) => value),
        );
      }, 8);
    });
  },
});

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
