// The pages that users read, and the blocks in them.
import { ROOT } from "../../offline/children.ts";

/** The folder of the pages behind the README. */
const DOCS = new URL("docs/", ROOT);

/** The README and everything in docs/: the pages for users. */
export const GUIDES: readonly string[] = [
  "README.md",
  ...[...Deno.readDirSync(DOCS)].map(({ name }) => `docs/${name}`).sort(),
];

/** Every page of the repository. */
export const PAGES: readonly string[] = [
  ...GUIDES,
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
];

/** The files that docs/ shows. */
export const EXAMPLES: readonly string[] = [
  ...Deno.readDirSync(new URL("examples/", ROOT)),
].map(({ name }) => `examples/${name}`).sort();

/** A block between `<!-- NAME:begin -->` and `<!-- NAME:end -->`. */
const BLOCK_REGEXP = /(<!-- ([\w./-]+):begin -->\n)[^]*?(<!-- \2:end -->)/gu;

/** A fenced block. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** The name of the block that it is in, or null where it was written by hand. */
  readonly block: string | null;
}

/** Reads a file of the repository. */
export async function readPage(path: string): Promise<string> {
  return await Deno.readTextFile(new URL(path, ROOT));
}

/** Finds the contents of each block, by name. */
export function blocksOf(page: string): ReadonlyMap<string, string> {
  return new Map(
    [...page.matchAll(BLOCK_REGEXP)].map((
      [all, begin = "", name = "", end],
    ) => [name, all.slice(begin.length, -(end ?? "").length)] as const),
  );
}

/** Replaces the contents of the block of that name. */
export function withBlock(page: string, name: string, block: string): string {
  return page.replaceAll(
    BLOCK_REGEXP,
    (all, begin: string, found: string, end: string) =>
      found === name ? `${begin}${block}${end}` : all,
  );
}

/** Finds the fenced blocks of a page; those in a list are indented. */
export function fencesOf(page: string): readonly Fence[] {
  const generated = [...blocksOf(page)].flatMap(([block, text]) =>
    fencesIn(text).map((fence) => ({ ...fence, block }))
  );
  const written = fencesIn(page.replaceAll(BLOCK_REGEXP, ""));
  return [...generated, ...written.map((fence) => ({ ...fence, block: null }))];
}

function fencesIn(text: string): readonly Omit<Fence, "block">[] {
  const fence = /^( *)```(\w*)\n([^]*?)^\1```$/gmu;
  return [...text.matchAll(fence)].map((
    [, indent = "", language = "", body = ""],
  ) => ({
    language,
    text: body.split("\n").map((line) => line.slice(indent.length)).join("\n"),
  }));
}
