/**
 * The versions of ZenML that the doctor is compared with.
 *
 * @module
 */

/** The newest one, with everything; and an older one, as far as it goes. */
const VERSIONS = ["0.98.0", "0.70.0"] as const;

/**
 * Says which versions are asked for: both, or the one that
 * `ZENML_CONFORMANCE_VERSION` names or `ZENML_CONFORMANCE_VENV` holds.
 *
 * @returns The versions, in the order in which they are run.
 */
export function wantedVersions(): readonly string[] {
  const version = Deno.env.get("ZENML_CONFORMANCE_VERSION");
  if (version) return [version];
  const venv = Deno.env.get("ZENML_CONFORMANCE_VENV");
  return venv ? [VERSIONS[0]] : VERSIONS;
}

/**
 * Compares two versions.
 *
 * @param version A version: three numbers.
 * @param other Another one.
 * @returns Whether the first is older.
 */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [version, other].map((it) => it.split(".").map(Number));
  for (const [index, number] of (two ?? []).entries()) {
    const part = one?.[index] ?? 0;
    if (part !== number) return part < number;
  }
  return false;
}

/**
 * Returns whether a version knows the keys of ZenML Pro, so that a workspace of it
 * can be started and asked.
 *
 * @param version The version.
 * @returns Whether it is new enough.
 */
export function hasPro(version: string): boolean {
  return !isBefore(version, "0.90.0");
}

/**
 * Returns whether a version has projects.
 *
 * @param version The version.
 * @returns Whether it is new enough.
 */
export function hasProjects(version: string): boolean {
  return !isBefore(version, "0.80.0");
}
