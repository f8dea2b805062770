import { assertEquals } from "@std/assert";
import { filesOf, matches } from "../../action/patterns.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

for (
  const [part, name, expected] of [
    ["*.env", "a.env", true],
    ["*.env", ".env", false],
    [".*env", ".env", true],
    ["*", "a", true],
    ["*", ".a", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["**.env", "a.env", true],
    ["a.env", "a.env", true],
    ["[a]*", "a", false],
    ["*a*a*a*b", "a".repeat(1000), false],
  ] as const
) {
  Deno.test(`matches() ${expected ? "takes" : "refuses"} ${name.slice(0, 9)} for ${part}`, () => {
    assertEquals(matches(part, name), expected);
  });
}

Deno.test("filesOf() lists what a pattern matches by name, and a name that matches nothing as it is", async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  for (const sub of ["one", "two"]) {
    await Deno.mkdir(`${path}/${sub}`);
    for (const name of ["b.env", "a b.env", "c.txt", ".env"]) {
      await folder.write(`${sub}/${name}`, "");
    }
  }
  for (
    const [pattern, expected] of [
      ["one/*.env", ["one/a b.env", "one/b.env"]],
      ["*/b.env", ["one/b.env", "two/b.env"]],
      ["*/c*", ["one/c.txt", "two/c.txt"]],
      ["one/none*.env", ["one/none*.env"]],
      ["none/*.env", ["none/*.env"]],
      ["one/[ab].env", ["one/[ab].env"]],
    ] as const
  ) {
    assertEquals(
      await filesOf(`${path}/${pattern}`),
      expected.map((name) => `${path}/${name}`),
    );
  }
});
