/**
 * Takes out of a diagnosis what differs from run to run.
 *
 * @module
 */
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";

/**
 * Replaces the times of a diagnosis: taken out of a report, their width would move the ends of its lines.
 *
 * @param diagnosis What was found.
 * @param durationMs How long each check takes from now on, and the whole, in milliseconds.
 * @returns It, begun in 1970.
 */
export function withoutTimes(diagnosis: Diagnosis, durationMs = 0): Diagnosis {
  return {
    ...diagnosis,
    startedAt: new Date(0),
    durationMs,
    connections: diagnosis.connections.map((connection) => ({
      ...connection,
      checks: connection.checks.map((check) => ({
        ...check,
        durationMs,
        details: "skewSeconds" in check.details
          ? { ...check.details, skewSeconds: 0 }
          : check.details,
      })),
    })),
  };
}
