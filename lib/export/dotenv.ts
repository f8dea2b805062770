// Env files, as `@std/dotenv`, Node's and Deno's own reader read them.
import { quoteDotenv } from "../finding/quoting.ts";
import { hashComment, type Syntax } from "./syntax.ts";

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
