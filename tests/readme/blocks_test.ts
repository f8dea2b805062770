import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { isToUpdate } from "../helpers/update.ts";
import {
  blocksOf,
  EXAMPLES,
  fencesOf,
  GUIDES,
  readPage,
  withBlock,
} from "./pages.ts";
import {
  actionTable,
  codeSections,
  commandsTable,
  exampleFile,
  optionsTable,
  otherVariables,
  report,
  statesTable,
  stepsTable,
  variablesTable,
  withoutChance,
} from "./tables.ts";

/** The generated blocks, each by the page that has it. */
const TABLES: Readonly<
  Record<string, { readonly page: string; readonly make: () => string }>
> = {
  commands: { page: "docs/reference.md", make: commandsTable },
  options: { page: "docs/reference.md", make: optionsTable },
  variables: { page: "docs/reference.md", make: variablesTable },
  others: { page: "docs/reference.md", make: otherVariables },
  steps: { page: "docs/reference.md", make: stepsTable },
  states: { page: "docs/reference.md", make: statesTable },
  inputs: { page: "docs/ci.md", make: () => actionTable("inputs") },
  outputs: { page: "docs/ci.md", make: () => actionTable("outputs") },
  codes: { page: "docs/codes.md", make: codeSections },
};
const REPORT_PAGE = "docs/formats.md";

for (const [name, { page, make }] of Object.entries(TABLES)) {
  Deno.test(`${page} has the current block of ${name}`, () =>
    hold(page, name, make()));
}

Deno.test({
  name: `${REPORT_PAGE} shows the report that the doctor prints`,
  ignore:
    Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !==
      "granted",
  fn: async () => hold(REPORT_PAGE, "report", await report(), withoutChance),
});

for (const page of GUIDES) {
  Deno.test(`${page} shows the files of examples/ as they are, and has no other block`, async () => {
    for (const name of blocksOf(await readPage(page)).keys()) {
      if (name.startsWith("examples/")) {
        await hold(page, name, await exampleFile(name));
      } else {
        assertEquals(
          name === "report" ? REPORT_PAGE : TABLES[name]?.page,
          page,
        );
      }
    }
  });
}

Deno.test("every file of examples/ is shown on a page", async () => {
  const shown = new Set<string>();
  for (const page of GUIDES) {
    for (const name of blocksOf(await readPage(page)).keys()) shown.add(name);
  }
  for (const path of EXAMPLES) assert(shown.has(path), path);
});

Deno.test("withBlock() replaces the contents of one block", () => {
  const page =
    "a\n<!-- x/y.sh:begin -->\nold\n<!-- x/y.sh:end -->\n<!-- z:begin -->\n<!-- z:end -->\n";
  const changed = withBlock(page, "x/y.sh", "new\n");
  assertEquals(changed, page.replace("old", "new"));
  assertEquals([...blocksOf(changed)], [["x/y.sh", "new\n"], ["z", ""]]);
});

Deno.test("fencesOf() finds blocks, those in lists too, and where they come from", () => {
  const page =
    "- a\n\n  ```sh\n  one\n    two\n  ```\n\n<!-- z:begin -->\n\n```ts\nthree\n```\n\n<!-- z:end -->\n";
  assertEquals(fencesOf(page), [
    { language: "ts", text: "three\n", block: "z" },
    { language: "sh", text: "one\n  two\n", block: null },
  ]);
});

/** Compares a block with what it should be, or writes it if the user requests that. */
async function hold(
  page: string,
  name: string,
  block: string,
  view = (text: string) => text,
): Promise<void> {
  const text = await readPage(page);
  const found = blocksOf(text).get(name);
  assert(found !== undefined, `${page} has no block ${name}`);
  if (isToUpdate() && view(found) !== view(block)) {
    const url = new URL(page, ROOT);
    await Deno.writeTextFile(url, withBlock(text, name, block));
    return;
  }
  assertEquals(
    view(found),
    view(block),
    "ZENML_ENV_UPDATE=1 deno task test rewrites it",
  );
}
