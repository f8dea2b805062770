import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { walkFiles } from "../helpers/files.ts";
import { isToUpdate } from "../helpers/update.ts";
import { textsIn } from "./texts.ts";

Deno.test("textsIn() finds what people may read, with its line, and no names of modules", () => {
  const code = [
    'import { a } from "./a b.ts";',
    'const name = "alone";',
    'say("One sentence.");',
    "say(`${name} has\\n two`);",
  ].join("\n");
  assertEquals(textsIn("a.ts", code), [
    { line: 3, text: "One sentence." },
    { line: 4, text: "… has two" },
  ]);
});

Deno.test("the program's texts are found in its own modules", async () => {
  const files = await walkFiles(new URL("lib/", ROOT), ".ts");
  const lines: string[] = [];
  for (const file of files.toSorted((a, b) => a.href < b.href ? -1 : 1)) {
    const path = file.href.slice(ROOT.href.length);
    for (const { line, text } of textsIn(path, await Deno.readTextFile(file))) {
      lines.push(`${path}:${line}: ${text}`);
    }
  }
  const known = "the certificate is verified";
  assert(lines.some((line) => line.includes(known)), known);
  // What an editor reads in one sitting: `deno task texts`.
  if (isToUpdate()) {
    await Deno.mkdir(new URL("dist/", ROOT), { recursive: true });
    await Deno.writeTextFile(
      new URL("dist/texts.txt", ROOT),
      `${lines.join("\n")}\n`,
    );
  }
});
