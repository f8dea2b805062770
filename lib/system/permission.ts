/**
 * The permissions of the process.
 *
 * @module
 */

/**
 * Asks the state of a permission before it is used: a refused one must never prompt.
 *
 * @param descriptor The permission.
 * @returns Whether it was given.
 *
 * @example Usage
 * ```ts
 * import { isGranted } from "./permission.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isGranted({ name: "run", command: "no-such-program" }), false);
 * ```
 */
export function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
