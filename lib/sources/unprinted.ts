// Objects that print some of their values as `[redacted]`, as JSON and under inspection.
import { REDACTED } from "../finding/redacted.ts";

type Inspect = (value: unknown, options?: unknown) => string;

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
    [Symbol.for("Deno.customInspect")]: {
      value: (inspect: Inspect, options: unknown) =>
        inspect(printable(), options),
    },
    [Symbol.for("nodejs.util.inspect.custom")]: {
      value: (_depth: unknown, options: unknown, inspect: Inspect) =>
        inspect(printable(), options),
    },
  });
}
