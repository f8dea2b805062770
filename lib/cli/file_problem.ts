// What is wrong with a file, in one line.
import { printable } from "../report/layout.ts";
import { redactForms } from "../resolver/redaction.ts";
import type { UsageProblem } from "./arguments.ts";

/** Says that a file could not be written. */
export function unwritten(
  file: string,
  reason: string | null,
): UsageProblem | null {
  return reason === null
    ? null
    : fileProblem(`Cannot write ${file}: ${reason}`);
}

/** Says what is wrong with a file in one line; somebody may have typed a key in the place of its name. */
export function fileProblem(text: string): UsageProblem {
  return { problem: redactForms(printable(text)) };
}
