/**
 * Reads what GitHub's runner reads: commands on standard output, and the file that `GITHUB_ENV` names.
 *
 * @module
 */
import { assert } from "@std/assert";

/**
 * Reads workflow commands, with their escapes undone.
 *
 * @param text What was written to standard output.
 * @returns The name and the text of each command.
 */
export function readCommands(
  text: string,
): (readonly [name: string, text: string])[] {
  return text.split("\n").slice(0, -1).map((line) => {
    const [, name, escaped] = /^::([a-z-]+)::([^\r]*)$/u.exec(line) ?? [];
    assert(name !== undefined && escaped !== undefined, "a line is no command");
    const data = escaped.replaceAll("%0D", "\r").replaceAll("%0A", "\n")
      .replaceAll("%25", "%");
    return [name, data] as const;
  });
}

/**
 * Reads the file that `GITHUB_ENV` names, line by line.
 *
 * @param text The file's text.
 * @returns Each variable with its value.
 */
export function readEnvironmentFile(
  text: string,
): (readonly [variable: string, value: string])[] {
  const lines = text.split("\n");
  const read: (readonly [string, string])[] = [];
  for (let at = 0; at < lines.length - 1; at++) {
    const [, variable, end] = /^([^=<]+)<<(.+)$/u.exec(lines[at]!) ?? [];
    assert(variable !== undefined && end !== undefined, "no NAME<<END");
    const from = at + 1;
    while (lines[++at] !== end) assert(at < lines.length, "no end");
    read.push([variable, lines.slice(from, at).join("\n")]);
  }
  return read;
}
