import { assertEquals } from "@std/assert";
import { parse } from "@std/dotenv/parse";

const CASES: Array<[string, string, Record<string, string>]> = [
  ["reads a value", "A=b", { A: "b" }],
  ["reads an empty value", "A=", { A: "" }],
  ["reads blanks as an empty value", "A= \t", { A: "" }],
  ["reads an empty value before a line break", "A=\n", { A: "" }],
  ["skips export", "export A=b", { A: "b" }],
  ["reads a variable called export", "export=b", { export: "b" }],
  ["skips blanks around the name and the value", " \tA \t= \tb \t", { A: "b" }],
  ["keeps blanks inside a value", "A=b  c", { A: "b  c" }],
  ["keeps = in a value", "A=b=c==", { A: "b=c==" }],
  ["keeps quotes inside a value", `A=b"c'd`, { A: `b"c'd` }],
  ["keeps backslashes in an unquoted value", "A=b\\nc", { A: "b\\nc" }],
  ["keeps backticks", "A=`b c`", { A: "`b c`" }],
  ["cuts an unquoted value at #", "A=http://h/p#b", { A: "http://h/p" }],
  ["cuts a comment off", "A=b # c", { A: "b" }],
  ["reads # alone as an empty value", "A=#b", { A: "" }],
  ["skips the line break", "A=b\r\n", { A: "b" }],
  ["trims Unicode blanks", "A=\u00a0b\ufeff", { A: "b" }],
  ["keeps noncharacters", "A=\ufdd0b\ufdd1c", { A: "\ufdd0b\ufdd1c" }],
  ["reads a double-quoted value", `A="b c"`, { A: "b c" }],
  ["reads an empty double-quoted value", `A=""`, { A: "" }],
  ["keeps blanks in double quotes", `A=" b "`, { A: " b " }],
  ["keeps # in double quotes", `A="b # c"`, { A: "b # c" }],
  ["keeps $ in double quotes", `A="$b \${c}"`, { A: "$b ${c}" }],
  ["keeps ' in double quotes", `A="b'c"`, { A: "b'c" }],
  ["reads escapes in double quotes", `A="\\n\\r\\t\\"\\'\\\\"`, {
    A: "\n\r\t\"'\\",
  }],
  ["reads escapes in pairs", `A="\\\\n"`, { A: "\\n" }],
  ["keeps other escapes", `A="\\$b\\x"`, { A: "\\$b\\x" }],
  ["breaks a Windows path in double quotes", `A="C:\\new"`, { A: "C:\new" }],
  ["reads a single-quoted value", "A='b c'", { A: "b c" }],
  ["reads an empty single-quoted value", "A=''", { A: "" }],
  ["keeps blanks, # and $ in single quotes", "A=' # $b '", { A: " # $b " }],
  ["keeps escapes in single quotes", "A='b\\nc\\'", { A: "b\\nc\\" }],
  ["keeps double quotes in single quotes", `A='{"b":1}'`, { A: `{"b":1}` }],
  ["cuts a comment off a quoted value", `A="b" # "c"`, { A: "b" }],
  ["loses what follows a closing quote", `A="b"c`, { A: "b" }],
  ["keeps line breaks in double quotes", `A="b\nc\r\nd"`, { A: "b\nc\r\nd" }],
  ["keeps line breaks in single quotes", "A='b\nc\r\nd'", { A: "b\nc\r\nd" }],
  ["drops a line break behind and before quotes", `A="\nb\r\n"`, { A: "b" }],
  ["drops one such line break only", "A='\n\nb\n\n'", { A: "\nb\n" }],
  ["keeps an unclosed quote", `A="b`, { A: `"b` }],
  ["reads other alphabets", "A=天", { A: "天" }],
  ["takes the last of two values", "A=b\nA=c", { A: "c" }],
  ["reads several lines", "A=b\n# c\n\nB='d'\nnothing\nC=", {
    A: "b",
    B: "d",
    C: "",
  }],
  ["reads nothing in nothing", "", {}],
  ["reads nothing in a comment", "# A=b", {}],
];

for (const [criterion, text, expected] of CASES) {
  Deno.test({
    name: `parse() ${criterion}`,
    permissions: "none",
    fn: () => assertEquals({ ...parse(text) }, expected),
  });
}

Deno.test("parse() gives an object without a prototype", () => {
  assertEquals(Object.getPrototypeOf(parse("A=b")), null);
  assertEquals(Object.keys(parse("__proto__=b")), ["__proto__"]);
});
