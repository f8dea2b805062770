import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/dotenv/parse";
import fc from "npm:fast-check@4.10.2";
import { parseEnv } from "node:util";
import { DOTENV } from "../../lib/export/dotenv.ts";
import { quoteDotenv } from "../../lib/finding/quoting.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { needing, read } from "../helpers/programs.ts";
import { inFolder } from "../helpers/temporary_folder.ts";
import { forManyValues, named, PEM, VALUE } from "./values.ts";

/** Something that no reader may stumble over. */
const COMMENT = DOTENV.comment(`it's "said" of $A, \`b\` \\ and\nA=c`);

type Pairs = ReadonlyArray<readonly [variable: string, value: string]>;

/** The values that can be written, with the file that they make. */
function fileOf(values: readonly string[]): { pairs: Pairs; text: string } {
  const pairs = named(values.filter((value) => quoteDotenv(value) !== null));
  const text = pairs.map(([variable, value]) =>
    COMMENT + DOTENV.assign(variable, value)
  ).join("");
  return { pairs, text };
}

const CASES: readonly (readonly [
  criterion: string,
  value: string,
  written: string | null,
])[] = [
  ["a URL bare", "https://h.example.com:1/a", "https://h.example.com:1/a"],
  ["base64 bare", "ZENKEY_ab+/c==", "ZENKEY_ab+/c=="],
  ["blanks in single quotes", " a b ", "' a b '"],
  ["a comment's sign in single quotes", "a#b", "'a#b'"],
  ["dollars in single quotes", "a$b`c`\\", "'a$b`c`\\'"],
  ["double quotes in single quotes", 'a"b', `'a"b'`],
  ["line breaks inside in single quotes", "a\nb", "'a\nb'"],
  ["line breaks at the end as escapes", PEM, JSON.stringify(PEM)],
  ["an apostrophe in double quotes", "it's", `"it's"`],
  ["other line separators in double quotes", "a\u2028", '"a\u2028"'],
  ["nothing in single quotes", "", "''"],
  ["no carriage return", "a\r\nb", null],
  ["no apostrophe with a double quote", `'"`, null],
  ["no apostrophe with a dollar", "it's $5", null],
  ["no apostrophe with a backtick", "it's `", null],
  ["no apostrophe with a backslash", "it's \\n", null],
];

for (const [criterion, value, written] of CASES) {
  Deno.test(`quoteDotenv() writes ${criterion}`, () => {
    assertEquals(quoteDotenv(value), written);
  });
}

Deno.test("DOTENV writes what @std/dotenv, Node's reader and this package's read back", () => {
  fc.assert(
    fc.property(fc.array(VALUE, { maxLength: 6 }), (values) => {
      const { pairs, text } = fileOf(values);
      assertEquals<unknown>(Object.entries(parse(text)), pairs);
      assertEquals<unknown>(Object.entries(parseEnv(text)), pairs);
      // This package's reader keeps two noncharacters to itself, and takes NAME= before a closing quote for another assignment.
      if (/[\uFDD0\uFDD1]|=[ \t]*['"]$/mu.test(text)) return;
      const { settings, findings } = parseEnvFile(text, ".env");
      assertEquals(findings, []);
      assertEquals<unknown>(
        settings.map(({ variable, value }) => [variable, value]),
        pairs,
      );
    }),
    { numRuns: 2000 },
  );
});

Deno.test({
  ...needing(
    "node",
    "DOTENV writes what a real Node reads back, by parseEnv and --env-file",
  ),
  async fn() {
    await inFolder(async (folder) => {
      const file = `${folder}/.env`;
      const script = `const { parseEnv } = require("node:util");
        const text = require("node:fs").readFileSync(process.argv[1], "utf8");
        const pick = (env) => Object.entries(env).filter(([name]) => /^V\\d+$/.test(name));
        const inOrder = (pairs) => pairs.sort(([a], [b]) => a.slice(1) - b.slice(1));
        console.log(JSON.stringify([parseEnv(text), process.env].map((env) => inOrder(pick(env)))));`;
      await forManyValues(async (values) => {
        const { pairs, text } = fileOf(values);
        await Deno.writeTextFile(file, text);
        const args = [`--env-file=${file}`, "-e", script, file];
        assertEquals<unknown>(JSON.parse(await read("node", args)), [
          pairs,
          pairs,
        ]);
      });
    });
  },
});

Deno.test("DOTENV writes what Deno's --env-file reads back", async () => {
  await inFolder(async (folder) => {
    const [file, script] = [`${folder}/.env`, `${folder}/script.ts`];
    await Deno.writeTextFile(
      script,
      "console.log(JSON.stringify(Deno.env.toObject()));",
    );
    await forManyValues(async (values) => {
      const { pairs, text } = fileOf(values);
      await Deno.writeTextFile(file, text);
      const args = [
        "run",
        "--quiet",
        "--no-config",
        "--allow-env",
        `--env-file=${file}`,
        script,
      ];
      const stdout = await read(Deno.execPath(), args, {
        env: { HOME: folder },
      });
      const env: Record<string, string> = JSON.parse(stdout);
      assertEquals<unknown>(pairs.map(([name]) => [name, env[name]]), pairs);
    }, 4);
  });
});

Deno.test({
  ...needing(
    "sh",
    "DOTENV writes what a shell may read: the same, but for line breaks that are escapes",
  ),
  async fn() {
    await inFolder(async (folder) => {
      const file = `${folder}/settings.env`;
      await forManyValues(async (values) => {
        const { pairs, text } = fileOf(
          values.filter((value) =>
            !(value.includes("\n") &&
              DOTENV.assign("A", value)?.startsWith(`A="`))
          ),
        );
        await Deno.writeTextFile(file, text);
        const printed = pairs.map(([name]) => `"$${name}"`).join(" ");
        const script = `set -a; . ${file}; printf '%s\\0' ${printed}`;
        const stdout = await read("sh", ["-c", script]);
        assertEquals(
          stdout.split("\0").slice(0, -1),
          pairs.map(([, value]) => value),
        );
      });
    });
  },
});

Deno.test("DOTENV lets a shell execute nothing, whatever the value", () => {
  fc.assert(fc.property(VALUE, (value) => {
    const quoted = quoteDotenv(value) ?? "''";
    assert(
      /^(?:[\w@%+=:,./-]+|'[^']*'|"[^"$`\\]*(?:\\n[^"$`\\]*)*")$/u.test(quoted),
    );
  }));
});
