/**
 * How a child process runs this package where the parent does: with the stand-ins where JSR does not answer.
 *
 * @module
 */

/** The repository's root. */
export const ROOT = new URL("../", import.meta.url);

/** The flags of `deno run` where the parent runs with the stand-ins. */
export function importMapFlags(): string[] {
  return import.meta.resolve("@std/assert").startsWith("file:")
    ? [`--import-map=${new URL("offline/import_map.json", ROOT).pathname}`]
    : [];
}

/** What Deno itself reads: those of its variables that say where its cache is, as far as they are set here. */
export function ownEnvironment(): Record<string, string> {
  const own: Record<string, string> = {};
  for (const variable of ["HOME", "DENO_DIR", "JSR_URL"]) {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    const value = state === "granted" ? Deno.env.get(variable) : undefined;
    if (value !== undefined) own[variable] = value;
  }
  return own;
}
