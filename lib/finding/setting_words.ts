// Writes in words what to change about a variable, for the place where it is set.
import { FILTERS } from "./correction.ts";
import type {
  CorrectFix,
  FixPlace,
  FixValue,
  RenameFix,
  SetFix,
  UnsetFix,
} from "./fix_kinds.ts";
import type { Place } from "./place.ts";
import { shellWord } from "./quoting.ts";
import { STANDARD_INPUT } from "./source.ts";

/** A change of one variable, wherever it is set. */
export type SettingFix = SetFix | UnsetFix | RenameFix | CorrectFix;

/** What no text for copying may hold: whoever pastes it would type something else. */
export const UNTYPABLE_REGEXP = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A name that a shell takes. */
export const NAME_REGEXP = /^[A-Za-z_]\w*$/u;

/** The name is written so that even a whole sentence that is pasted runs nothing of it. */
export function inFile(file: string, line: number | null): string {
  const shown = file === STANDARD_INPUT ? file : shellWord(file);
  return line === null ? `in ${shown}` : `in ${shown}, line ${line}`;
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

/** Says where a variable is set. */
export function locationOf(
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

/** Says what to do with it. */
export function wordsOf(fix: SettingFix, place: Place): string {
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
    case "unknown":
      return value.text;
  }
}

/** Begins a text with a capital. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
