// PowerShell, from Windows PowerShell 5.1 on.
import { quotePowershell } from "../finding/quoting.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** How PowerShell is told. */
export const POWERSHELL: Syntax = {
  assign: (variable, value) => `$env:${variable} = ${quotePowershell(value)}\n`,
  comment: hashComment,
  limit: null,
};
