// What only programs write, in texts from outside: a secret may be in it, in any encoding, whole or cut.
import { REDACTED } from "./secret.ts";

/** A shorter text has nothing to take out. */
const SHORTEST = 16;

/** The numbers of traces and commits, which help whoever runs the server. */
const NUMBER_REGEXP = /^(?:[\da-f]{32}|[\da-f]{40})$/u;

/** Names and dates have fewer places where a letter is next to a digit. */
const MOST_CHANGES = 3;

/** Single characters, hexadecimal bytes, the code points of ASCII and decimal numbers. */
const SPELLED_REGEXP = /^(?:[a-z\d]|(?:0x|00)?[\da-f]{2}|\d{3})$/iu;
const ANY_WORD_REGEXP = /[A-Za-z0-9]+/gu;

/** So many in a row spell something out, with so many characters between two of them. */
const FEWEST_SPELLED = 12;
const WIDEST_GAP = 8;

/**
 * Takes out of a text from outside the words that a program made, and what is spelled out character by character.
 *
 * @example Usage
 * ```ts
 * import { withoutMachineText } from "./machine_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withoutMachineText("no such key: MFRGGZDFMZTWQ2LKNNWG23TP"), "no such key: [redacted]");
 * assertEquals(withoutMachineText("zenml-prod-01.eu-west-1.example.com"), "zenml-prod-01.eu-west-1.example.com");
 * ```
 */
export function withoutMachineText(text: string): string {
  if (text.length < SHORTEST) return text;
  return withoutSpelled(text.replaceAll(
    /[\p{L}\p{N}_+=-]{16,}/gu,
    (word) => isMachineMade(word) ? REDACTED : word,
  ));
}

function isMachineMade(word: string): boolean {
  return !NUMBER_REGEXP.test(word) &&
    (word.match(/[\p{L}\p{N}]{16,}/gu) ?? []).some((run) =>
      (run.match(/\p{L}(?=\p{N})|\p{N}(?=\p{L})/gu) ?? []).length >
        MOST_CHANGES
    );
}

function withoutSpelled(text: string): string {
  const parts: string[] = [];
  let [copied, start, end, count] = [0, 0, 0, 0];
  const endRun = () => {
    if (count >= FEWEST_SPELLED) {
      parts.push(text.slice(copied, start), REDACTED);
      copied = end;
    }
    count = 0;
  };
  for (const { 0: word, index } of text.matchAll(ANY_WORD_REGEXP)) {
    if (index - end > WIDEST_GAP) endRun();
    if (!SPELLED_REGEXP.test(word)) {
      endRun();
      continue;
    }
    if (count++ === 0) start = index;
    end = index + word.length;
  }
  endRun();
  return parts.join("") + text.slice(copied);
}
