// Which refusal of ZenML's a text is.
//
// A refusal is recognised only by its whole text; any other text is quoted, and says nothing of the credential.
import { isUuid } from "./server_info.ts";
import type { Presented, RefusalCode, Remedy } from "./refusal_row.ts";
import { REFUSALS } from "./refusal_table.ts";

/** What a refusal says. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The sentence, with places for the names. */
  readonly says: string;
  readonly remedy: Remedy;
  /** The name of the API key that the server named, or null. */
  readonly key: string | null;
  /** The name of the account that the server named, or null. */
  readonly account: string | null;
  /** Why the server could not decode the token, in its words, or null. */
  readonly reason: string | null;
}

/** Longer than any text of a server. */
const LONGEST_TEXT = 4096;

/** Reads a refusal. */
export function refusalOf(
  text: string,
  presented: Presented,
  status = 401,
): Refusal | null {
  if (text.length > LONGEST_TEXT) return null;
  const whole = withoutEnd(text);
  for (const row of REFUSALS) {
    const verdict = row[presented] ??
      (presented === "own-token" ? row.token : undefined);
    if (!verdict || (row.status ?? 401) !== status) continue;
    const values = valuesIn(whole, row.text);
    if (values === null) continue;
    const [code, says, remedy] = verdict;
    const { key = null, account = null, reason = null } = values;
    return { code, says, remedy, key, account, reason };
  }
  return null;
}

/** Takes full stops and blanks off the end: versions differ in how many they put there. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ". ".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * Finds the values in a text that is made after a template, or null if it is not.
 *
 * Each value ends where the words after it are found first, so the time grows with the text's length alone.
 */
function valuesIn(
  text: string,
  template: string,
): Readonly<Record<string, string>> | null {
  // Every second part is the name of a value.
  const [start = "", ...rest] = template.split(/[{}]/u);
  if (!text.startsWith(start)) return null;
  const values: Record<string, string> = {};
  let position = start.length;
  for (let index = 0; index < rest.length; index += 2) {
    const [name = "", words = ""] = rest.slice(index, index + 2);
    const isLast = index + 2 >= rest.length;
    const end = isLast
      ? text.length - words.length
      : text.indexOf(words, position);
    if (end < position || !text.startsWith(words, end)) return null;
    const value = text.slice(position, end);
    if (!isValue(name, value)) return null;
    values[name] = value;
    position = end + words.length;
  }
  return position === text.length ? values : null;
}

/** A name has no line breaks and no colon before a blank, with which one error's text is put behind another's. */
function isValue(name: string, value: string): boolean {
  if (name === "id") return isUuid(value);
  return value !== "" && value.length <= 255 && !/\p{Cc}/u.test(value) &&
    (name === "reason" || !value.includes(": "));
}
