// Reads the variables that matter, where the environment need not be listed.
import { NAMES_TO_READ } from "./misspelling.ts";
import { printingNames } from "./unprinted.ts";

/** The names that `--allow-env=ZENML_*` permits: none of a variable of the programs' libraries. */
export const ZENML_NAMES: readonly string[] = NAMES_TO_READ
  .filter((name) => name.startsWith("ZENML_"));

/**
 * Reads ZenML's variables of the environment, each by its name.
 *
 * `readEnvironment()` of `@mlops/zenml-env/environment` does so for the process; this is for any other place. The values
 * of what it returns print as `[redacted]`.
 *
 * @param get Gives the value of a variable, or `undefined` where it is not set.
 * @returns Those that are set, for {@linkcode resolve}.
 *
 * @example Usage
 * ```ts
 * import { environmentOf } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const variables = new Map([["ZENML_API_KEY", "ZENPROKEY_abc"], ["PATH", "/bin"]]);
 * const environment = environmentOf((name) => variables.get(name));
 * assertEquals(Object.keys(environment), ["ZENML_API_KEY"]);
 * assertEquals(JSON.stringify(environment), '{"ZENML_API_KEY":"[redacted]"}');
 * ```
 */
export function environmentOf(
  get: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  return printingNames(Object.fromEntries(ZENML_NAMES.flatMap((name) => {
    const value = get(name);
    return value === undefined ? [] : [[name, value] as const];
  })));
}
