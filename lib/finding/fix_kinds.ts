// Fixes: what to change, as data. `fix_steps.ts` writes them for the place where the value is kept.
import type { Source } from "./source.ts";

/** What to change; `when` says on which condition, where that is not certain. */
export type Fix =
  & { readonly when: string | null }
  & (
    | SetFix
    | UnsetFix
    | RenameFix
    | CorrectFix
    | LinesFix
    | RunFix
    | PermitFix
    | WordsFix
    | ListFix
  );

/** Where a variable is set, or is to be set: the end of an env file has no line yet. */
export type FixPlace =
  | Source
  | { readonly kind: "file"; readonly file: string; readonly line: null };

/** What a variable is to be set to. */
export type FixValue =
  /** This text. */
  | { readonly kind: "text"; readonly text: string }
  /** The value of another variable. */
  | { readonly kind: "variable"; readonly variable: string }
  /** Something that only the user has: "the API key". */
  | { readonly kind: "unknown"; readonly text: string };

/** Sets a variable. */
export interface SetFix {
  /** The kind of fix. */
  readonly kind: "set";
  /** The variable to set. */
  readonly variable: string;
  /** Where it is set, or is to be set. */
  readonly source: FixPlace;
  /** What to set it to. */
  readonly value: FixValue;
  /** Whether no source sets it yet. */
  readonly isNew: boolean;
}

/** Removes a variable. */
export interface UnsetFix {
  /** The kind of fix. */
  readonly kind: "unset";
  /** The variable to remove. */
  readonly variable: string;
  /** Where it is set. */
  readonly source: FixPlace;
}

/** Gives a value to another variable instead. */
export interface RenameFix {
  /** The kind of fix. */
  readonly kind: "rename";
  /** The variable that has the value. */
  readonly variable: string;
  /** The variable that is to have it. */
  readonly to: string;
  /** Where the value is set. */
  readonly source: FixPlace;
}

/** How a value is corrected. */
export type Correction =
  | "remove-quotes"
  | "trim"
  | "remove-blanks"
  | "remove-line-breaks"
  | "remove-escaped-line-breaks"
  | "remove-foreign-characters"
  | "decode-base64"
  | "read-file"
  | "add-prefix"
  | "add-item"
  | "remove-prefix"
  | "take-assigned-value"
  | "take-json-field";

/** Corrects a value, which may be a secret, without printing it. */
export interface CorrectFix {
  /** The kind of fix. */
  readonly kind: "correct";
  /** The variable to correct. */
  readonly variable: string;
  /** Where it is set. */
  readonly source: FixPlace;
  /** What to do with the value. */
  readonly how: Correction;
  /** The prefix, the item, or the name of the field; null where there is none. */
  readonly what: string | null;
}

/** Writes lines of an env file in place of one, or at its end. */
export interface LinesFix {
  /** The kind of fix. */
  readonly kind: "lines";
  /** The env file. */
  readonly file: string;
  /** The line that they replace, counted from 1, or null for the end of the file. */
  readonly line: number | null;
  /** The assignments. */
  readonly lines: readonly {
    /** The variable of the line. */
    readonly variable: string;
    /** Its value. */
    readonly value: FixValue;
  }[];
}

/** Where commands run: here, or in a shell without `ZENML_STORE_*`, maybe logged in as an administrator. */
export type CommandPlace = "here" | "without-variables" | "administrator";

/** A program with its arguments; where it is piped to another one, it reads nothing itself. */
export interface Command {
  /** The program, then its arguments. */
  readonly words: readonly string[];
  /** The program that reads what the first one prints, then its arguments; or null. */
  readonly pipedTo: readonly string[] | null;
}

/** Runs commands, one after the other. */
export interface RunFix {
  /** The kind of fix. */
  readonly kind: "run";
  /** Where they run. */
  readonly where: CommandPlace;
  /** The commands in their order. */
  readonly commands: readonly Command[];
}

/** Gives Deno a permission. */
export interface PermitFix {
  /** The kind of fix. */
  readonly kind: "permit";
  /** The name of the flag: `--allow-net`. */
  readonly flag: string;
  /** What is permitted. */
  readonly value: string;
}

/** Does what no command does. */
export interface WordsFix {
  /** The kind of fix. */
  readonly kind: "words";
  /** What to do, in one sentence. */
  readonly text: string;
}

/** Does several things in their order. */
export interface ListFix {
  /** The kind of fix. */
  readonly kind: "list";
  /** What to do, in this order. */
  readonly fixes: readonly Fix[];
}
