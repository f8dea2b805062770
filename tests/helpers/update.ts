/**
 * Whether tests rewrite what they compare with.
 *
 * @module
 */

/** The variable that says so. */
export const UPDATE = "ZENML_ENV_UPDATE";

/** Returns whether stored files are to be written again: `ZENML_ENV_UPDATE=1 deno task test`. */
export function isToUpdate(): boolean {
  const { state } = Deno.permissions.querySync({
    name: "env",
    variable: UPDATE,
  });
  return state === "granted" && Deno.env.get(UPDATE) === "1";
}
