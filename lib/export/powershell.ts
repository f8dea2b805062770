// PowerShell, from Windows PowerShell 5.1 on.
import { breakCommands } from "../http/inert.ts";
import { hashComment, type Syntax } from "./syntax.ts";

/** How PowerShell is told. */
export const POWERSHELL: Syntax = {
  assign: (variable, value) => `$env:${variable} = ${quotePowershell(value)}\n`,
  comment: hashComment,
  limit: null,
};

/**
 * Quotes a value for PowerShell, in ASCII alone.
 *
 * A pipe or a file comes in by the code page of the machine: in some of them the bytes of other letters are the
 * typographic quotes that end a literal. Line ends come in as those of the system.
 */
export function quotePowershell(value: string): string {
  const parts = value.match(/[\x20-\x7E]+|[^]/g) ?? [];
  const written = parts.map((part) =>
    /^[\x20-\x7E]/.test(part)
      ? `'${part.replaceAll("'", "''")}'`
      : `[char]0x${hex(part)}`
  );
  // The first part decides what + means: with a literal there it joins texts.
  const expression =
    (written[0]?.startsWith("'") ? written : ["''", ...written])
      .join(" + ");
  // Outside of literals there is nothing of a command.
  return breakCommands(expression, (character) => `' + '${character}`);
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}
