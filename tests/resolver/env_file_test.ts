import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

/** A text, its settings as `[line, name, value]`, and the lines that are found invalid. */
type Case = readonly [
  criterion: string,
  text: string,
  settings: ReadonlyArray<readonly [number, string, string]>,
  invalid?: readonly number[],
];

const CASES: readonly Case[] = [
  ["reads nothing in nothing", "", []],
  ["reads a line", "A=b", [[1, "A", "b"]]],
  ["reads lines", "A=b\n\nC=d\n", [[1, "A", "b"], [3, "C", "d"]]],
  ["reads an empty value", "A=\nB=c", [[1, "A", ""], [2, "B", "c"]]],
  ["reads blanks as an empty value", "A= \t \nB=c", [[1, "A", ""], [
    2,
    "B",
    "c",
  ]]],
  ["skips comments", "# A=b\n  # c\nD=e", [[3, "D", "e"]]],
  ["skips export", "export A=b\n\texport \t B='c'", [[1, "A", "b"], [
    2,
    "B",
    "c",
  ]]],
  ["reads a variable called export", "export=b", [[1, "export", "b"]]],
  ["skips blanks around name and value", " A\t = b \t", [[1, "A", "b"]]],
  ["keeps blanks and = inside a value", "A=b  c=d==", [[1, "A", "b  c=d=="]]],
  ["cuts a comment behind a blank", "A=b # c", [[1, "A", "b"]]],
  ["keeps # in a URL", "A=https://h/p#b", [[1, "A", "https://h/p#b"]]],
  ["keeps # at the end", "A=b#", [[1, "A", "b#"]]],
  ["cuts a comment behind a URL with #", "A=https://h/#b # c", [[
    1,
    "A",
    "https://h/#b",
  ]]],
  ["keeps quotes inside a value", `A=b"c'd`, [[1, "A", `b"c'd`]]],

  ["unquotes", `A="b c"\nB='c d'`, [[1, "A", "b c"], [2, "B", "c d"]]],
  ["unquotes nothing", `A=""\nB=''`, [[1, "A", ""], [2, "B", ""]]],
  ["keeps blanks in quotes", `A=" b "`, [[1, "A", " b "]]],
  ["keeps # in quotes", `A="b # c"\nB='# d'`, [[1, "A", "b # c"], [
    2,
    "B",
    "# d",
  ]]],
  ["keeps the other quote", `A="it's"\nB='"c"'`, [[1, "A", "it's"], [
    2,
    "B",
    `"c"`,
  ]]],
  ["reads escapes in double quotes", `A="b\\nc\\"d\\\\"`, [[
    1,
    "A",
    'b\nc"d\\',
  ]]],
  ["reads no escapes in single quotes", `A='b\\nc\\'`, [[1, "A", "b\\nc\\"]]],
  ["skips a comment behind quotes", `A="b" # "c"\nB='d'#e`, [[1, "A", "b"], [
    2,
    "B",
    "d",
  ]]],
  ["reads several lines in double quotes", `A="b\nc"\nD=e`, [[1, "A", "b\nc"], [
    3,
    "D",
    "e",
  ]]],
  ["reads several lines in single quotes", `A='b\n\n# c'\nD=e`, [[
    1,
    "A",
    "b\n\n# c",
  ], [4, "D", "e"]]],
  ["reads PEM text", `A="-----BEGIN X-----\nTUlJ\n-----END X-----\n"\nD=e`, [[
    1,
    "A",
    "-----BEGIN X-----\nTUlJ\n-----END X-----",
  ], [5, "D", "e"]]],
  ["reads assignments inside a value", `A="b\nC=d\n"\nE=f`, [
    [1, "A", "b\nC=d"],
    [4, "E", "f"],
  ]],

  ["leaves $ alone", "A=$A\nB=${C}\nD=a$b$", [
    [1, "A", "$A"],
    [2, "B", "${C}"],
    [3, "D", "a$b$"],
  ]],
  ["leaves $ in quotes alone", `A="$B"\nC='$D'`, [[1, "A", "$B"], [
    3 - 1,
    "C",
    "$D",
  ]]],
  ["leaves $(command) alone", "A=$(cat /etc/passwd)", [[
    1,
    "A",
    "$(cat /etc/passwd)",
  ]]],
  ["leaves %NAME% and backticks alone", "A=%B%\nC=`d`", [[1, "A", "%B%"], [
    2,
    "C",
    "`d`",
  ]]],

  ["splits at CRLF", "A=b\r\nC=d\r\n", [[1, "A", "b"], [2, "C", "d"]]],
  ["splits at a lone CR", "A=b\rC=d", [[1, "A", "b"], [2, "C", "d"]]],
  ["splits at U+2028 and U+2029", "A=b\u2028C=d\u2029E=f", [[1, "A", "b"], [
    2,
    "C",
    "d",
  ], [3, "E", "f"]]],
  ["keeps CRLF in quotes", 'A="b\r\nc"\r\nD=e', [[1, "A", "b\r\nc"], [
    3,
    "D",
    "e",
  ]]],
  ["skips a byte order mark", "\uFEFFA=b", [[1, "A", "b"]]],
  ["skips a byte order mark before a comment", "\uFEFF# A=b", []],
  ["keeps NUL for the caller to judge", "A=b\0c", [[1, "A", "b\0c"]]],

  ["keeps both of two lines for a name", "A=b\nA=c", [[1, "A", "b"], [
    2,
    "A",
    "c",
  ]]],
  [
    "reads names of objects",
    "__proto__=a\nconstructor=b\ntoString=c\nhasOwnProperty=d",
    [
      [1, "__proto__", "a"],
      [2, "constructor", "b"],
      [3, "toString", "c"],
      [4, "hasOwnProperty", "d"],
    ],
  ],
  ["reads names in lower case", "a_1=b\n_=c", [[1, "a_1", "b"], [2, "_", "c"]]],

  ["reports lines without =", "A=b\nnothing\nC=d", [[1, "A", "b"], [
    3,
    "C",
    "d",
  ]], [2]],
  ["reports names that are none", "MY-KEY=a\n1A=b\nÄ=c\n=d\nA.B=e\nF=g", [[
    6,
    "F",
    "g",
  ]], [1, 2, 3, 4, 5]],
  ["reports every such line", "a\nb\n\nc", [], [1, 2, 4]],
  [
    "reports what is behind quotes",
    `A="b"c\nD='e' f\nG=h`,
    [[3, "G", "h"]],
    [1, 2],
  ],
  ["reports an unclosed quote", `A="b`, [], [1]],
  ["reads on behind an unclosed double quote", `A="b\nC=d\nE=f`, [
    [2, "C", "d"],
    [3, "E", "f"],
  ], [1]],
  ["reads on behind an unclosed single quote", `A='b\nC=d`, [[2, "C", "d"]], [
    1,
  ]],
  ["reads a quoted value behind an unclosed quote", `A="b\nC="d"\nE=f`, [[
    2,
    "C",
    "d",
  ], [3, "E", "f"]], [1]],
  [
    "reads an exported value behind an unclosed quote",
    `A='b\nexport C='d'\nE=f`,
    [[2, "C", "d"], [3, "E", "f"]],
    [1],
  ],
  ["reads other quotes behind an unclosed quote", `A="b\nC='d'\nE=f`, [[
    2,
    "C",
    "d",
  ], [3, "E", "f"]], [1]],
  ["reads on behind two unclosed quotes", `A="b\nC="d\nE=f`, [[3, "E", "f"]], [
    1,
    2,
  ]],
  [
    "reads on behind an escaped closing quote",
    `A="b\\"\nC=d`,
    [[2, "C", "d"]],
    [1],
  ],
  ["reports a noncharacter that it could not keep apart", "A=\uFDD0\nB=c", [[
    2,
    "B",
    "c",
  ]], [1]],
];

for (const [criterion, text, settings, invalid = []] of CASES) {
  Deno.test({
    name: `parseEnvFile() ${criterion}`,
    permissions: "none",
    fn() {
      const parsed = parseEnvFile(text, ".env");
      assertEquals<unknown>(
        {
          ...parsed,
          // A setting shows its value to nobody who does not ask for it.
          settings: parsed.settings.map(({ variable, value, source }) => ({
            variable,
            value,
            source,
          })),
        },
        {
          file: ".env",
          settings: settings.map(([line, variable, value]) => ({
            variable,
            value,
            source: { kind: "file", file: ".env", line },
          })),
          findings: parsed.findings,
        },
      );
      assertEquals(
        parsed.findings.map(({ code, file, line }) => [code, file, line]),
        invalid.map((line) => ["file-invalid", ".env", line]),
      );
    },
  });
}
