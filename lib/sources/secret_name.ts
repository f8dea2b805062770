// Names whose values are secrets, whatever they were meant to be.
import { isVariableName, VARIABLES } from "../codes/variables.ts";
import { affixedName } from "./affixed_name.ts";
import { misspelledVariables } from "./misspelling.ts";

/** Returns whether a name is that of a secret variable, misspelled, or with a prefix or suffix. */
export function isSecretName(name: string): boolean {
  const affixed = affixedName(name);
  return [
    name,
    ...misspelledVariables(name),
    ...(affixed ? [affixed.variable] : []),
  ].some((each) => isVariableName(each) && VARIABLES[each].secret);
}
