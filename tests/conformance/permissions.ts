/**
 * Whether a process may run the conformance tests, and has to.
 *
 * @module
 */
import { CONFORMANCE_FOLDER } from "../../bench/real_server/environment.ts";

const REQUIRED = {
  name: "env",
  variable: "ZENML_CONFORMANCE_REQUIRED",
} as const;

/**
 * Returns whether it was asked that no test is skipped; without the permission to
 * look, nobody can have asked.
 *
 * @returns Whether it was.
 */
export function isRequired(): boolean {
  return isGranted(REQUIRED) && Boolean(Deno.env.get(REQUIRED.variable));
}

/**
 * Returns whether this process may use an environment: a plain `deno test` may not.
 *
 * @returns Whether it may.
 */
export function isPermitted(): boolean {
  const permissions: Deno.PermissionDescriptor[] = [
    { name: "run", command: "deno" },
    { name: "net", host: "127.0.0.1" },
    { name: "read", path: CONFORMANCE_FOLDER },
    { name: "write", path: CONFORMANCE_FOLDER },
    { name: "env", variable: "PATH" },
    { name: "env", variable: "ZENML_CONFORMANCE_VENV" },
    { name: "env", variable: "ZENML_CONFORMANCE_VERSION" },
    REQUIRED,
  ];
  return permissions.every(isGranted);
}

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}
