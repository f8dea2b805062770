// Whether colours are used.

/** The variables that decide on it, where they may be read; Deno itself obeys NO_COLOR. */
export const COLOR_VARIABLES = [
  "FORCE_COLOR",
  "CLICOLOR_FORCE",
  "CLICOLOR",
  "TERM",
] as const;

/** What decides whether colours are used. */
export interface ColorFacts {
  readonly isTerminal: boolean;
  /** Whether NO_COLOR is set. */
  readonly noColor: boolean;
  /** Reads a variable; undefined where it is not set, or may not be read. */
  readonly read: (name: typeof COLOR_VARIABLES[number]) => string | undefined;
}

/** Returns whether colours are used where no option says so: NO_COLOR first, then what forces them, then the terminal. */
export function usesColor({ isTerminal, noColor, read }: ColorFacts): boolean {
  if (noColor) return false;
  const isForced = (["FORCE_COLOR", "CLICOLOR_FORCE"] as const).some((name) => {
    const value = read(name);
    return value !== undefined && value !== "" && value !== "0" &&
      value !== "false";
  });
  return isForced ||
    isTerminal && read("CLICOLOR") !== "0" && read("TERM") !== "dumb";
}
