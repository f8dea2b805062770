// A JSON document that may be shown in a terminal or in the log of a CI system.
import { breakCommands } from "../http/inert.ts";

/** JSON itself escapes those below U+0020. */
const ACTING_REGEXP = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{NChar}]/gu;

/** Changes values on their way into JSON. */
export type Replacer = (name: string, value: unknown) => unknown;

/** Writes a value as JSON; what could act where it is shown is escaped, so that every text keeps its value. */
export function jsonDocument(value: unknown, replacer?: Replacer): string {
  return inertJson(JSON.stringify(value, replacer, 2));
}

/** Writes a value as JSON on one line. */
export function jsonLine(value: unknown, replacer?: Replacer): string {
  return inertJson(JSON.stringify(value, replacer));
}

/** Outside of strings JSON has none of what is escaped here. */
function inertJson(json: string): string {
  const escaped = json.replaceAll(ACTING_REGEXP, escapeOf);
  return `${breakCommands(escaped, escapeOf)}\n`;
}

function escapeOf(character: string): string {
  return character.split("").map((unit) =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
  ).join("");
}
