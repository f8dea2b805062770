import { assertEquals, assertThrows } from "@std/assert";
import { compileEagerly } from "../../publish/eager_functions.ts";

const ALL = () => true;

const CODE: Readonly<Record<string, readonly [code: string, eager: string]>> = {
  "a declaration becomes a variable": [
    "function twice(n) { return 2 * n }",
    "var twice=(function (n) { return 2 * n });\n",
  ],
  "a declaration moves before all that may call it": [
    "const four = twice(2);\nasync function twice(n) { return 2 * n }",
    "var twice=(async function (n) { return 2 * n });\nconst four = twice(2);\n",
  ],
  "an arrow function gets parentheses": [
    "export const twice = (n) => 2 * n;",
    "export const twice = ((n) => 2 * n);",
  ],
  "a function within another gets its own": [
    "list.map(async x => y => x + y);",
    "list.map((async x => (y => x + y)));",
  ],
  "a function expression gets parentheses": [
    "run(function* () {});",
    "run((function* () {}));",
  ],
  "methods and accessors stay as they are": [
    "class A { b() {} get c() { return 1 } }; const o = { d() {}, set e(v) {} };",
    "class A { b() {} get c() { return 1 } }; const o = { d() {}, set e(v) {} };",
  ],
  "a property's function gets parentheses": [
    "const o = { f: function () {}, g: () => 1 }; class A { h = () => 1 }",
    "const o = { f: (function () {}), g: (() => 1) }; class A { h = (() => 1) }",
  ],
  "a declaration within a block stays there": [
    "{ function inner() {} }",
    "{ function inner() {} }",
  ],
};

for (const [rule, [code, eager]] of Object.entries(CODE)) {
  Deno.test(`compileEagerly: ${rule}`, () => {
    assertEquals(compileEagerly(code, ALL), eager);
  });
}

Deno.test("compileEagerly leaves functions that were not chosen as they are", () => {
  const code = "function one() {}\nfunction two() {}\nconst three = () => {};";
  const second = code.indexOf("function two");
  assertEquals(
    compileEagerly(code, ({ start }) => start === second),
    "var two=(function () {});\nfunction one() {}\n\nconst three = () => {};",
  );
});

Deno.test("compileEagerly makes functions that have their names, and call each other whatever their order", async () => {
  const code = compileEagerly(
    "export const result = even(10) + even.name; function even(n) { return n === 0 || odd(n - 1) } function odd(n) { return n !== 0 && even(n - 1) }",
    ALL,
  );
  const { result } = await import(`data:text/javascript,${encodeURI(code)}`);
  assertEquals(result, "trueeven");
});

Deno.test("compileEagerly refuses what is no module", () => {
  assertThrows(() => compileEagerly("function {", ALL), SyntaxError);
});
