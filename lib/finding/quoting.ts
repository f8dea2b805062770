// Quotes a value for the syntax that it is written in.

/** Writes a text so that a POSIX shell reads it back as one word. */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/u.test(text) && !text.startsWith("-")
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Quotes a value for PowerShell, in ASCII alone.
 *
 * A pipe or a file comes in by the code page of the machine: in some of them the bytes of other letters are the
 * typographic quotes that end a literal. Line breaks come in as those of the system.
 */
export function quotePowershell(value: string): string {
  const parts = value.match(/[\x20-\x7E]+|[^]/g) ?? [];
  const written = parts.map((part) =>
    /^[\x20-\x7E]/.test(part)
      ? `'${part.replaceAll("'", "''")}'`
      : `[char]0x${hex(part)}`
  );
  // The first part decides what + means: with a literal there it joins texts.
  return (written[0]?.startsWith("'") ? written : ["''", ...written])
    .join(" + ");
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** Every reader of env files, a shell and those that know no quotes included, takes these as they are. */
const UNQUOTED_REGEXP = /^[\w@%+=:,./-]+$/u;

/** One line break behind the first quote or before the last one is dropped by `@std/dotenv`, and carriage returns by Node. */
const NOT_SINGLE_REGEXP = /['\r\u2028\u2029]|^\n|\n$/u;

/** Node knows no escape but `\n`; `$` and backticks would be expanded by Deno and by a shell. */
const NOT_DOUBLE_REGEXP = /["$`\\\r]/u;

/** Quotes a value for an env file, or returns null where its readers would not agree on any form. */
export function quoteDotenv(value: string): string | null {
  if (UNQUOTED_REGEXP.test(value)) return value;
  if (!NOT_SINGLE_REGEXP.test(value)) return `'${value}'`;
  return doubleQuotedDotenv(value);
}

/** Quotes a value for one line of an env file, or returns null where its readers would not agree on it. */
export function doubleQuotedDotenv(value: string): string | null {
  return NOT_DOUBLE_REGEXP.test(value)
    ? null
    : `"${value.replaceAll("\n", "\\n")}"`;
}
