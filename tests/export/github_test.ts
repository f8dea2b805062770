import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { environmentEntry, GITHUB } from "../../lib/export/github_env.ts";
import {
  readCommands,
  readEnvironmentFile,
} from "../helpers/workflow_commands.ts";
import { AWKWARD, named, VALUE } from "./values.ts";

Deno.test("GITHUB writes entries that the runner reads back, whatever the values", () => {
  const holds = (values: readonly string[]) => {
    const pairs = named(values.filter((value) => !value.endsWith("\r")));
    const text = pairs.map(([name, value]) => GITHUB.assign(name, value) ?? "");
    assertEquals<unknown>(readEnvironmentFile(text.join("")), pairs);
  };
  holds(AWKWARD);
  fc.assert(fc.property(fc.array(VALUE), holds));
});

Deno.test("GITHUB writes no value that ends in a carriage return", () => {
  assertEquals(GITHUB.assign("A", "a\r"), null);
});

Deno.test("environmentEntry() ends a value with a word that does not stand in it", () => {
  const words = ["one", "two", "three"];
  const text = environmentEntry(
    "A",
    "one\ntwo\nB=c",
    () => words.shift() ?? "",
  );
  assertEquals(readEnvironmentFile(text), [["A", "one\ntwo\nB=c"]]);
});

Deno.test("environmentEntry() draws another word each time", () => {
  assert(environmentEntry("A", "b") !== environmentEntry("A", "b"));
});

Deno.test("GITHUB masks every line of a secret that is not blank", () => {
  const mask = GITHUB.mask ?? (() => "");
  assertEquals(readCommands(mask("a%0A\r\n\n \nb::c\rd\n")), [
    ["add-mask", "a%0A"],
    ["add-mask", "b::c"],
    ["add-mask", "d"],
  ]);
  fc.assert(fc.property(VALUE, (secret) => {
    const masked = readCommands(mask(secret)).map(([, line]) => line);
    const rest = masked.reduce((text, line) => text.replace(line, ""), secret);
    assertEquals(rest.trim(), "");
  }));
});

Deno.test("GITHUB comments by a notice that stays one line", () => {
  fc.assert(fc.property(VALUE, (text) => {
    assertEquals(readCommands(GITHUB.comment(text)), [["notice", text]]);
  }));
});
