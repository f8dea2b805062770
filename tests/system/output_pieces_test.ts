import { assert, assertEquals } from "@std/assert";
import { piecesOf } from "../../lib/system/output_pieces.ts";

const TEXTS = [
  "",
  "\n",
  "\n\n\n",
  "a",
  "a\nb",
  "a\nb\n",
  "x".repeat(5000),
  `${"x".repeat(5000)}\n`,
  `${"ö".repeat(3000)}\n${"€".repeat(900)}`,
  "line\n".repeat(5000),
  `${"line\n".repeat(900)}${"y".repeat(1023)}`,
  `${"line\n".repeat(900)}${"y".repeat(1024)}`,
];

for (const isTerminal of [false, true]) {
  const where = isTerminal ? "a terminal" : "a pipe";

  Deno.test(`piecesOf() leaves nothing out, and doubles nothing, for ${where}`, () => {
    for (const text of TEXTS) {
      const bytes = [...piecesOf(text, isTerminal)]
        .flatMap(({ bytes }) => [...bytes]);
      assertEquals(new TextDecoder().decode(Uint8Array.from(bytes)), text);
    }
  });

  Deno.test(`piecesOf() cuts pieces that are taken whole or not at all by ${where}`, () => {
    for (const text of TEXTS) {
      for (const { bytes, isKept } of piecesOf(text, isTerminal)) {
        const breaks = bytes.filter((byte) => byte === 10).length;
        assert(bytes.length <= (isTerminal ? 1023 : 4096));
        // Deno keeps what is short and ends within a line, and that alone.
        assertEquals(isKept, bytes.length < 1024 && bytes.at(-1) !== 10);
        if (isTerminal && breaks > 0) assertEquals(bytes.length, 1);
        // What comes behind a break would be kept, and what is before it not.
        if (breaks > 0) assertEquals(bytes.at(-1), 10);
      }
    }
  });
}
