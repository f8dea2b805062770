// What a terminal can show: colours, and characters beyond ASCII.

/** The variables that decide on it, where they may be read. */
export const COLOR_VARIABLES = [
  "NO_COLOR",
  "FORCE_COLOR",
  "CLICOLOR_FORCE",
  "CLICOLOR",
  "TERM",
] as const;

/** What decides whether colours are used. */
export interface ColorFacts {
  readonly isTerminal: boolean;
  /** Whether Deno uses no colours, which it knows without a permission: NO_COLOR is set, and FORCE_COLOR is not. */
  readonly noColor: boolean;
  /** Reads a variable; undefined where it is not set, or may not be read. */
  readonly read: (name: typeof COLOR_VARIABLES[number]) => string | undefined;
}

/** Returns whether colours are used where no option says so: NO_COLOR first, then what forces them, then the terminal. */
export function usesColor({ isTerminal, noColor, read }: ColorFacts): boolean {
  if (noColor || (read("NO_COLOR") ?? "") !== "") return false;
  const isForced = (["FORCE_COLOR", "CLICOLOR_FORCE"] as const).some((name) => {
    const value = read(name);
    return value !== undefined && value !== "" && value !== "0" &&
      value !== "false";
  });
  return isForced ||
    isTerminal && read("CLICOLOR") !== "0" && read("TERM") !== "dumb";
}

/** The variables that name a terminal's character set, the first that is set decides. */
export const LOCALE_VARIABLES = ["LC_ALL", "LC_CTYPE", "LANG"] as const;

/** Returns whether a terminal shows ASCII alone: Windows' takes Unicode, and elsewhere the locale says it. */
export function showsAsciiAlone({ isTerminal, platform, read }: {
  readonly isTerminal: boolean;
  readonly platform: string;
  /** Reads a variable; undefined where it is not set, or may not be read. */
  readonly read: (name: typeof LOCALE_VARIABLES[number]) => string | undefined;
}): boolean {
  if (!isTerminal || platform === "windows") return false;
  const locale = LOCALE_VARIABLES.map(read)
    .find((value) => value !== undefined && value !== "");
  return locale !== undefined && !/utf-?8/iu.test(locale);
}
