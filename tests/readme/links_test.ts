import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { PAGES, readPage } from "./pages.ts";

/** GitHub resolves this from the page of a README to the workflows of the repository. */
const WORKFLOW_REGEXP = /^\.\.\/\.\.\/actions\/workflows\/([\w-]+\.yml)/u;

/** The links of a page: Markdown's and HTML's, without those in code. */
function linksOf(page: string): readonly string[] {
  const prose = page.replaceAll(/^ *```[^]*?^ *```$/gmu, "")
    .replaceAll(/`[^`\n]*`/gu, "");
  return [
    ...prose.matchAll(/\]\(([^()\s]+)\)/gu),
    ...prose.matchAll(/\b(?:href|src|srcset)="([^"]+)"/gu),
  ].map(([, target = ""]) => target);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const prose = page.replaceAll(/^ *```[^]*?^ *```$/gmu, "");
  return new Set(
    [...prose.matchAll(/^#+ (.+)$/gmu)].map(([, heading = ""]) =>
      heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-")
    ),
  );
}

/** Says what is wrong with a link, or null. */
async function flawOf(page: string, link: string): Promise<string | null> {
  if (/^https:\/\/[\w.-]+(?:\/\S*)?$/u.test(link)) return null;
  const [, workflow] = WORKFLOW_REGEXP.exec(link) ?? [];
  const [path = "", anchor] = workflow === undefined
    ? link.split("#")
    : [new URL(`.github/workflows/${workflow}`, ROOT).href];
  const target = path === "" ? page : path;
  const url = new URL(target, path === "" ? ROOT : new URL(page, ROOT));
  if (!url.href.startsWith(ROOT.href)) return "leaves the repository";
  try {
    const text = await Deno.readTextFile(url);
    return anchor === undefined || anchorsOf(text).has(anchor)
      ? null
      : "has no such heading";
  } catch {
    return "is no file";
  }
}

for (const page of PAGES) {
  Deno.test(`${page} links to files and headings that exist`, async () => {
    for (const link of linksOf(await readPage(page))) {
      assertEquals([link, await flawOf(page, link)], [link, null]);
    }
  });
}

Deno.test("a link to a missing file, heading or workflow is noticed", async () => {
  const flaws = [
    "docs/none.md",
    "#none",
    "docs/codes.md#none",
    "../../actions/workflows/none.yml",
    "../elsewhere.md",
    "http://example.com",
  ];
  for (const link of flaws) assert(await flawOf("README.md", link), link);
  for (const link of ["docs/codes.md#key-inactive", "#in-ci", "LICENSE"]) {
    assertEquals(await flawOf("README.md", link), null);
  }
});

Deno.test("linksOf() finds Markdown's links and HTML's, and none in code", () => {
  assertEquals(
    linksOf('[a](b#c) ![d](e) <img src="f">\n\n```md\n[x](y)\n```\n\n`[x](y)`'),
    ["b#c", "e", "f"],
  );
});
