// Writes assignments in a syntax.
import type { Exported, Shortfall } from "./assignments.ts";
import type { Syntax } from "./syntax.ts";

/** A configuration as it is handed over. */
export interface Written {
  /** What goes to standard output or to a file of the user's choice. */
  readonly text: string;
  /** What is added to the file that the syntax has for assignments; empty where it has none. */
  readonly entries: string;
  /** What is missing, whether the convention or the syntax cannot express it. */
  readonly shortfalls: readonly Shortfall[];
}

/** Writes assignments in a syntax. */
export function writeExport(
  exported: Exported,
  syntax: Syntax,
  showSecrets: boolean,
): Written {
  const unwritten: Shortfall[] = [];
  let [masks, text, entries] = ["", "", ""];
  for (const { variable, value, secret } of exported.assignments) {
    if (secret && !showSecrets) {
      text += syntax.comment(`${variable} is secret: --show-secrets writes it`);
      continue;
    }
    const line = canBeSet(value) ? syntax.assign(variable, value) : null;
    if (line === null) {
      const shortfall = unwritable(variable, value, syntax);
      unwritten.push(shortfall);
      text += syntax.comment(shortfall.message);
    } else if (syntax.mask) {
      if (secret) masks += syntax.mask(value);
      entries += line;
    } else {
      text += line;
    }
  }
  const notes = exported.shortfalls.map(({ message }) =>
    syntax.comment(message)
  );
  return {
    text: masks + text + notes.join(""),
    entries,
    shortfalls: [...unwritten, ...exported.shortfalls],
  };
}

/** No environment holds a NUL, and UTF-8 no half of a surrogate pair. */
function canBeSet(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

function unwritable(
  variable: string,
  value: string,
  { limit }: Syntax,
): Shortfall {
  const reason = limit === null || !canBeSet(value)
    ? "no variable can hold it"
    : limit;
  return {
    severity: "error",
    message: `${variable} is not written as its value is: ${reason}`,
  };
}
