// Writes a fix for the place where the value is kept.
import { FILTERS } from "./correction.ts";
import {
  type Command,
  type CommandPlace,
  type CorrectFix,
  type Fix,
  type FixPlace,
  type FixValue,
  type LinesFix,
  missingIn,
  type RenameFix,
  type RunFix,
  type SetFix,
  setTo,
  type UnsetFix,
} from "./fix_kinds.ts";
import type { Place } from "./place.ts";
import type { Origin } from "./source.ts";
import { quoteDotenv, quotePowershell, shellWord } from "./quoting.ts";

/** One thing to do: words, or lines that are ready to be pasted. */
export interface FixStep {
  /** The condition on which it is right: "if that server is meant". */
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

/** A change of one variable, wherever it is set. */
type SettingFix = SetFix | UnsetFix | RenameFix | CorrectFix;

/** What no text for copying may hold: whoever pastes it would type something else. */
const UNTYPABLE_REGEXP = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const NAME_REGEXP = /^[A-Za-z_]\w*$/u;

function settingStep(fix: SettingFix, place: Place): Part {
  const { source, variable } = fix;
  const names = fix.kind === "rename" ? [variable, fix.to] : [variable];
  const isTypable = names.every((name) => NAME_REGEXP.test(name)) &&
    !(fix.kind === "set" && fix.value.kind === "text" &&
      UNTYPABLE_REGEXP.test(fix.value.text));
  const line = isTypable ? lineOf(fix, place) : null;
  if (line !== null) return line;
  return {
    words: `${locationOf(source, variable, place)}: ${wordsOf(fix, place)}`,
  };
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
    const quoted = value.kind === "variable" ? null : quoteDotenv(typed(value));
    if (quoted === null) return null;
    lines.push(`${variable}=${quoted}`);
  }
  return { where: inFile(file, line), lines, isFile: true };
}

function typed(value: Exclude<FixValue, { kind: "variable" }>): string {
  return value.kind === "placeholder" ? `<${value.text}>` : value.text;
}

/** The name is written so that even a whole sentence that is pasted runs nothing of it. */
function inFile(file: string, line: number | null): string {
  return line === null
    ? `in ${shellWord(file)}`
    : `in ${shellWord(file)}, line ${line}`;
}

/** Where a service keeps the variables that it sets. */
const SETTINGS: Readonly<
  Record<Exclude<Place, "posix" | "powershell">, (variable: string) => string>
> = {
  "github-actions": (variable) =>
    `Settings → Secrets and variables → Actions → ${variable}`,
  "gitlab-ci": (variable) => `Settings → CI/CD → Variables → ${variable}`,
  "azure-pipelines": (variable) => `Pipelines → Edit → Variables → ${variable}`,
  "kubernetes": (variable) => `The Secret or ConfigMap that sets ${variable}`,
};

function locationOf(
  source: FixPlace,
  variable: string,
  place: Place,
): string {
  const shown = NAME_REGEXP.test(variable) ? variable : shellWord(variable);
  switch (source.kind) {
    case "file":
      return `${capitalized(inFile(source.file, source.line))}, ${shown}`;
    case "flag":
      return source.name;
    case "standard-input":
      return "Standard input";
    case "environment":
      return place === "posix" || place === "powershell"
        ? shown
        : SETTINGS[place](shown);
  }
}

function wordsOf(fix: SettingFix, place: Place): string {
  switch (fix.kind) {
    case "set":
      return fix.isNew && place === "github-actions" &&
          fix.source.kind === "environment"
        ? `add it with ${
          described(fix.value, "the value ")
        }, and name it under env: in the workflow`
        : `set it to ${described(fix.value)}`;
    case "unset":
      return "remove it";
    case "rename":
      return fix.source.kind === "file"
        ? `change this name to ${fix.to}`
        : `move its value to ${fix.to}`;
    case "correct":
      return FILTERS[fix.how].words(fix.what ?? "");
  }
}

function described(value: FixValue, before = ""): string {
  switch (value.kind) {
    case "text":
      return UNTYPABLE_REGEXP.test(value.text)
        ? "its value, without the characters that cannot be seen"
        : before + shellWord(value.text);
    case "variable":
      return `the value of ${value.variable}`;
    case "placeholder":
      return value.text;
  }
}

/** Writes a fix in one line: what to type, and behind `#` what is to be known about it; or words. */
export function hintOf(fix: Fix, place: Place): string {
  const steps = fixSteps(fix, place);
  const first = steps[0];
  if (!first) return "";
  // What stands behind a comment would not be typed.
  const typed = steps.findIndex(({ words, where }, index) =>
    words !== null || where !== first.where ||
    (index > 0 && first.isFile)
  );
  const [lined, others] = typed === -1
    ? [steps, []]
    : [steps.slice(0, typed), steps.slice(typed)];
  const lines = lined.flatMap(({ lines }) => lines).join("; ");
  const comments = new Set([
    ...(first.words === null && first.where !== null ? [first.where] : []),
    ...lined.flatMap(({ when }) => when === null ? [] : [when]),
  ]);
  const rest = others.map(inWords);
  if (lined.length === 0) return rest.join("; then ");
  const behind = [
    ...comments,
    ...rest.map((text) => `then ${uncapitalized(text)}`),
  ].join("; ");
  return behind === "" ? lines : `${lines}  # ${behind}`;
}

function inWords({ words, when, where, lines }: FixStep): string {
  const place = where === null ? "" : ` (${where})`;
  const text = words ?? `${lines.join("; ")}${place}`;
  return when === null ? text : `${text} (${when})`;
}

/** Names in capitals stay as they are. */
function uncapitalized(text: string): string {
  return /^[A-Z][a-z]/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

/** Begins a text with a capital. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes what to type to set a variable that is not set. */
export function additionOf(
  variable: string,
  value: string,
  targetFile: string | null,
): string {
  return hintOf(setTo(missingIn(variable, targetFile), value), "posix");
}

/** Writes what to type to give a variable a value, where its value comes from now. */
export function assignmentOf(origin: Origin, value: string): string {
  return hintOf(setTo(origin, value), "posix");
}
