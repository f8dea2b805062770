import { assertEquals } from "@std/assert";
import { netrcEntryFor } from "../../lib/sources/netrc.ts";
// Texts, and which entry requests 2.32 on Python 3.11 sends to zenml.example.com.
import measured from "../data/netrc_entries.json" with { type: "json" };

const HOST = "zenml.example.com";

for (const [text, entry = null] of measured) {
  Deno.test(`netrcEntryFor() finds ${entry} in ${JSON.stringify(text)}, as requests does`, () => {
    assertEquals(netrcEntryFor(HOST, text ?? ""), entry);
  });
}

Deno.test("netrcEntryFor() ends for any text, in a time that grows with its length", () => {
  const parts = [
    "machine ",
    '"',
    "\\",
    "#",
    "macdef x\n",
    "a ",
    "\n",
    "login ",
  ];
  for (const part of parts) {
    for (const other of parts) {
      const text = (part + other).repeat(50_000);
      assertEquals(
        ["machine", "default", null].includes(netrcEntryFor(HOST, text)),
        true,
      );
    }
  }
});

Deno.test("netrcEntryFor() finds an entry that follows any number of others, and none of another host", () => {
  for (let count = 0; count < 200; count++) {
    const others = Array.from(
      { length: count },
      (_, index) => `machine h${index} login l${index} password "p ${index}"\n`,
    ).join("");
    const own = `machine ${HOST} login me password ${crypto.randomUUID()}\n`;
    assertEquals(netrcEntryFor(HOST, others), null);
    assertEquals(netrcEntryFor(HOST, others + own), "machine");
    assertEquals(netrcEntryFor(HOST, own + others), "machine");
    assertEquals(netrcEntryFor(HOST, `${others}default login x`), "default");
  }
});
