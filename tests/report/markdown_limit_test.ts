import { assert, assertEquals } from "@std/assert";
import { type Block, fitting } from "../../lib/report/markdown_limit.ts";

const block = (holds: Block["holds"], size: number, isRow = false): Block => ({
  holds,
  isRow,
  lines: ["a".repeat(size)],
});

/** What a comment may hold, without the room for the sentence at its end. */
const MOST = 65_536 - 300;

Deno.test("fitting() keeps what just fits, and leaves out what does not", () => {
  for (const [size, isKept] of [[MOST, true], [MOST + 1, false]] as const) {
    const text = fitting([block("finding", size)]);
    assertEquals(text.startsWith("aaa"), isKept);
    assertEquals(
      text.includes("Left out, since a comment holds no more: 1 finding."),
      !isKept,
    );
    assert(text.length <= 65_536);
  }
});

Deno.test("fitting() gives rows of targets half of it, and counts what it leaves out", () => {
  const half = 65_536 / 2 - 300;
  const rows = [
    block("target", half),
    block("target", 1, true),
    block("target", 1, true),
  ];
  const text = fitting([...rows, block("finding", 9), block("table", 9)]);
  assert(
    text.endsWith("Left out, since a comment holds no more: 2 targets.\n"),
    text.slice(-99),
  );
  assertEquals(text.split("\n\n").slice(1, 3), ["aaaaaaaaa", "aaaaaaaaa"]);
  assertEquals(
    fitting([block("target", half + 1)]).includes("1 target."),
    true,
  );
});

Deno.test("fitting() leaves out all behind what did not fit", () => {
  const text = fitting([
    block("heading", 5),
    block("finding", MOST),
    block("heading", 5),
    block("finding", 5),
    block("table", 5),
  ]);
  assertEquals(
    text,
    "aaaaa\n\nLeft out, since a comment holds no more: 2 findings, 1 table.\n",
  );
});

Deno.test("fitting() parts blocks by an empty line, and rows of a table by none", () => {
  assertEquals(
    fitting([
      block("heading", 1),
      block("target", 2),
      block("target", 3, true),
      block("finding", 1),
    ]),
    "a\n\naa\naaa\n\na\n",
  );
  assertEquals(fitting([]), "\n");
});
