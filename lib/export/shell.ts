// The POSIX shells: sh, dash, bash, zsh.
import { shellWord } from "../finding/quoting.ts";
import { breakCommands } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

const ACTING_REGEXP =
  // deno-lint-ignore no-control-regex
  /[\0-\x09\x0B-\x1F\x7F-\x9F\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** How shells are told. */
export const SHELL: Syntax = {
  assign: (variable, value) =>
    inertInShell(`export ${variable}=${shellWord(value)}\n`),
  comment: hashComment,
  limit: null,
};

/**
 * Writes an assignment so that a log shows it, and a shell reads the same value.
 *
 * Two quotes inside a word are nothing to a shell. What acts on a terminal is in single quotes here, which are left for it.
 */
function inertInShell(assignment: string): string {
  return breakCommands(
    assignment.replaceAll(
      ACTING_REGEXP,
      (run) => `'"$(printf '${octal(run)}')"'`,
    ),
    (character) => `''${character}`,
  );
}

function octal(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => `\\${byte.toString(8).padStart(3, "0")}`,
  ).join("");
}
