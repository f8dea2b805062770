import { assert, assertMatch, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { OPTIONS } from "../../lib/cli/options.ts";
import { isVariableName } from "../../lib/codes/variables.ts";
import { ROOT } from "../../offline/children.ts";

async function page(name: string): Promise<string> {
  return await Deno.readTextFile(new URL(name, ROOT));
}

Deno.test("SECURITY.md says how to report, what is promised, and what is not", async () => {
  const text = (await page("SECURITY.md")).replaceAll(/\s+/gu, " ");
  assertMatch(text, /## Report.*## What is promised.*## What is not promised/u);
  assertStringIncludes(text, "A name with two addresses");
  assertStringIncludes(text, "a person who can change the environment");
});

Deno.test("SECURITY.md names options, tasks, variables and sections that exist", async () => {
  const text = await page("SECURITY.md");
  for (const [, name = ""] of text.matchAll(/--([a-z][a-z-]*)/gu)) {
    assert(Object.hasOwn(OPTIONS, name), `--${name}`);
  }
  for (const [, task = ""] of text.matchAll(/ task ([a-z:-]+)/gu)) {
    assert(Object.hasOwn(config.tasks, task), task);
  }
  for (const [name] of text.matchAll(/\bZENML_[A-Z_]+/gu)) {
    assert(isVariableName(name), name);
  }
});
