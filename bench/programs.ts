/**
 * Prints the permission to run what is measured, as a flag for the task.
 *
 * @module
 */
import { findEnvironment } from "../tests/conformance/environment.ts";
import { wantedVersions } from "../tests/conformance/versions.ts";

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
