import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { POWERSHELL } from "../../lib/export/powershell.ts";
import { quotePowershell } from "../../lib/finding/quoting.ts";
import { AWKWARD, VALUE } from "./values.ts";

/** What PowerShell's language takes for a single quote (about_Quoting_Rules; the specification's single-quote-character). */
const QUOTES = "'\u2018\u2019\u201a\u201b";

/** Reads an expression of literals in single quotes, `[char]0xHEX` and `+`, by the rules of PowerShell's language. */
function readExpression(text: string): string {
  let [value, at] = ["", 0];
  for (let operands = 0; at < text.length; operands++) {
    if (operands > 0) {
      assertEquals(text.slice(at, at + 3), " + ");
      at += 3;
    }
    const unit = /^\[char\]0x([0-9A-F]{4})/u.exec(text.slice(at));
    if (unit) {
      // A character before any text would be added as a number.
      assert(operands > 0);
      value += String.fromCharCode(parseInt(unit[1]!, 16));
      at += unit[0].length;
      continue;
    }
    assert(QUOTES.includes(text[at]!), `no literal at ${at}`);
    for (at++;; at++) {
      const char = text[at];
      assert(char !== undefined, "the literal does not end");
      if (QUOTES.includes(char)) {
        at++;
        if (at >= text.length || !QUOTES.includes(text[at]!)) break;
      }
      value += char;
    }
  }
  return value;
}

Deno.test("POWERSHELL writes what its rules read back, whatever the value", () => {
  const holds = (value: string) => {
    const [, expression = ""] = /^\$env:A = (.*)\n$/u.exec(
      POWERSHELL.assign("A", value) ?? "",
    ) ?? [];
    assertEquals(readExpression(expression), value);
  };
  AWKWARD.forEach(holds);
  fc.assert(fc.property(VALUE, holds), { numRuns: 2000 });
});

Deno.test("quotePowershell() writes one line of ASCII, which every code page reads alike", () => {
  fc.assert(fc.property(VALUE, (value) => {
    assert(/^[\x20-\x7E]+$/.test(quotePowershell(value)));
  }));
});

for (
  const [criterion, value, written] of [
    ["a plain value in single quotes", "a $b `c", "'a $b `c'"],
    ["an apostrophe twice", "it's", "'it''s'"],
    [
      "a typographic quote, which ends a literal, as its code",
      "it\u2019s",
      "'it' + [char]0x2019 + 's'",
    ],
    ["a line break as its code", "a\nb", "'a' + [char]0x000A + 'b'"],
    ["a text before a code", "\u00e9", "'' + [char]0x00E9"],
    ["nothing as an empty literal", "", "''"],
  ] as const
) {
  Deno.test(`quotePowershell() writes ${criterion}`, () => {
    assertEquals(quotePowershell(value), written);
  });
}
