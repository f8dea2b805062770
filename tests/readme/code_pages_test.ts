import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { CODE_NAMES } from "../../lib/codes/codes.ts";
import {
  bugForm,
  codePage,
  pageLines,
  REPOSITORY,
} from "../../lib/codes/pages.ts";
import { describeCrash } from "../../lib/report/crash.ts";
import { linkedCode } from "../../lib/report/markdown_text.ts";
import { ROOT } from "../../offline/children.ts";
import { readPage } from "./pages.ts";

const PUBLISHED = "https://github.com/acme/zenml-env";

Deno.test("codePage() names a file and a heading of this version", async () => {
  for (const code of CODE_NAMES) {
    const page = codePage(code, PUBLISHED) ?? "";
    const [, tag, path = "", heading] =
      /^https:\/\/github\.com\/acme\/zenml-env\/blob\/([^/]+)\/(.+)#(.+)$/u
        .exec(page) ?? [];
    assertEquals([tag, heading], [`v${config.version}`, code]);
    assertStringIncludes(await readPage(path), `\n## ${heading}\n`);
  }
});

Deno.test("bugForm() names the form of the repository", async () => {
  const [, form] = /\?template=(.+)$/u.exec(bugForm(PUBLISHED) ?? "") ?? [];
  await Deno.stat(new URL(`.github/ISSUE_TEMPLATE/${form}`, ROOT));
});

Deno.test("reports link to the pages of a repository that has an address, and to nothing without one", () => {
  const page = codePage("key-inactive", PUBLISHED);
  assertEquals(linkedCode("key-inactive", page), `[\`key-inactive\`](${page})`);
  assertEquals(linkedCode("key-inactive", null), "`key-inactive`");
  assertEquals(pageLines(page), [`More: ${page}`]);
  assertEquals(pageLines(null), []);
  assertEquals([codePage("key-inactive", null), bugForm(null)], [null, null]);
  const crash = describeCrash(new RangeError("x"), bugForm(PUBLISHED));
  assertMatch(crash, /please report it at https:\S+bug\.yml with/u);
});

Deno.test("the address of the repository is a plain URL on GitHub, or still missing", () => {
  if (REPOSITORY !== null) {
    assertMatch(REPOSITORY, /^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/u);
  }
});
