/**
 * Replaces `@std/assert` where JSR cannot be reached: the assertions
 * that this project's tests use. The messages are its own.
 *
 * @module
 */
import { equal } from "./equal.ts";

type Constructor<T> = abstract new (...args: never[]) => T;

/** Thrown by an assertion that does not hold. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** Holds for every truthy value. */
export function assert(value: unknown, msg = ""): asserts value {
  check(value, "The value is falsy", msg);
}

/** Holds for every falsy value. */
export function assertFalse(
  value: unknown,
  msg = "",
): asserts value is false | 0 | 0n | "" | null | undefined {
  check(!value, "The value is truthy", msg);
}

/** Fails always. */
export function fail(msg?: string): never {
  throw new AssertionError(msg ?? "Failed");
}

/** Holds for values with the same content. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  const lead = "The values differ";
  if (!equal(actual, expected)) failWith(lead, msg, { actual, expected });
}

/** Holds for values with different content. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) failWith("The values agree", msg, { actual });
}

/** Holds for one and the same value, as `Object.is()` has it. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  const lead = "The values are not one and the same";
  if (!Object.is(actual, expected)) failWith(lead, msg, { actual, expected });
}

/** Holds for everything but `null` and `undefined`. */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  check(actual !== null && actual !== undefined, `There is ${actual}`, msg);
}

/** Holds for instances of a class. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: Constructor<T>,
  msg?: string,
): asserts actual is T {
  const lead = `The value is no ${expectedType.name}`;
  if (!(actual instanceof expectedType)) failWith(lead, msg, { actual });
}

/** Holds for text in which the pattern is found. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  const lead = `The text does not match ${expected}`;
  if (!expected.test(actual)) failWith(lead, msg, { actual });
}

/** Holds for text in which the pattern is not found. */
export function assertNotMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  const lead = `The text matches ${expected}`;
  if (expected.test(actual)) failWith(lead, msg, { actual });
}

/** Holds for text that contains another. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  const lead = "The text does not contain the other";
  if (!actual.includes(expected)) failWith(lead, msg, { actual, expected });
}

/** Holds for a list that has every item of another. */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T> & object,
  expected: ArrayLike<T> & object,
  msg?: string,
): void {
  const items = Array.from(actual);
  const missing = Array.from(expected).filter((wanted) =>
    !items.some((item) => equal(item, wanted))
  );
  const lead = "The list lacks items";
  if (missing.length > 0) failWith(lead, msg, { actual, missing });
}

/** Holds for an object that has every property of another, at any depth. */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  const lead = "The object does not match the other";
  if (!covers(actual, expected)) failWith(lead, msg, { actual, expected });
}

/** Holds for `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  check(actual > expected, `Not ${show(actual)} > ${show(expected)}`, msg);
}

/** Holds for `actual >= expected`. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  check(actual >= expected, `Not ${show(actual)} >= ${show(expected)}`, msg);
}

/** Holds for `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  check(actual < expected, `Not ${show(actual)} < ${show(expected)}`, msg);
}

/** Holds for `actual <= expected`. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  check(actual <= expected, `Not ${show(actual)} <= ${show(expected)}`, msg);
}

/** Holds for a function that throws; returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Holds for a function that throws such an error; returns that. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: Constructor<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMsg?: Constructor<Error> | string,
  ...rest: Array<string | undefined>
): unknown {
  try {
    fn();
  } catch (error) {
    return checkError(error, classOrMsg, ...rest);
  }
  failWith("The function did not throw", messageIn(classOrMsg, rest), {});
}

/** Holds for a promise that is rejected; returns the reason. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/** Holds for a promise that is rejected with such an error; returns that. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: Constructor<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: Constructor<Error> | string,
  ...rest: Array<string | undefined>
): Promise<unknown> {
  const msg = messageIn(classOrMsg, rest);
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch (error) {
    failWith("The function threw instead of rejecting", msg, { error });
  }
  check(typeof promise?.then === "function", "There is no promise", msg);
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return checkError(error, classOrMsg, ...rest);
  }
  failWith("The promise was not rejected", msg, { value });
}

function checkError(
  error: unknown,
  classOrMsg?: Constructor<Error> | string,
  ...rest: Array<string | undefined>
): unknown {
  if (typeof classOrMsg !== "function") return error;
  const [text = "", msg] = rest;
  const lead = `The error is no ${classOrMsg.name}`;
  if (!(error instanceof classOrMsg)) failWith(lead, msg, { error });
  assertStringIncludes(error.message, text, msg);
  return error;
}

function messageIn(
  classOrMsg: Constructor<Error> | string | undefined,
  rest: ReadonlyArray<string | undefined>,
): string | undefined {
  return typeof classOrMsg === "string" ? classOrMsg : rest[1];
}

function covers(actual: unknown, expected: unknown): boolean {
  if (!isContainer(actual) || !isContainer(expected)) {
    return equal(actual, expected);
  }
  return (Array.isArray(actual) || !Array.isArray(expected)) &&
    Reflect.ownKeys({ ...expected }).every((key) =>
      Object.hasOwn(actual, key) &&
      covers(Reflect.get(actual, key), Reflect.get(expected, key))
    );
}

function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return [Date, RegExp, Map, Set].every((type) => !(value instanceof type));
}

function check(
  holds: unknown,
  lead: string,
  msg: string | undefined,
): asserts holds {
  if (!holds) failWith(lead, msg, {});
}

function failWith(
  lead: string,
  msg: string | undefined,
  values: Record<string, unknown>,
): never {
  const shown = Object.entries(values).map(([name, value]) =>
    `\n${name}: ${show(value)}`
  );
  throw new AssertionError((msg ? `${lead}: ${msg}` : lead) + shown.join(""));
}

function show(value: unknown): string {
  return Deno.inspect(value, {
    depth: Infinity,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
    sorted: true,
  });
}
