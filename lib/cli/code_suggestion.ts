// "Did you mean" for codes, of which there are too many to list.
import { CODE_NAMES } from "../codes/codes.ts";
import { suggestionFor } from "./suggestion.ts";

/** Suggests a code for a mistyped one. */
export function codeSuggestion(typed: string): string {
  return suggestionFor(typed, CODE_NAMES, { listedBy: "zenml-env explain" });
}
