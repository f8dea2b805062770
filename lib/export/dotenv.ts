// Env files, as `@std/dotenv`, Node's and Deno's own reader read them.
import { isInert } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** Every reader, a shell and those that know no quotes included, takes these as they are. */
const UNQUOTED_REGEXP = /^[\w@%+=:,./-]+$/u;

/** One line end behind the first quote or before the last one is dropped by `@std/dotenv`, and carriage returns by Node. */
const NOT_SINGLE_REGEXP = /['\r\u2028\u2029]|^\n|\n$/u;

/** Node knows no escape but `\n`; `$` and backticks would be expanded by Deno and by a shell. */
const NOT_DOUBLE_REGEXP = /["$`\\\r]/u;

/** How env files are written. */
export const DOTENV: Syntax = {
  assign(variable, value) {
    const quoted = quoteDotenv(value);
    return quoted === null ? null : `${variable}=${quoted}\n`;
  },
  comment: hashComment,
  limit:
    'the readers of env files agree neither on a carriage return nor on an apostrophe beside ", $, ` or \\',
};

/** Quotes a value for an env file. */
export function quoteDotenv(value: string): string | null {
  if (UNQUOTED_REGEXP.test(value)) return value;
  const single = NOT_SINGLE_REGEXP.test(value) ? null : `'${value}'`;
  const double = NOT_DOUBLE_REGEXP.test(value)
    ? null
    : `"${value.replaceAll("\n", "\\n")}"`;
  if (single === null || double === null) return single ?? double;
  // In double quotes there is one line: none may begin as a command in the log of a CI system.
  return !isInert(single) && isInert(double) ? double : single;
}
