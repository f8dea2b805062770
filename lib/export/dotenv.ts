// Env files, as `@std/dotenv`, Node's and Deno's own reader read them.
import { doubleQuotedDotenv, quoteDotenv } from "../finding/quoting.ts";
import { isInert } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** How env files are written. */
export const DOTENV: Syntax = {
  assign(variable, value) {
    const quoted = quoteInert(value);
    return quoted === null ? null : `${variable}=${quoted}\n`;
  },
  comment: hashComment,
  limit:
    'the readers of env files agree neither on a carriage return nor on an apostrophe together with ", $, ` or \\',
};

/** Prefers the form of one line where a line of the value would begin as a command in the log of a CI system. */
function quoteInert(value: string): string | null {
  const quoted = quoteDotenv(value);
  if (quoted === null || isInert(quoted)) return quoted;
  const oneLine = doubleQuotedDotenv(value);
  return oneLine !== null && isInert(oneLine) ? oneLine : quoted;
}
