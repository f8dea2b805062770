// What a report amounts to, in one sentence.
import type { Diagnosis } from "../doctor/diagnosis.ts";
import type { Style } from "./layout.ts";
import type { Report, Strictness } from "./model.ts";
import {
  EXIT,
  exitStatusOfDiagnosis,
  failingFindings,
  firstFailure,
} from "./exit_status.ts";

/** Says in one sentence what a diagnosis amounts to. */
export function diagnosisSentence(
  diagnosis: Diagnosis,
  strictness: Strictness,
): readonly [string, Style] {
  if (diagnosis.interrupted) {
    return ["Interrupted: the steps that had not ended are skipped", "yellow"];
  }
  const first = firstFailure(diagnosis, strictness);
  if (first) {
    return [`Failed: ${first.code}: ${first.message}`, "red"];
  }
  const warnings = failingFindings(diagnosis, { strict: true }).length;
  const but = warnings === 0
    ? ""
    : `, with ${warnings} warning${warnings === 1 ? "" : "s"}`;
  const names = diagnosis.connections.flatMap(({ account, server }) =>
    account && server ? [`ZenML ${server.version} as '${account.name}'`] : []
  );
  return names.length > 0
    ? [`All is well${but}: ${[...new Set(names)].join(", ")}`, "green"]
    : [`Nothing wrong was found${but}; no server has let this in`, "green"];
}

/** Says in one sentence what a report amounts to. */
export function reportSentence(
  { isEach, targets, strict }: Pick<Report, "isEach" | "targets" | "strict">,
): string {
  const [first] = targets;
  if (!isEach && first) {
    return diagnosisSentence(first.diagnosis, { strict })[0];
  }
  const statuses = targets.map(({ diagnosis }) =>
    exitStatusOfDiagnosis(diagnosis, { strict })
  );
  const all = `${targets.length} target${targets.length === 1 ? "" : "s"}`;
  const bad = statuses.filter((status) => status !== EXIT.ok).length;
  const warned =
    targets.filter(({ diagnosis }) =>
      failingFindings(diagnosis, { strict: true }).length > 0
    ).length;
  if (bad === 0) {
    return `All is well: ${all}${
      warned === 0 ? "" : `, ${warned} with warnings`
    }`;
  }
  return statuses.includes(EXIT.interrupted)
    ? `Interrupted: ${bad} of ${all} not known to be well`
    : `Failed: ${bad} of ${all}`;
}
