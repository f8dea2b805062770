// Writes a fix in one line.
import type { Fix } from "./fix_kinds.ts";
import { type FixStep, fixSteps } from "./fix_steps.ts";
import type { Place } from "./place.ts";

/** Writes a fix in one line: what to type, and behind `#` what is to be known about it; or words. */
export function hintOf(fix: Fix, place: Place): string {
  const steps = fixSteps(fix, place);
  const first = steps[0];
  if (!first) return "";
  // What is behind a comment would not be typed.
  const typed = steps.findIndex(({ words, where }, index) =>
    words !== null || where !== first.where ||
    (index > 0 && first.isFile)
  );
  const [lined, others] = typed === -1
    ? [steps, []]
    : [steps.slice(0, typed), steps.slice(typed)];
  const lines = lined.flatMap(({ lines }) => lines).join("; ");
  const comments = new Set([
    ...(first.words === null && first.where !== null ? [first.where] : []),
    ...lined.flatMap(({ when }) => when === null ? [] : [when]),
  ]);
  const rest = others.map(inWords);
  if (lined.length === 0) return rest.join("; then ");
  const behind = [
    ...comments,
    ...rest.map((text) => `then ${uncapitalized(text)}`),
  ].join("; ");
  return behind === "" ? lines : `${lines}  # ${behind}`;
}

function inWords({ words, when, where, lines }: FixStep): string {
  const place = where === null ? "" : ` (${where})`;
  const text = words ?? `${lines.join("; ")}${place}`;
  return when === null ? text : `${text} (${when})`;
}

/** Names in capitals stay as they are. */
function uncapitalized(text: string): string {
  return /^[A-Z][a-z]/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
