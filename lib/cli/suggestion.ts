// "Did you mean": the name that a mistyped one is likely to be.
import { isOneSlipAway } from "../sources/misspelling.ts";

/** More names than this are not listed in one line. */
const MANY = 16;

/** How to suggest a name. */
interface SuggestionOptions {
  /** Writes a name as it is typed. */
  readonly show?: (name: string) => string;
  /** The command that lists names of which there are many. */
  readonly listedBy?: string;
}

/** Suggests a name for a mistyped one, or says which names there are. */
export function suggestionFor(
  typed: string,
  names: readonly string[],
  { show = (name) => name, listedBy }: SuggestionOptions = {},
): string {
  const lower = typed.toLowerCase();
  const near = names.find((name) => name === lower) ??
    names.find((name) => isOneSlipAway(lower, name)) ??
    names.find((name) =>
      lower.length > 2 && (name.startsWith(lower) || lower.startsWith(name))
    ) ??
    names.find((name) => lower.length > 2 && name.includes(lower));
  if (near !== undefined) return `: did you mean ${show(near)}?`;
  if (names.length <= MANY) {
    return `: it is one of ${names.map(show).join(", ")}`;
  }
  return listedBy === undefined ? "" : `: see ${listedBy}`;
}
