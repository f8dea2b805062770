/**
 * What was found, in short.
 *
 * @module
 */
import type { ConnectionReport } from "../../lib/doctor/diagnosis.ts";

/**
 * Lists what the steps of a connection found.
 *
 * @param report The connection, or nothing.
 * @returns Each finding: step, code, severity.
 */
export function foundAt(
  report: ConnectionReport | undefined,
): readonly string[] {
  return (report?.checks ?? []).flatMap(({ id, findings }) =>
    findings.map(({ code, severity }) => `${id} ${code} ${severity}`)
  );
}

/**
 * Lists the messages of what the steps of a connection found.
 *
 * @param report The connection, or nothing.
 * @returns Each message.
 */
export function messagesAt(
  report: ConnectionReport | undefined,
): readonly string[] {
  return (report?.checks ?? []).flatMap(({ findings }) =>
    findings.map(({ message }) => message)
  );
}
