// A JSON document that may be shown in a terminal or in the log of a CI system.
import { breakCommands } from "../http/inert.ts";

/** JSON itself escapes those below U+0020. */
const ACTING_REGEXP = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{NChar}]/gu;

/** Writes a value as JSON; what could act where it is shown is escaped, so that every text keeps its value. */
export function jsonDocument(
  value: unknown,
  replacer?: (name: string, value: unknown) => unknown,
): string {
  // Outside of strings JSON has none of what is escaped here.
  const json = JSON.stringify(value, replacer, 2)
    .replaceAll(ACTING_REGEXP, escapeOf);
  return `${breakCommands(json, escapeOf)}\n`;
}

function escapeOf(character: string): string {
  return character.split("").map((unit) =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
  ).join("");
}
