// What completes each place of the command line: made from the tables of commands, options, codes and formats, so
// that no shell's completions can lag behind them.
import { CODE_NAMES } from "../../codes/codes.ts";
import {
  type CommandName,
  COMMANDS,
  FORMATS,
  type OptionFacts,
  optionsOf,
} from "../options.ts";
import { SHELLS } from "./shells.ts";

/**
 * What completes a place: one of some words, several of them with commas, a file, a word that a `=` and a file may
 * follow, or what nobody can guess.
 */
export type Completed =
  | {
    readonly kind: "words" | "list" | "word-or-file";
    readonly words: readonly string[];
  }
  | { readonly kind: "file" | "anything" };

/** An option as it is completed. */
export interface CompletedOption {
  /** Its name, without dashes. */
  readonly name: string;
  /** What it does. */
  readonly help: string;
  /** Whether it may be given more than once. */
  readonly repeatable: boolean;
  /** Its value, or null for a switch. */
  readonly value: {
    /** What the value is called. */
    readonly name: string;
    /** Whether it may be left out; it follows `=` then. */
    readonly optional: boolean;
    /** Whether more values may follow, up to the next option. */
    readonly greedy: boolean;
    /** What it can be. */
    readonly completed: Completed;
  } | null;
}

/** A command as it is completed. */
export interface CompletedCommand {
  readonly name: CommandName;
  /** What it does. */
  readonly help: string;
  /** Its options, in the order of help. */
  readonly options: readonly CompletedOption[];
  /** What is no option, or null if the command takes nothing else. */
  readonly operand: Completed | null;
}

const OPERANDS: Readonly<Partial<Record<CommandName, Completed>>> = {
  explain: { kind: "words", words: CODE_NAMES },
  completions: { kind: "words", words: SHELLS },
};

/** Makes the table of what completes each place. */
export function completionTable(): readonly CompletedCommand[] {
  const names = Object.keys(COMMANDS) as CommandName[];
  return names.map((name) => ({
    name,
    help: COMMANDS[name],
    options: optionsOf(name).map(([option, facts]) => ({
      name: option,
      help: facts.help,
      repeatable: facts.repeatable === true,
      value: valueOf(facts, name),
    })),
    operand: OPERANDS[name] ?? null,
  }));
}

function valueOf(
  { value, optionalValue, greedy, holds, choices, list }: OptionFacts,
  command: CommandName,
): CompletedOption["value"] {
  if (value === null) return null;
  const completed = (): Completed => {
    if (choices) return { kind: list ? "list" : "words", words: choices };
    switch (holds) {
      case "file":
        return { kind: "file" };
      case "codes":
        return { kind: "list", words: CODE_NAMES };
      case "format":
        return { kind: "word-or-file", words: FORMATS[command] ?? [] };
      default:
        return { kind: "anything" };
    }
  };
  return {
    name: value,
    optional: optionalValue !== undefined,
    greedy: greedy === true,
    completed: completed(),
  };
}
