// The report as JSON Lines: an object a line for each target, as `targets` of the JSON report has them.
import { targetObject } from "./json.ts";
import { jsonLine } from "./json_document.ts";
import type { Report, Strictness, TargetReport } from "./model.ts";

/** Writes a report as JSON Lines. */
export function reportJsonLines({ targets, strict }: Report): string {
  return targets.map((target) => targetLine(target, { strict })).join("");
}

/** Writes one target as one line, which needs no other line to be understood. */
export function targetLine(
  target: TargetReport,
  strictness: Strictness,
): string {
  return jsonLine(targetObject(target, strictness));
}
