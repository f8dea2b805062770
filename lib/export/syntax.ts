// What a language needs to know to take a configuration.
import { inertLine } from "../http/inert.ts";

/** How a language writes assignments and comments; what it writes ends in a line break. */
export interface Syntax {
  /** Assigns a value to a variable, or gives null where the language cannot hold the value. */
  readonly assign: (variable: string, value: string) => string | null;
  /** Writes a comment, in one line for any text. */
  readonly comment: (text: string) => string;
  /** What the language cannot hold, as the end of a sentence, or null if it holds every text. */
  readonly limit: string | null;
  /** Where assignments go to a file of their own, what must be said on standard output before: how a secret is kept out of logs. */
  readonly mask?: (secret: string) => string;
}

/** Writes a comment of the kind that begins with `#` and ends with its line. */
export function hashComment(text: string): string {
  return `# ${inertLine(text)}\n`;
}
