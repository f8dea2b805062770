// Writes a fix step by step, for the place where the value is kept.
import { FILTERS } from "./correction.ts";
import type {
  Command,
  CommandPlace,
  Fix,
  FixValue,
  LinesFix,
  RunFix,
} from "./fix_kinds.ts";
import type { Place } from "./place.ts";
import { quoteDotenv, quotePowershell, shellWord } from "./quoting.ts";
import {
  inFile,
  locationOf,
  NAME_REGEXP,
  type SettingFix,
  UNTYPABLE_REGEXP,
  wordsOf,
} from "./setting_words.ts";

/** One thing to do: words, or lines that are ready to be pasted. */
export interface FixStep {
  /** The condition on which it is right: "if you want that server". */
  readonly when: string | null;
  /** Where it is to be done: "in .env, line 3". */
  readonly where: string | null;
  /** What to do; null where the lines say it. */
  readonly words: string | null;
  readonly lines: readonly string[];
  /** Whether the lines are those of an env file, which takes one assignment a line. */
  readonly isFile: boolean;
}

/** Writes a fix as what to do, step by step. */
export function fixSteps(fix: Fix, place: Place): readonly FixStep[] {
  switch (fix.kind) {
    case "list":
      return fix.fixes.flatMap((each) =>
        fixSteps({ ...each, when: each.when ?? fix.when }, place)
      );
    case "words":
      return [step(fix, { words: fix.text })];
    case "permit":
      return [step(fix, {
        where: "add this flag behind deno run",
        lines: [`${fix.flag}=${shellWord(fix.value)}`],
      })];
    case "run":
      return [step(fix, runStep(fix, place))];
    case "lines":
      return [step(fix, fileLines(fix))];
    case "set":
    case "unset":
    case "rename":
    case "correct":
      return [step(fix, settingStep(fix, place))];
  }
}

type Part = Partial<FixStep>;

function step({ when }: Fix, part: Part): FixStep {
  return { when, where: null, words: null, lines: [], isFile: false, ...part };
}

const COMMAND_PLACES: Readonly<Record<CommandPlace, string | null>> = {
  "here": null,
  "without-variables": "in a shell without ZENML_STORE_* variables",
  "administrator":
    "in a shell without ZENML_STORE_* variables, logged in as an administrator",
};

function runStep({ commands, where }: RunFix, place: Place): Part {
  return {
    where: COMMAND_PLACES[where],
    lines: commands.map((command) => commandLine(command, place)),
  };
}

function commandLine({ words, pipedTo }: Command, place: Place): string {
  const isPowershell = place === "powershell";
  const write = (line: readonly string[]) =>
    line.map(isPowershell ? powershellArgument : shellArgument).join(" ");
  if (pipedTo === null) return write(words);
  return isPowershell
    ? `'' | ${write(words)} | ${write(pipedTo)}`
    : `${write(words)} </dev/null | ${write(pipedTo)}`;
}

function shellArgument(word: string): string {
  return /^-[\w=-]*$/u.test(word) ? word : shellWord(word);
}

/** Windows PowerShell has an alias that hides the program `curl`. */
function powershellArgument(word: string, index: number): string {
  if (index === 0) return word === "curl" ? "curl.exe" : word;
  return /^[\w+=:./-]+$/u.test(word) ? word : `(${quotePowershell(word)})`;
}

function settingStep(fix: SettingFix, place: Place): Part {
  const { source, variable } = fix;
  const names = [variable, ...otherNames(fix)];
  const isTypable = names.every((name) => NAME_REGEXP.test(name)) &&
    !(fix.kind === "set" && fix.value.kind === "text" &&
      UNTYPABLE_REGEXP.test(fix.value.text));
  const line = isTypable ? lineOf(fix, place) : null;
  if (line !== null) return line;
  return {
    words: `${locationOf(source, variable, place)}: ${wordsOf(fix, place)}`,
  };
}

function otherNames(fix: SettingFix): readonly string[] {
  switch (fix.kind) {
    case "rename":
      return [fix.to];
    case "set":
      return fix.value.kind === "variable" ? [fix.value.variable] : [];
    case "unset":
    case "correct":
      return [];
  }
}

/** Writes what to paste, or returns null where only words do. */
function lineOf(fix: SettingFix, place: Place): Part | null {
  switch (fix.source.kind) {
    case "file":
      return envFileLine(fix);
    case "flag":
      return fix.kind === "set" && fix.value.kind !== "variable"
        ? {
          where: "on the command line",
          lines: [`${fix.source.name} ${shellWord(typed(fix.value))}`],
        }
        : null;
    case "standard-input":
      return fix.kind === "set" && place !== "powershell"
        ? { lines: ['printf %s "$KEY" | zenml-env doctor --api-key-stdin'] }
        : null;
    case "environment":
      return place === "posix"
        ? { lines: [posixLine(fix)] }
        : place === "powershell"
        ? { lines: [powershellLine(fix)] }
        : null;
  }
}

function posixLine(fix: SettingFix): string {
  const { variable } = fix;
  switch (fix.kind) {
    case "set":
      return `export ${variable}=${
        fix.value.kind === "variable"
          ? `"$${fix.value.variable}"`
          : shellWord(typed(fix.value))
      }`;
    case "unset":
      return `unset ${variable}`;
    case "rename":
      return `export ${fix.to}="$${variable}"; unset ${variable}`;
    case "correct":
      return `export ${variable}=${
        FILTERS[fix.how].posix(variable, fix.what ?? "")
      }`;
  }
}

function powershellLine(fix: SettingFix): string {
  const { variable } = fix;
  switch (fix.kind) {
    case "set":
      return `$env:${variable} = ${
        fix.value.kind === "variable"
          ? `$env:${fix.value.variable}`
          : quotePowershell(typed(fix.value))
      }`;
    case "unset":
      return `Remove-Item Env:${variable}`;
    case "rename":
      return `$env:${fix.to} = $env:${variable}; Remove-Item Env:${variable}`;
    case "correct":
      return `$env:${variable} = ${
        FILTERS[fix.how].powershell(variable, fix.what ?? "")
      }`;
  }
}

function envFileLine({ source, ...fix }: SettingFix): Part | null {
  if (fix.kind !== "set" || source.kind !== "file") return null;
  return assigned([fix], source.file, source.line);
}

function fileLines({ lines, file, line }: LinesFix): Part {
  return assigned(lines, file, line) ?? {
    words: `${inFile(file, line)}: set ${
      lines.map(({ variable }) => variable).join(" and ")
    } in the environment instead, as not all readers of env files would read such a value alike`,
  };
}

function assigned(
  assignments: LinesFix["lines"],
  file: string,
  line: number | null,
): Part | null {
  const lines: string[] = [];
  for (const { variable, value } of assignments) {
    const quoted = value.kind === "variable" ? null : quoteLine(typed(value));
    if (quoted === null) return null;
    lines.push(`${variable}=${quoted}`);
  }
  return { where: inFile(file, line), lines, isFile: true };
}

/** What python-dotenv reads in its own way, within single quotes too. */
const PYTHON_REGEXP = /\\|\$\{/u;

function quoteLine(value: string): string | null {
  return PYTHON_REGEXP.test(value) || UNTYPABLE_REGEXP.test(value)
    ? null
    : quoteDotenv(value);
}

function typed(value: Exclude<FixValue, { kind: "variable" }>): string {
  return value.kind === "unknown" ? `<${value.text}>` : value.text;
}
