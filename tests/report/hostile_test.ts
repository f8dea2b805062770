import { assert, assertEquals, assertNotMatch } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import { inertLine, printable } from "../../lib/http/inert.ts";
import {
  assertSameShape,
  ciOutputsOf,
  shapeOf,
} from "../helpers/ci_formats.ts";
import { casesIn } from "../helpers/junit_cases.ts";
import { htmlOf, withoutTags } from "../helpers/rendered_markdown.ts";
import { commandsIn } from "../helpers/runner_commands.ts";
import { reportsHolding } from "./reports.ts";

/** Parts of which hostile texts are made; arbitrary strings alone would hardly ever hold one. */
const PARTS = [
  "::error::x",
  "\n::error file=a::owned",
  "\r\n::stop-commands::x",
  "::endgroup::",
  " ::add-mask::a",
  "##[error]x",
  "##vso[task.complete]",
  "%0A::error::x",
  "%25",
  ",line=1",
  "]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "&amp;",
  "&#0;",
  "</failure>",
  "<script>alert(1)</script>",
  "</details>",
  "</summary>",
  "<b>",
  "[[ATTACHMENT|/etc/passwd]]",
  "@everyone",
  "@org/team",
  "#123",
  "org/repo#1",
  "!7",
  "GH-12",
  "ABC-1",
  "deadbeef",
  "0123456",
  ":smile:",
  "https://example.com",
  "www.example.com",
  "a@example.com",
  "<https://example.com>",
  "[x](https://example.com)",
  "![x](y)",
  "[^1]",
  "`",
  "``",
  "```",
  "~~~",
  "~~x~~",
  "**",
  "_x_",
  "$x$",
  "|",
  "\\|",
  "\\",
  "\\`",
  "| --- |",
  "\n# x",
  "# x",
  "1. x",
  "- [x] y",
  "> x",
  "---",
  "===",
  "    x",
  "word",
  "'word'",
  "(word).",
  " ",
  "  ",
  "\t",
  "\n",
  "\n\n",
  "\r",
  "\0",
  "\u0001",
  "\u000b",
  "\u001b[2J",
  "\u0085",
  "\u009b",
  "\u00a0",
  "\u3000",
  "\u200b",
  "\u202e",
  "\u2028",
  "\ufeff",
  "\ufffe",
  "\uffff",
  "\ud800",
  "\udc00",
  "\u{1f4a9}",
  "\u{1ffff}",
  "\u{e0001}",
] as const;

const text = fc.array(
  fc.oneof(
    fc.constantFrom(...PARTS),
    fc.string({ unit: ANY_CHARACTER, maxLength: 5 }),
  ),
  { minLength: 1, maxLength: 12 },
).map((parts) => parts.join("")).filter((text) => text.trim() !== "");

const solid = (text: string) => text.replaceAll(/\s+/gu, "");

const TIMES = { numRuns: 150 };

/** A test's name is written as XML, which not every character may stand in. */
const inAscii = (text: string) =>
  JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );

const PLAIN = reportsHolding("x").map(shapeOf);

for (const part of PARTS.filter((part) => part.trim() !== "")) {
  Deno.test(`reportGithub(), reportJunit() and reportMarkdown() give ${inAscii(part)} no meaning`, () => {
    for (const [index, report] of reportsHolding(part).entries()) {
      assertSameShape(report, PLAIN[index]!);
    }
  });
}

Deno.test("reportGithub(), reportJunit() and reportMarkdown() give no text a meaning, whatever it is", () => {
  fc.assert(
    fc.property(text, (text) => {
      for (const [index, report] of reportsHolding(text).entries()) {
        assertSameShape(report, PLAIN[index]!);
      }
    }),
    TIMES,
  );
});

Deno.test("every format for CI systems is one of visible characters and line breaks", () => {
  fc.assert(
    fc.property(text, (text) => {
      for (const report of reportsHolding(text)) {
        for (const output of Object.values(ciOutputsOf(report))) {
          assertNotMatch(
            output.replaceAll("\n", ""),
            /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}]/u,
          );
          assert(output.isWellFormed());
        }
      }
    }),
    TIMES,
  );
});

Deno.test("reportJunit() keeps every visible character of a message", () => {
  fc.assert(
    fc.property(text, (text) => {
      const [report] = reportsHolding(text);
      const login = casesIn(ciOutputsOf(report!).junit)
        .find(({ name }) => name === "login");
      const shown = printable(text).replaceAll(/\[(?=\[ATTACHMENT)/giu, "[ ");
      assertEquals(login?.message, shown);
      assert(login?.text.includes(shown));
    }),
    TIMES,
  );
});

Deno.test("reportGithub() keeps every visible character of a message and of a file's name", () => {
  fc.assert(
    fc.property(text, (text) => {
      const [report] = reportsHolding(text);
      const error = commandsIn(ciOutputsOf(report!).github)
        .find(({ name }) => name === "error");
      const shown = inertLine(text);
      assertEquals(error?.message.split("\n")[0], shown);
      assertEquals(error?.properties["file"], shown);
      assertEquals(solid(shown), solid(printable(text)));
      assertEquals(error?.properties["line"], "3");
    }),
    TIMES,
  );
});

Deno.test("reportMarkdown() keeps every visible character of a message", () => {
  fc.assert(
    fc.property(text, (text) => {
      const [report] = reportsHolding(text);
      const html = htmlOf(ciOutputsOf(report!).markdown);
      assert(solid(withoutTags(html)).includes(solid(printable(text))));
    }),
    TIMES,
  );
});
