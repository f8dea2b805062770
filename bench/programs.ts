/**
 * Prints the permission to run what is measured, as a flag for the task.
 *
 * @module
 */
import { findEnvironment } from "./real_server/environment.ts";
import { wantedVersions } from "./real_server/versions.ts";

const real = await findEnvironment(wantedVersions()[0] ?? "");
const programs = [
  Deno.execPath(),
  "sh",
  "getent",
  "/usr/bin/time",
  ...(real ? [real.python] : []),
];
Deno.stdout.writeSync(
  new TextEncoder().encode(`--allow-run=${programs.join(",")}\n`),
);
