// The permissions of the process.

/** Returns whether a permission is granted, without a prompt. */
export function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
