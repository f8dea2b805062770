/**
 * Objects that print some of their values as `[redacted]`, as JSON and under inspection.
 *
 * @module
 */
import { REDACTED } from "../finding/redacted.ts";

type Inspect = (value: unknown, options?: unknown) => string;

const EVERY_NAME = "*";

/** One prototype for each list of names: the values stay where they are, so that they can be read, listed and copied. */
const PROTOTYPES = new Map<string, object>();

/** Makes an object print the values of these names as `[redacted]`. */
export function printingWithout<T extends object>(
  object: T,
  ...hidden: readonly (keyof T & string)[]
): T {
  return Object.assign(Object.create(prototypeOf(hidden)), object);
}

/** Makes a record that prints the names of its values alone. */
export function redactedRecord(
  entries: Iterable<readonly [string, string]>,
): Readonly<Record<string, string>> {
  const record = Object.create(prototypeOf([EVERY_NAME]));
  for (const [name, value] of entries) {
    Object.defineProperty(record, name, { value, enumerable: true });
  }
  return record;
}

function prototypeOf(hidden: readonly string[]): object {
  const key = hidden.join(" ");
  const known = PROTOTYPES.get(key) ?? prototypeWithout(hidden);
  PROTOTYPES.set(key, known);
  return known;
}

function prototypeWithout(hidden: readonly string[]): object {
  const printable = (object: object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) =>
        hidden.includes(name) || hidden.includes(EVERY_NAME)
          ? [name, REDACTED]
          : [name, value]
      ),
    );
  const methods = {
    toJSON(this: object) {
      return printable(this);
    },
    [Symbol.for("Deno.customInspect")](
      this: object,
      inspect: Inspect,
      options: unknown,
    ) {
      return inspect(printable(this), options);
    },
    [Symbol.for("nodejs.util.inspect.custom")](
      this: object,
      _depth: unknown,
      options: unknown,
      inspect: Inspect,
    ) {
      return inspect(printable(this), options);
    },
  };
  return Object.create(
    Object.prototype,
    Object.fromEntries(
      Reflect.ownKeys(methods).map((name) => [name, {
        value: Reflect.get(methods, name),
      }]),
    ),
  );
}
