// "Did you mean": the name that a mistyped one is likely to be.
import { isOneSlipAway } from "../sources/misspelling.ts";

/** More names than this are left to the help. */
const MANY = 16;

/** Suggests a name for a mistyped one. */
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
