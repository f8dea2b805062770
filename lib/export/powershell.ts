// PowerShell, from Windows PowerShell 5.1 on.
import { quotePowershell } from "../finding/quoting.ts";
import { breakCommands } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** How PowerShell is told. */
export const POWERSHELL: Syntax = {
  // Whatever looks like a command is inside of a literal, which is split there.
  assign: (variable, value) =>
    breakCommands(
      `$env:${variable} = ${quotePowershell(value)}\n`,
      (character) => `' + '${character}`,
    ),
  comment: hashComment,
  limit: null,
};
