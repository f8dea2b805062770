/**
 * The permissions of the process.
 *
 * @module
 */

/**
 * Asks the state of a permission before it is used: a refused one must never prompt.
 */
export function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
