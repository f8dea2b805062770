import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

const FLAGS = {
  boolean: ["json", "help"],
  string: ["url", "env-file", "_"],
  collect: ["env-file"],
  alias: { h: "help", u: "url" },
};

/** What comes out for FLAGS when no argument is given. */
const NONE = { _: [], json: false, help: false, h: false, "env-file": [] };

const FLAG_CASES: Array<[string, string[], Record<string, unknown>]> = [
  ["gives false and [] for flags that are not there", [], {}],
  [
    "gives an empty string for a string flag without value",
    ["--url"],
    { url: "", u: "" },
  ],
  [
    "gives an empty string for a string flag before another flag",
    ["--url", "--json"],
    { url: "", u: "", json: true },
  ],
  [
    "gives an empty string for a string flag with = and nothing behind it",
    ["--url="],
    { url: "", u: "" },
  ],
  [
    "leaves an empty argument behind a string flag to the positionals",
    ["--url", ""],
    { url: "", u: "", _: [""] },
  ],
  [
    "gives the last value of a repeated string flag",
    ["--url", "a", "--url=b"],
    { url: "b", u: "b" },
  ],
  ["cuts at the first = only", ["--url=a=b"], { url: "a=b", u: "a=b" }],
  ["keeps line breaks", ["--url=a\nb"], { url: "a\nb", u: "a\nb" }],
  ["leaves the text of a string flag alone", ["--url=007"], {
    url: "007",
    u: "007",
  }],
  ["takes a value that begins with - behind = only", ["--url=-x"], {
    url: "-x",
    u: "-x",
  }],
  [
    "takes every text but false for true",
    ["--json=yes"],
    { json: true },
  ],
  ["takes 0 for true", ["--json=0"], { json: true }],
  ["takes =false for false", ["--json=false"], { json: false }],
  ["takes the word false behind a boolean flag", ["--json", "false"], {
    json: false,
  }],
  ["takes no other word behind a boolean flag", ["--json", "x"], {
    json: true,
    _: ["x"],
  }],
  [
    "collects values in order",
    ["--env-file", "a", "--env-file=b"],
    { "env-file": ["a", "b"] },
  ],
  ["collects an empty string for a flag without value", ["--env-file"], {
    "env-file": [""],
  }],
  ["sets both names of an alias", ["-h"], { h: true, help: true }],
  ["sets both names of a long flag", ["--help"], { h: true, help: true }],
  ["takes the next word for a short string flag", ["-u", "x"], {
    u: "x",
    url: "x",
  }],
  ["takes what is behind a short flag's =", ["-u=x"], {
    u: "x",
    url: "x",
  }],
  ["takes a group of short flags apart", ["-hu", "x"], {
    h: true,
    help: true,
    u: "x",
    url: "x",
  }],
  ["takes a lone - for a positional", ["-"], { _: ["-"] }],
  ["keeps positionals text where _ is a string", ["007", "1e3"], {
    _: ["007", "1e3"],
  }],
  ["takes everything behind -- for positional", ["x", "--", "--json", "--"], {
    _: ["x", "--json", "--"],
  }],
  ["ends a value at --", ["--url", "--", "x"], { url: "", u: "", _: ["x"] }],
];

for (const [criterion, args, expected] of FLAG_CASES) {
  Deno.test(`parseArgs() ${criterion}`, () => {
    const actual: Record<string, unknown> = parseArgs(args, FLAGS);
    assertEquals(actual, { ...NONE, ...expected });
  });
}

const BARE_CASES: Array<[string, string[], Record<string, unknown>]> = [
  ["swallows the word behind an undeclared flag", ["--verbos", "doctor"], {
    verbos: "doctor",
    _: [],
  }],
  ["makes numbers of undeclared values", ["--n=007", "-m5", "0x10", " "], {
    n: 7,
    m: 5,
    _: [16, " "],
  }],
  ["keeps no- in an undeclared name", ["--no-color"], {
    "no-color": true,
    _: [],
  }],
  ["drops no- from a name that has a value", ["--no-color=1"], {
    color: 1,
    _: [],
  }],
  ["takes digits for letters", ["-5"], { 5: true, _: [] }],
];

for (const [criterion, args, expected] of BARE_CASES) {
  Deno.test(`parseArgs() ${criterion}`, () => {
    const actual: Record<string, unknown> = parseArgs(args);
    assertEquals(actual, expected);
  });
}

/** The arguments of each call of `unknown`. */
const UNKNOWN_CASES: Array<[string, string[], unknown[][]]> = [
  ["with the next word as value", ["--verbos", "doctor"], [
    ["--verbos", "verbos", "doctor"],
  ]],
  ["with true without a value", ["--verbos"], [["--verbos", "verbos", true]]],
  ["with the text behind =", ["--verbos=3"], [["--verbos=3", "verbos", "3"]]],
  ["with the negated name", ["--no-json"], [["--no-json", "no-json", true]]],
  ["for every letter", ["-hxy"], [["-hxy", "x", true], ["-hxy", "y", true]]],
  ["with the argument alone for a positional", ["x", ""], [["x"], [""]]],
  ["for nothing behind --", ["--", "--verbos", "x"], []],
  ["for no declared flag", ["--json", "--url", "x", "-h", "--env-file"], []],
];

for (const [criterion, args, expected] of UNKNOWN_CASES) {
  Deno.test(`parseArgs() calls unknown ${criterion}`, () => {
    const calls: unknown[][] = [];
    parseArgs(args, {
      ...FLAGS,
      unknown: (...call: unknown[]) => calls.push(call),
    });
    assertEquals(calls, expected);
  });
}

Deno.test("parseArgs() drops what unknown answers with false", () => {
  const args = ["x", "--verbos", "y", "--json", "z"];
  const actual: Record<string, unknown> = parseArgs(args, {
    ...FLAGS,
    unknown: (_arg: string, key?: string) => key === undefined,
  });
  assertEquals(actual, { ...NONE, _: ["x", "z"], json: true });
});

Deno.test("parseArgs() leaves all behind the first positional alone", () => {
  const args = ["--json", "doctor", "--url", "x", "007", "--", "y"];
  const calls: string[] = [];
  const actual: Record<string, unknown> = parseArgs(args, {
    ...FLAGS,
    stopEarly: true,
    unknown: (arg: string) => calls.push(arg),
  });
  const _ = ["doctor", "--url", "x", "007", "y"];
  assertEquals(actual, { ...NONE, _, json: true });
  assertEquals(calls, ["doctor"]);
});

Deno.test("parseArgs() keeps apart what follows --", () => {
  const args = ["x", "--", "--json", "y"];
  const actual: Record<string, unknown> = parseArgs(args, {
    ...FLAGS,
    "--": true,
  });
  assertEquals(actual, { ...NONE, _: ["x"], "--": ["--json", "y"] });
});

Deno.test("parseArgs() fills in defaults under both names", () => {
  const options = { ...FLAGS, default: { url: "d", json: true } };
  const actual: Record<string, unknown> = parseArgs([], options);
  assertEquals(actual, { ...NONE, url: "d", u: "d", json: true });
  const given: Record<string, unknown> = parseArgs(
    ["--url=", "--json=false"],
    options,
  );
  assertEquals(given, { ...NONE, url: "", u: "", json: false });
});

Deno.test("parseArgs() gives no empty list for a list that is no string", () => {
  const options = { collect: ["skip"] };
  const none: Record<string, unknown> = parseArgs([], options);
  assertEquals(none, { _: [] });
  const some: Record<string, unknown> = parseArgs(
    ["--skip=007", "--skip=a"],
    options,
  );
  assertEquals(some, { _: [], skip: [7, "a"] });
});
