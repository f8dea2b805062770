// Makes fixes.
import type { Correction, Fix, FixPlace, FixValue } from "./fix_kinds.ts";

export type * from "./fix_kinds.ts";

const NO_CONDITION = { when: null } as const;

/** A variable, with the place where it is set or is to be set. */
export interface Target {
  readonly variable: string;
  readonly source: FixPlace;
  /** Whether no source sets it yet. @default {false} */
  readonly isNew?: boolean;
}

/** Where a variable that no source gives is to be set: the environment, or an env file. */
export function missingIn(
  variable: string,
  targetFile: string | null = null,
): Target {
  const source: FixPlace = targetFile === null
    ? { kind: "environment" }
    : { kind: "file", file: targetFile, line: null };
  return { variable, source, isNew: true };
}

/** Sets a variable to a text. */
export function setTo(target: Target, text: string): Fix {
  return setFix(target, { kind: "text", text });
}

/** Sets a variable to something that only the user has, such as "the API key". */
export function setToUnknown(target: Target, text: string): Fix {
  return setFix(target, { kind: "unknown", text });
}

/** Sets a variable to the value of another one. */
export function setToVariable(target: Target, variable: string): Fix {
  return setFix(target, { kind: "variable", variable });
}

function setFix(
  { variable, source, isNew = false }: Target,
  value: FixValue,
): Fix {
  return { kind: "set", variable, source, value, isNew, ...NO_CONDITION };
}

/** Removes a variable. */
export function unset({ variable, source }: Target): Fix {
  return { kind: "unset", variable, source, ...NO_CONDITION };
}

/** Gives the value of a variable to another one instead. */
export function renameTo({ variable, source }: Target, to: string): Fix {
  return { kind: "rename", variable, source, to, ...NO_CONDITION };
}

/** Corrects a value without printing it. */
export function correct(
  { variable, source }: Target,
  how: Correction,
  what: string | null = null,
): Fix {
  return { kind: "correct", variable, source, how, what, ...NO_CONDITION };
}

/** Runs a program here. */
export function run(...words: readonly string[]): Fix {
  return {
    kind: "run",
    where: "here",
    commands: [{ words, pipedTo: null }],
    ...NO_CONDITION,
  };
}

/** Runs a command of ZenML that refuses while `ZENML_STORE_*` is set. */
export function runWithoutVariables(...words: readonly string[]): Fix {
  return {
    kind: "run",
    where: "without-variables",
    commands: [{ words, pipedTo: null }],
    ...NO_CONDITION,
  };
}

/** Runs a program that reads nothing, and another one on what it prints. */
export function runPiped(
  words: readonly string[],
  pipedTo: readonly string[],
): Fix {
  return {
    kind: "run",
    where: "here",
    commands: [{ words, pipedTo }],
    ...NO_CONDITION,
  };
}

/** Runs commands of ZenML as an administrator of a server: `zenml login` refuses while `ZENML_STORE_*` is set. */
export function asAdministrator(
  serverUrl: string,
  ...commands: readonly (readonly string[])[]
): Fix {
  return {
    kind: "run",
    where: "administrator",
    commands: [["zenml", "login", serverUrl], ...commands].map((words) => ({
      words,
      pipedTo: null,
    })),
    ...NO_CONDITION,
  };
}

/** Gives Deno a permission: `permit("--allow-net", "zenml.example.com:443")`. */
export function permit(flag: string, value: string): Fix {
  return { kind: "permit", flag, value, ...NO_CONDITION };
}

/** Says what no command does. */
export function words(text: string): Fix {
  return { kind: "words", text, ...NO_CONDITION };
}

/** Does several things in their order; of one there is no list. */
export function inOrder(...fixes: readonly Fix[]): Fix {
  const [only] = fixes;
  return only && fixes.length === 1
    ? only
    : { kind: "list", fixes, ...NO_CONDITION };
}

/** Makes a fix one that is right on a condition: "if you want that server". */
export function when(condition: string, fix: Fix): Fix {
  return { ...fix, when: condition };
}

/** Returns a fix with each text of it changed that may come from a value. */
export function mapFixTexts(fix: Fix, map: (text: string) => string): Fix {
  const mapValue = (value: FixValue): FixValue =>
    value.kind === "text" ? { ...value, text: map(value.text) } : value;
  switch (fix.kind) {
    case "set":
      return { ...fix, value: mapValue(fix.value) };
    case "lines":
      return {
        ...fix,
        lines: fix.lines.map(({ variable, value }) => ({
          variable,
          value: mapValue(value),
        })),
      };
    case "run":
      return {
        ...fix,
        commands: fix.commands.map(({ words, pipedTo }) => ({
          words: words.map(map),
          pipedTo: pipedTo?.map(map) ?? null,
        })),
      };
    case "permit":
      return { ...fix, value: map(fix.value) };
    case "words":
      return { ...fix, text: map(fix.text) };
    case "list":
      return {
        ...fix,
        fixes: fix.fixes.map((each) => mapFixTexts(each, map)),
      };
    case "unset":
    case "rename":
    case "correct":
      return fix;
  }
}
