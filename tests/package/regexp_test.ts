import { assert, assertEquals, assertMatch, fail } from "@std/assert";
import {
  regExpsIn,
  shippedRegExps,
  type WrittenRegExp,
} from "../helpers/regexps.ts";
import { isToUpdate, UPDATE } from "../helpers/update.ts";
import { judge, type Judgement, RECHECK_VERSION } from "./recheck.ts";

// What recheck said of each regular expression is stored, since all together take minutes: one that is not in the table
// is new or was changed, and is judged at once.
const TABLE = new URL("../data/regexps.json", import.meta.url);

interface Table {
  readonly recheck: string;
  readonly judgements: Readonly<Record<string, Judgement>>;
}

/** One that recheck attacks in vain, and cannot prove to be linear in time. */
interface Unproven {
  /** Why there is no proof, and why it is linear. */
  readonly reason: string;
  /** What each text begins with: the first attempt gets as far as it can. */
  readonly head: string;
  /** What it is tried on, over and over: its own parts. */
  readonly pumped: readonly string[];
}

const UNPROVEN: Readonly<Record<string, Unproven>> = {
  "/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/gu":
    {
      reason:
        "its automaton is too large; behind the first line each attempt ends at the next hyphen",
      head: "-----BEGIN CERTIFICATE-----\n",
      pumped: [
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n-----END ",
        "-----BEGIN X509 CERTIFICATE-----\nA-",
        "-----BEGIN ",
        "-----",
        "-",
        "A",
      ],
    },
  "/::(?=[a-z][\\w-]*(?: [^:\\n]*)?::)/giu": {
    reason:
      "it looks ahead, which automata cannot; each look ends at the next colon, and begins at one",
    head: "::",
    pumped: ["::a", "::a-a ", "a", "a ", " ", ":", "::", ":a:"],
  },
  "/^((?:[^\\S\\n\\r\\u2028\\u2029]|\\u001B\\[\\d*m)*)(:(?=:)|-(?=--(?!--(?:BEGIN|END) ))|\\+(?=\\+\\+)|~(?=~~)|\\^(?=\\^\\^))(.)/gmu":
    {
      reason:
        "it looks ahead, which automata cannot, by seven characters at most; each attempt begins a line",
      head: "\n",
      pumped: [
        " ",
        "\u001B[1m",
        "\u001B[",
        "\u001B[1",
        "-",
        "\n -",
        "\n:",
        "a",
      ],
    },
};

const shipped = await shippedRegExps();
const stored: Table = JSON.parse(await Deno.readTextFile(TABLE));
const isStale = stored.recheck !== RECHECK_VERSION;
const judgements = new Map<string, Judgement>();

/** The folder of a module, so that no test judges them all. */
const byFolder = Map.groupBy(
  shipped.literals.values(),
  ({ paths: [path = ""] }) => path.slice(0, path.lastIndexOf("/") + 1),
);

async function judgeAll(regExps: readonly WrittenRegExp[]): Promise<void> {
  for (const { literal, pattern, flags } of regExps) {
    const known = isStale ? undefined : stored.judgements[literal];
    const way = Object.hasOwn(UNPROVEN, literal) ? "attack" : "prove";
    judgements.set(literal, known ?? await judge(pattern, flags, way));
  }
}

/** Those of whom recheck does not say that they are safe, or of whom nobody says why they are. */
function unsafeOf(regExps: readonly WrittenRegExp[]): readonly string[] {
  return regExps.map(({ literal }) => literal).filter((literal) => {
    const judgement = judgements.get(literal);
    return judgement !==
      (Object.hasOwn(UNPROVEN, literal) ? "unproven" : "linear");
  }).map((literal) => `${literal} is ${judgements.get(literal)}`);
}

for (const [folder, regExps] of byFolder) {
  Deno.test(`no regular expression of ${folder || "mod.ts and cli.ts"} takes more than linear time`, async () => {
    await judgeAll(regExps);
    assertEquals(unsafeOf(regExps), []);
  });
}

Deno.test(`what recheck said is stored: ${UPDATE}=1 deno task test asks it again`, async () => {
  const sorted = [...judgements].sort(([a], [b]) => a < b ? -1 : 1);
  const table: Table = {
    recheck: RECHECK_VERSION,
    judgements: Object.fromEntries(sorted),
  };
  if (isToUpdate()) {
    await Deno.writeTextFile(TABLE, `${JSON.stringify(table, null, 2)}\n`);
  }
  assertEquals(
    JSON.parse(await Deno.readTextFile(TABLE)).recheck,
    RECHECK_VERSION,
  );
});

for (const [literal, { head, pumped }] of Object.entries(UNPROVEN)) {
  Deno.test(`${literal} comes to an end on four million characters`, () => {
    const { pattern, flags } = shipped.literals.get(literal) ??
      fail(`${literal} is not shipped any more`);
    for (const part of pumped) {
      const text = `${head}${part.repeat(4_194_304 / part.length)}`;
      assert(text.replaceAll(new RegExp(pattern, flags), "").length > 0);
    }
  });
}

Deno.test("no module makes a regular expression of a text, which no test could judge", () => {
  assertEquals(shipped.made, []);
});

Deno.test("action.yml has no regular expressions", async () => {
  const text = await Deno.readTextFile(
    new URL("../../action.yml", import.meta.url),
  );
  assertMatch(text, /\bbash\b/u);
  assertEquals(text.match(/=~|\b(?:grep|sed|awk|expr|perl)\b/gu), null);
});

Deno.test("regExpsIn() finds literals wherever they are, and what makes one of a text", () => {
  const code = String.raw`
    const A = /a[/]"/giu, half = 4 / 2 / 1;
    const B: readonly RegExp[] = [/b/];
    // /comment/
    const text = "/text/" + ${"`${/c/s.source} /d/`"};
    new RegExp("e"); RegExp(text); text.match("f"); text.search(${"`g`"}); text.match(A);
  `;
  const { literals, made } = regExpsIn("a.ts", code);
  assertEquals(literals.map(({ literal }) => literal), [
    '/a[/]"/giu',
    "/b/",
    "/c/s",
  ]);
  assertEquals(made, [
    'new RegExp("e")',
    "RegExp(text)",
    'text.match("f")',
    "text.search(`g`)",
  ]);
});

const ATTACKED: readonly (readonly [pattern: string, flags: string])[] = [
  ["^(?:a|a)*$", "u"],
  [String.raw`\s+#.*$`, "u"],
  [String.raw`^your[-_ ](?:\w+[-_ ])*key$`, "isu"],
  [String.raw`^\s*(?:export\s+)?([a-z_]\w*)\s*=`, "gim"],
  [`^(["'(]*)(.*?)(["')]*[.,;:!?]?)$`, "u"],
  ["certificate.*not valid yet", "iu"],
  ["=+$", "u"],
];

for (const [pattern, flags] of ATTACKED) {
  Deno.test(`judge() calls /${pattern}/${flags} unsafe`, async () => {
    assertMatch(
      await judge(pattern, flags),
      /^unsafe: .*(?:exponential|polynomial)/u,
    );
  });
}
