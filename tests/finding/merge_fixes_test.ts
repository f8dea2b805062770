import { assertEquals } from "@std/assert";
import {
  asAdministrator,
  correct,
  type Fix,
  inOrder,
  missingIn,
  run,
  setTo,
  setToUnknown,
  setToVariable,
  unset,
  words,
} from "../../lib/finding/fix.ts";
import { fixSteps } from "../../lib/finding/fix_steps.ts";
import { mergeFixes } from "../../lib/finding/merge_fixes.ts";

const a = { variable: "A", source: { kind: "environment" } } as const;
const b = { ...a, variable: "B" } as const;
const lineOf = (line: number) =>
  ({ variable: "A", source: { kind: "file", file: ".env", line } }) as const;
const URL = "https://zenml.example.com";

/** Fixes, and what is left of them to do. */
const MERGED: Readonly<
  Record<string, readonly [fixes: readonly Fix[], lines: readonly string[]]>
> = {
  "keeps different ones in their order": [
    [setTo(b, "1"), unset(a), run("date")],
    ["export B=1", "unset A", "date"],
  ],
  "says a thing once": [
    [unset(a), unset(a), run("date"), run("date"), words("x"), words("x")],
    ["unset A", "date", "x"],
  ],
  "keeps the last value of a variable": [
    [setTo(a, "1"), setTo(b, "2"), setTo(a, "3")],
    ["export B=2", "export A=3"],
  ],
  "neither corrects nor removes what is set": [
    [correct(a, "remove-quotes"), unset(a), setToUnknown(a, "the key")],
    ["export A='<the key>'"],
  ],
  "keeps the corrections of a value": [
    [correct(a, "add-prefix", "x"), correct(a, "add-prefix", "y")],
    ['export A=x"$A"', 'export A=y"$A"'],
  ],
  "copies a value once it is right": [
    [setToVariable(b, "A"), setTo(a, "1")],
    ["export A=1", 'export B="$A"'],
  ],
  "tells the lines of a file apart": [
    [setTo(lineOf(1), "1"), setTo(lineOf(2), "1"), setTo(a, "2")],
    ["A=1", "A=1", "export A=2"],
  ],
  "takes lists apart": [
    [inOrder(unset(a), inOrder(unset(b), unset(a)))],
    ["unset A", "unset B"],
  ],
  "logs in once": [
    [
      asAdministrator(URL, ["zenml", "a"]),
      setTo(missingIn("A"), "1"),
      asAdministrator(URL, ["zenml", "b"], ["zenml", "a"]),
    ],
    [`zenml login ${URL}`, "zenml a", "zenml b", "export A=1"],
  ],
};

for (const [criterion, [fixes, lines]] of Object.entries(MERGED)) {
  Deno.test(`mergeFixes() ${criterion}`, () => {
    const steps = mergeFixes(fixes).flatMap((fix) => fixSteps(fix, "posix"));
    assertEquals(
      steps.flatMap(({ words, lines }) => words === null ? lines : [words]),
      lines,
    );
  });
}
