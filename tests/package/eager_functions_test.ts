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
    "var twice=(async function (n) { return 2 * n });\nconst four = twice(2);\n;",
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
    "var two=(function () {});\nfunction one() {}\n;\nconst three = () => {};",
  );
});

/** Modules that say in `result` what they do. */
const RESULTS: Readonly<
  Record<string, readonly [code: string, result: unknown]>
> = {
  "functions that call each other whatever their order": [
    "export const result = even(10) + even.name; function even(n) { return n === 0 || odd(n - 1) } function odd(n) { return n !== 0 && even(n - 1) }",
    "trueeven",
  ],
  "generators, and comments in a function's head": [
    "export const result = [...one(), two.name, two(2)]; function*one() { yield 1 } function/**/two// two\n(n) { return n }",
    [1, "two", 2],
  ],
  "exported functions": [
    "export { one as default }; export const result = [one(), two.name]; function one() { return 1 } export function two() {}",
    [1, "two"],
  ],
  "functions that take their name from where they are": [
    "let a; a ??= () => 1; const { b = function () {} } = {}, o = { c: async () => 1, __proto__: function () {} }; class D { static e = () => 1 } export const result = [a, b, o.c, Object.getPrototypeOf(o), D.e].map((f) => f.name)",
    ["a", "b", "c", "", "e"],
  ],
  "functions next to keywords and operators": [
    "function f(n) { switch (n) { case()=>1: return; default: return()=>2 } } export const result = [f(1)(), true ? function () {} : 1, new function () { this.a = 1 }, typeof(()=>1), `${(n => n)(3)}`].map((x) => typeof x)",
    ["number", "function", "object", "string", "string"],
  ],
  "a module with a hashbang": [
    "#!/usr/bin/env deno\nexport const result = one(); function one() { return 1 }",
    1,
  ],
  "functions side by side": [
    "let n = 1\nfunction one() { return 1 }function two() { return 2 }function three() { return 3 }\n+two()\nexport const result = n + one() + three()",
    5,
  ],
  "a directive before a function": [
    "'use strict'; function one() { return this } export const result = typeof one()",
    "undefined",
  ],
  "a line that a function keeps from the call in the next one": [
    "const calls = [];\nconst same = calls\nfunction f() {}\n(calls.push(f()))\nexport const result = [calls.length, same === calls]",
    [1, true],
  ],
  "a line that a function keeps from the sign in the next one": [
    "let n = 1\nfunction f() { return 2 }\n+f()\nexport const result = n",
    1,
  ],
  "a line before a function that is a statement of its own": [
    "let n = 0; const call = () => n++;\nconst same = call\nn => n\nif (n) async () => 1; else same\nasync x => x, n\nexport const result = [n, same === call]",
    [0, true],
  ],
  "a statement of its own within a function": [
    "let n = 0; function f() { (() => n++)\nx => x\nreturn\nx => x } export const result = [f() ?? n]",
    [0],
  ],
};

for (const [rule, [code, expected]] of Object.entries(RESULTS)) {
  Deno.test(`compileEagerly makes a module that does the same: ${rule}`, async () => {
    for (const text of [code, compileEagerly(code, ALL)]) {
      const url = `data:text/javascript,${encodeURIComponent(text)}`;
      const { result } = await import(url);
      assertEquals(result, expected, text);
    }
  });
}

Deno.test("compileEagerly refuses what is no module", () => {
  assertThrows(() => compileEagerly("function {", ALL), SyntaxError);
});
