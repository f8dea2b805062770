// The POSIX shells: sh, dash, bash, zsh.
import { shellWord } from "../finding/quoting.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** How shells are told. */
export const SHELL: Syntax = {
  assign: (variable, value) => `export ${variable}=${shellWord(value)}\n`,
  comment: hashComment,
  limit: null,
};
