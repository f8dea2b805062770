// How text is laid out for a terminal.
import { assertEquals } from "@std/assert";
import { labelled, wrapped } from "../../lib/report/layout.ts";

Deno.test("wrapped() leaves a unit on the line of its number", () => {
  for (
    const [text, ...lines] of [
      ["a word (337 ms)", "a word", "  (337 ms)"],
      ["a word (1.1 s)", "a word", "  (1.1 s)"],
      ["a word (9 ms, twice)", "a word", "  (9 ms,", "  twice)"],
    ] as const
  ) assertEquals(wrapped(text, "", "  ", 11), lines);
});

Deno.test("labelled() writes a text next to its label, or below it where few columns are left", () => {
  const label = "  dns, connect   ";
  for (
    const [columns, ...lines] of [
      [60, "  dns, connect   the address of the server, port 443"],
      [
        41,
        "  dns, connect   the address of the",
        "                 server, port 443",
      ],
      [
        40,
        "  dns, connect",
        "      the address of the server, port",
        "      443",
      ],
    ] as const
  ) {
    assertEquals(
      labelled(label, "the address of the server, port 443", columns),
      lines,
    );
  }
});
