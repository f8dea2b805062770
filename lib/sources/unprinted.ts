// Objects that print some of their values as `[redacted]`, as JSON and under inspection.
import { REDACTED } from "../finding/redacted.ts";

type Inspect = (value: unknown, options?: unknown) => string;

interface Printable {
  readonly toJSON: () => unknown;
}

/** The methods by which Deno and Node print an object, which print what JSON has of it. */
export const PRINTED_AS_JSON = {
  [Symbol.for("Deno.customInspect")]: {
    value(this: Printable, inspect: Inspect, options: unknown) {
      return inspect(this.toJSON(), options);
    },
  },
  [Symbol.for("nodejs.util.inspect.custom")]: {
    value(
      this: Printable,
      _depth: unknown,
      options: unknown,
      inspect: Inspect,
    ) {
      return inspect(this.toJSON(), options);
    },
  },
} as const;

/** Makes an object print the values of these names as `[redacted]`; they are read, listed and copied as ever. */
export function printingWithout<T extends object>(
  object: T,
  ...hidden: readonly (keyof T & string)[]
): T {
  return printingAs(object, (name) => hidden.some((one) => one === name));
}

/** Makes an object print nothing but the names of its values. */
export function printingNames<T extends object>(object: T): T {
  return printingAs(object, () => true);
}

/** What prints an object is not enumerable: a copy of it prints in full, and equals it. */
function printingAs<T extends object>(
  object: T,
  isHidden: (name: string) => boolean,
): T {
  const printable = () =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [
        name,
        isHidden(name) ? REDACTED : value,
      ]),
    );
  return Object.defineProperties(object, {
    toJSON: { value: printable },
    ...PRINTED_AS_JSON,
  });
}
