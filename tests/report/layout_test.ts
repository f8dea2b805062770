// How text is laid out for a terminal.
import { assertEquals } from "@std/assert";
import { wrapped } from "../../lib/report/layout.ts";

Deno.test("wrapped() leaves a unit on the line of its number", () => {
  for (
    const [text, ...lines] of [
      ["a word (337 ms)", "a word", "  (337 ms)"],
      ["a word (1.1 s)", "a word", "  (1.1 s)"],
      ["a word (9 ms, twice)", "a word", "  (9 ms,", "  twice)"],
    ] as const
  ) assertEquals(wrapped(text, "", "  ", 11), lines);
});
