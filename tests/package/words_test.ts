import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../offline/children.ts";

/** Words and sentences that readers stumbled over, each with what to write instead. */
const AVOIDED: readonly (readonly [string, string])[] = [
  ["all is well", "OK, no errors"],
  ["not well", "failed"],
  ["mend", "fix"],
  ["mends", "fixes"],
  ["beside", "besides, with, next to"],
  ["bears", "handles, accepts"],
  ["does not bear", "breaks"],
  ["wants", "needs, requires"],
  ["stands in", "is in"],
  ["stands at", "is at"],
  ["stands before", "is before"],
  ["stands behind", "is behind, follows"],
  ["stands around", "is around"],
  ["stands inside", "is inside"],
  ["it stands", "it is"],
  ["unless said", "by default"],
  ["for so long", "at most this long"],
  ["says of itself", "says about itself"],
  ["takes itself for", "behaves as"],
  ["whatever is no", "what is not"],
  ["of failures the first", "the first failure"],
  ["nothing wrong was found", "no errors"],
  ["no server has let this in", "no login was attempted"],
  ["its certificate signed itself", "the certificate is self-signed"],
  ["that signed itself", "that is self-signed"],
  ["asked were", "neither trusts it"],
  ["signed by nobody", "signed by an unknown authority"],
  ["quotes are part of the value", "the value includes the quotes"],
  ["a line end, which no program trims", "ends with a line break"],
  ["servers bear it", "it works today"],
  [
    "control or non-ASCII characters inside",
    "contains a line break after N characters",
  ],
  ["is set to nothing", "is empty"],
  ["counts as unset", "counts as not set"],
  ["the value stands", "the value is"],
  ["both conventions give together", "the combined configuration"],
  [
    "a credential follows no redirect",
    "credentials are never sent through redirects",
  ],
  ["and the port speaks TLS", "but the server expects https"],
  ["is no assignment", "is not NAME=value"],
  [
    "it was deleted, or is another server's",
    "it was deleted, or it belongs to another server",
  ],
  ["that nobody replaced", "is still a template"],
  ["it is sent nowhere", "it is not sent"],
  [
    "holds an example that was never replaced",
    "is a masked value copied from a log",
  ],
  ["are not available any more", "needs ZENPROKEY_"],
  ["is in trouble", "failed"],
  [
    "the answer broke off",
    "the connection closed in the middle of the response",
  ],
  ["no URL can be derived", "no URL is set"],
  ["takes no extra", "unexpected argument"],
  ["[redacted] key", "API key … (value hidden)"],
  ["examine again until", "retry until"],
  ["is in step", "in sync"],
  ["held against", "tested with, compared with"],
  ["does not mend", "cannot fix"],
  ["tells whether", "returns whether"],
  // Former names in the code.
  ["besideProof", "grace"],
  ["askBeside", "requestBriefly"],
  ["bareValueOf", "inspectValue"],
  ["acceptOwn", "assertPinned"],
  ["meantBy", "misspelling"],
  ["onTheWay", "attributeToProxy"],
  ["tenthsOf", "roundMs"],
  ["someAtATime", "mapConcurrently"],
];

/** The folders and files whose words people read. */
const PLACES: readonly string[] = [
  "lib/",
  "docs/",
  "examples/",
  "tests/",
  "action/",
  "publish/",
  "python/",
  "offline/",
  "bench/",
  ".github/",
  "mod.ts",
  "cli.ts",
  "action.yml",
  "pyproject.toml",
  ".pre-commit-hooks.yaml",
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
];
/** What servers and clients said, word for word; and this list. */
const LEFT_OUT: readonly string[] = [
  "tests/data/",
  "tests/package/words_test.ts",
];

/** One pattern for all: a word or a sentence as a whole, across the ends of lines and comments. */
const PATTERN = new RegExp(
  AVOIDED.map(([words]) => {
    const flexible = words.split(" ")
      .map((word) => word.replaceAll(/[[\]().$]/gu, "\\$&"))
      .join(" ");
    return `(?<![\\w-])${flexible}(?![\\w-])`;
  }).join("|"),
  "giu",
);

/** Lists the avoided words in a text, each with its line. */
function avoidedIn(text: string): readonly string[] {
  // A sentence may go on in the next line of a comment or a list.
  const joined = text.replaceAll(
    /\n[ \t]*(?:\/\/|\*(?!\/)|#|"\s*\+)?[ \t]*/gu,
    (all) => " ".repeat(all.length),
  );
  const flat = joined.replaceAll(
    / {2,}/gu,
    (all) => ` ${"\0".repeat(all.length - 1)}`,
  );
  const dense = [...flat].flatMap((character, index) =>
    character === "\0" ? [] : [{ character, index }]
  );
  const words = dense.map(({ character }) => character).join("");
  return [...words.matchAll(PATTERN)].map(({ 0: found, index }) => {
    const line = text.slice(0, dense[index]?.index).split("\n").length;
    return `${line}: ${found}`;
  });
}

async function filesIn(place: string): Promise<readonly string[]> {
  if (LEFT_OUT.includes(place)) return [];
  if (!place.endsWith("/")) return [place];
  const files: string[] = [];
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(place, ROOT))
  ) {
    files.push(...await filesIn(`${place}${name}${isDirectory ? "/" : ""}`));
  }
  return files;
}

Deno.test("no file has a word or a sentence that readers stumbled over", async () => {
  const found: string[] = [];
  let count = 0;
  for (const place of PLACES) {
    for (const file of await filesIn(place)) {
      const text = await Deno.readTextFile(new URL(file, ROOT));
      found.push(...avoidedIn(text).map((words) => `${file}:${words}`));
      count += 1;
    }
  }
  assert(count > 500);
  assertEquals(found, []);
});

Deno.test("avoidedIn() finds words across lines and comments, and nothing inside of other words", () => {
  assertEquals(
    avoidedIn("a\n// What the port\n// bears, and all\n// is  well.\n"),
    ["3: bears", "3: all is well"],
  );
  assertEquals(avoidedIn("/**\n * Tells\n * whether it is.\n */"), [
    "2: Tells whether",
  ]);
  assertEquals(
    avoidedIn("besides, a mending, recommend, what stands for it"),
    [],
  );
});
