import {
  assert,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertNotMatch,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";

// What is under test cannot judge the test: these tests throw by themselves.

/** Whether an assertion holds; other errors than its own pass through. */
async function holds(assertion: () => unknown): Promise<boolean> {
  try {
    await assertion();
    return true;
  } catch (error) {
    if (error instanceof AssertionError) return false;
    throw error;
  }
}

function bare(properties: Record<string, unknown>): unknown {
  return Object.assign(Object.create(null), properties);
}

class Point {
  constructor(readonly x: number) {}
}

class Hidden {
  readonly #x: number;
  constructor(x: number) {
    this.#x = x;
  }
  get x(): number {
    return this.#x;
  }
}

class Sealed {
  readonly #x: number;
  constructor(x: number) {
    this.#x = x;
  }
  reveal(): number {
    return this.#x;
  }
}

function ring(): Record<string, unknown> {
  const value: Record<string, unknown> = { a: 1 };
  value["self"] = value;
  return value;
}

const shared = new Error("shared");

/** Pairs of values, and whether they count as equal. */
const EQUALITY: Array<[string, unknown, unknown, boolean]> = [
  ["equal text", "a", "a", true],
  ["text and a number", "1", 1, false],
  ["NaN and NaN", NaN, NaN, true],
  ["0 and -0", 0, -0, true],
  ["null and undefined", null, undefined, false],
  ["null and {}", null, {}, false],
  ["equal objects", { a: { b: [1] } }, { a: { b: [1] } }, true],
  ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ["another value", { a: { b: [1] } }, { a: { b: [2] } }, false],
  ["a missing key", { a: 1 }, { a: 1, b: 2 }, false],
  ["undefined and a missing key", { a: undefined }, {}, false],
  ["undefined under two keys", { a: undefined }, { b: undefined }, false],
  ["no prototype and a plain object", bare({ a: 1 }), { a: 1 }, true],
  ["no prototype inside", { a: bare({}) }, { a: {} }, true],
  ["no prototype, another value", bare({ a: 1 }), { a: 2 }, false],
  ["an instance and a plain object", new Point(1), { x: 1 }, false],
  ["equal instances", new Point(1), new Point(1), true],
  ["instances of another value", new Point(1), new Point(2), false],
  ["a getter of another value", new Hidden(1), new Hidden(2), false],
  ["a getter of the same value", new Hidden(1), new Hidden(1), true],
  ["a private field behind a method", new Sealed(1), new Sealed(2), true],
  ["equal lists", [1, [2]], [1, [2]], true],
  ["a shorter list", [1, 2], [1], false],
  ["another order", [1, 2], [2, 1], false],
  ["a hole and undefined", new Array(1), [undefined], false],
  ["a list and an object", ["a"], { 0: "a" }, false],
  ["equal dates", new Date(0), new Date(0), true],
  ["other dates", new Date(0), new Date(1), false],
  ["equal patterns", /a/g, /a/g, true],
  ["other flags", /a/g, /a/i, false],
  ["equal URLs", new URL("http://h/"), new URL("http://h"), true],
  ["other URLs", new URL("http://h/a"), new URL("http://h/b"), false],
  ["equal sets", new Set([1, 2]), new Set([2, 1]), true],
  ["other sets", new Set([1]), new Set([2]), false],
  ["sets of objects", new Set([{ a: 1 }]), new Set([{ a: 1 }]), true],
  ["other sets of objects", new Set([{ a: 1 }]), new Set([{ a: 2 }]), false],
  ["equal maps", new Map([["a", [1]]]), new Map([["a", [1]]]), true],
  ["other maps", new Map([["a", [1]]]), new Map([["a", [2]]]), false],
  ["equal bytes", new Uint8Array([1, 2]), new Uint8Array([1, 2]), true],
  ["other bytes", new Uint8Array([1, 2]), new Uint8Array([1, 3]), false],
  ["one function", holds, holds, true],
  ["two functions", () => 1, () => 1, false],
  ["one error", shared, shared, true],
  ["errors of other classes", new TypeError("a"), new RangeError("a"), false],
  ["errors of other messages", new Error("a"), new Error("b"), false],
  ["equal symbols as keys", { [Symbol.iterator]: 1 }, {}, false],
  ["equal rings", ring(), ring(), true],
];

for (const [pair, one, other, expected] of EQUALITY) {
  const verdict = expected ? "holds for" : "fails for";
  Deno.test(`assertEquals() ${verdict} ${pair}`, async () => {
    for (const [a, b] of [[one, other], [other, one]]) {
      const equal = await holds(() => assertEquals(a, b));
      const different = await holds(() => assertNotEquals(a, b));
      if (equal !== expected) throw new Error("assertEquals() disagrees");
      if (different === expected) {
        throw new Error("assertNotEquals() disagrees");
      }
    }
  });
}

const typeError = () => {
  throw new TypeError("Cannot read");
};
const rejection = () => Promise.reject(new TypeError("Cannot read"));

/** Assertions, and whether they hold. */
const ASSERTIONS: Array<[string, () => unknown, boolean]> = [
  ["assert() holds for a truthy value", () => assert("a"), true],
  ["assert() fails for an empty text", () => assert(""), false],
  ["assertFalse() holds for 0", () => assertFalse(0), true],
  ["assertFalse() fails for []", () => assertFalse([]), false],
  ["fail() fails", () => fail("said"), false],
  ["assertExists() holds for an empty text", () => assertExists(""), true],
  ["assertExists() holds for 0", () => assertExists(0), true],
  ["assertExists() holds for false", () => assertExists(false), true],
  ["assertExists() fails for null", () => assertExists(null), false],
  ["assertExists() fails for undefined", () => assertExists(undefined), false],
  [
    "assertStrictEquals() fails for equal objects",
    () => assertStrictEquals({}, {}),
    false,
  ],
  [
    "assertStrictEquals() holds for NaN",
    () => assertStrictEquals(NaN, NaN),
    true,
  ],
  [
    "assertStrictEquals() fails for 0 and -0",
    () => assertStrictEquals(0, -0),
    false,
  ],
  [
    "assertInstanceOf() holds for a subclass",
    () => assertInstanceOf(new TypeError(), Error),
    true,
  ],
  [
    "assertInstanceOf() fails for another class",
    () => assertInstanceOf(new Error(), TypeError),
    false,
  ],
  [
    "assertInstanceOf() fails for null",
    () => assertInstanceOf(null, Error),
    false,
  ],
  ["assertMatch() holds for a match", () => assertMatch("abc", /b/), true],
  ["assertMatch() fails for none", () => assertMatch("abc", /^b/), false],
  [
    "assertNotMatch() fails for a match",
    () => assertNotMatch("abc", /b/),
    false,
  ],
  ["assertNotMatch() holds for none", () => assertNotMatch("abc", /^b/), true],
  [
    "assertStringIncludes() holds for a part",
    () => assertStringIncludes("abc", "bc"),
    true,
  ],
  [
    "assertStringIncludes() fails for no part",
    () => assertStringIncludes("abc", "ac"),
    false,
  ],
  [
    "assertArrayIncludes() holds for equal items",
    () => assertArrayIncludes([{ a: 1 }, 2, NaN], [NaN, { a: 1 }]),
    true,
  ],
  [
    "assertArrayIncludes() fails for a missing item",
    () => assertArrayIncludes([1, 2], [1, 3]),
    false,
  ],
  ["assertGreater() holds for more", () => assertGreater(2, 1), true],
  ["assertGreater() fails for the same", () => assertGreater(1, 1), false],
  [
    "assertGreaterOrEqual() holds for the same",
    () => assertGreaterOrEqual(1, 1),
    true,
  ],
  [
    "assertGreaterOrEqual() fails for less",
    () => assertGreaterOrEqual(0, 1),
    false,
  ],
  ["assertLess() holds for less", () => assertLess("a", "b"), true],
  ["assertLess() fails for NaN", () => assertLess(NaN, 1), false],
  ["assertLessOrEqual() holds for less", () => assertLessOrEqual(0, 1), true],
  [
    "assertLessOrEqual() fails for more",
    () => assertLessOrEqual(2, 1),
    false,
  ],
  [
    "assertObjectMatch() holds for a part",
    () => assertObjectMatch({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } }),
    true,
  ],
  [
    "assertObjectMatch() holds for an empty object inside",
    () => assertObjectMatch({ a: { b: 1 } }, { a: {} }),
    true,
  ],
  [
    "assertObjectMatch() holds for an instance",
    () => assertObjectMatch({ a: new Point(1) }, { a: { x: 1 } }),
    true,
  ],
  [
    "assertObjectMatch() holds for a list that goes on",
    () => assertObjectMatch({ a: [{ b: 1, c: 2 }, 3] }, { a: [{ b: 1 }] }),
    true,
  ],
  [
    "assertObjectMatch() fails for a list that is too short",
    () => assertObjectMatch({ a: [1] }, { a: [1, 2] }),
    false,
  ],
  [
    "assertObjectMatch() fails for another value",
    () => assertObjectMatch({ a: { b: 1 } }, { a: { b: 2 } }),
    false,
  ],
  [
    "assertObjectMatch() fails for a missing key that is undefined",
    () => assertObjectMatch({ b: 1 }, { b: 1, a: undefined }),
    false,
  ],
  ["assertThrows() holds for any error", () => assertThrows(typeError), true],
  ["assertThrows() holds for no error object", () => {
    assertThrows(() => {
      throw "text";
    });
  }, true],
  ["assertThrows() fails for none", () => assertThrows(() => 1), false],
  [
    "assertThrows() fails for none with a message",
    () => assertThrows(() => 1, "said"),
    false,
  ],
  [
    "assertThrows() holds for the class",
    () => assertThrows(typeError, TypeError),
    true,
  ],
  [
    "assertThrows() holds for the base class",
    () => assertThrows(typeError, Error, "read"),
    true,
  ],
  [
    "assertThrows() fails for another class",
    () => assertThrows(typeError, RangeError),
    false,
  ],
  [
    "assertThrows() fails for another text",
    () => assertThrows(typeError, TypeError, "write"),
    false,
  ],
  ["assertThrows() fails for text with a class", () => {
    assertThrows(() => {
      throw "text";
    }, Error);
  }, false],
  ["assertRejects() holds for any", () => assertRejects(rejection), true],
  [
    "assertRejects() holds for the class",
    () => assertRejects(rejection, TypeError, "read"),
    true,
  ],
  [
    "assertRejects() fails for another class",
    () => assertRejects(rejection, RangeError),
    false,
  ],
  [
    "assertRejects() fails for another text",
    () => assertRejects(rejection, TypeError, "write"),
    false,
  ],
  [
    "assertRejects() fails for a value",
    () => assertRejects(() => Promise.resolve(1)),
    false,
  ],
  [
    "assertRejects() fails for a function that throws",
    () => assertRejects(typeError),
    false,
  ],
];

for (const [name, assertion, expected] of ASSERTIONS) {
  Deno.test(name, async () => {
    if (await holds(assertion) !== expected) throw new Error("It does not");
  });
}

Deno.test("assertThrows() and assertRejects() return the error", async () => {
  const thrown = assertThrows(() => {
    throw shared;
  });
  const typed = assertThrows(typeError, TypeError);
  const rejected = await assertRejects(() => Promise.reject(shared));
  if (thrown !== shared || rejected !== shared) throw new Error("They do not");
  if (typed.message !== "Cannot read") throw new Error("Not that error");
});

Deno.test("AssertionError carries both values and the caller's words", () => {
  const error = assertThrows(
    () => assertEquals({ key: "one" }, { key: "two" }, "said"),
    AssertionError,
  );
  for (const part of ["one", "two", "said"]) {
    if (!error.message.includes(part)) throw new Error(`There is no ${part}`);
  }
  if (error.name !== "AssertionError") throw new Error("Not that name");
});
