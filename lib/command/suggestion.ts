/**
 * "Did you mean": the name that a mistyped one is likely to be.
 *
 * @module
 */
import { isOneSlipAway } from "../sources/near_miss.ts";

/** More names than this are left to the help. */
const MANY = 16;

/**
 * Suggests a name for a mistyped one.
 *
 * @param typed What was typed.
 * @param names The names that exist.
 * @param show How a name is written.
 * @returns `: did you mean NAME?`, or the list of names if none is near and they are few, or nothing.
 *
 * @example Usage
 * ```ts
 * import { suggestionFor } from "./suggestion.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(suggestionFor("docter", ["doctor", "resolve"]), ": did you mean doctor?");
 * assertEquals(suggestionFor("x", ["doctor", "resolve"]), ": it is one of doctor, resolve");
 * ```
 */
export function suggestionFor(
  typed: string,
  names: readonly string[],
  show: (name: string) => string = (name) => name,
): string {
  const lower = typed.toLowerCase();
  const near = names.find((name) => name === lower) ??
    names.find((name) => isOneSlipAway(lower, name)) ??
    names.find((name) =>
      lower.length > 2 && (name.startsWith(lower) || lower.startsWith(name))
    ) ??
    names.find((name) => lower.length > 2 && name.includes(lower));
  if (near !== undefined) return `: did you mean ${show(near)}?`;
  return names.length > MANY
    ? ""
    : `: it is one of ${names.map(show).join(", ")}`;
}
