// Reads the arguments of a command.
//
// `@std/cli` reads the flags; what it passes in silence is caught here: missing values, switches with values, unknown
// names.
import { parseArgs } from "@std/cli/parse-args";
import {
  type CommandName,
  type OptionFacts,
  type OptionName,
  optionsOf,
} from "./options.ts";
import { suggestionFor } from "./suggestion.ts";

/** What the arguments say; the values of every option are lists. */
export interface Arguments {
  /** The values of each option that was given; a switch has an empty text. */
  readonly options: ReadonlyMap<OptionName, readonly string[]>;
  /** What is no option. */
  readonly operands: readonly string[];
}

/** A command line that is wrong, in one line. */
export interface UsageProblem {
  /** What is wrong. */
  readonly problem: string;
}

/** What replaces what may be a secret. */
export const NOT_SHOWN = "(not shown)";

/** Reads the arguments of a command. */
export function readArguments(
  command: CommandName,
  args: readonly string[],
): Arguments | UsageProblem {
  const known = new Map<string, OptionFacts>(optionsOf(command));
  const explicit = withExplicitValues(args, known);
  if ("problem" in explicit) return explicit;
  const names = [...known.keys()];
  const takesValue = (name: string) => known.get(name)?.value !== null;
  let unknown: string | null = null;
  const parsed: Record<string, unknown> = parseArgs([...explicit.args], {
    boolean: names.filter((name) => !takesValue(name)),
    string: ["_", ...names.filter(takesValue)],
    collect: names.filter(takesValue),
    unknown: (argument, key) => {
      if (key !== undefined) unknown ??= argument;
      return key === undefined;
    },
  });
  if (unknown !== null) return unknownOption(unknown, names, command);
  const options = new Map<OptionName, readonly string[]>();
  for (const [name, facts] of optionsOf(command)) {
    const value = parsed[name];
    if (facts.value === null ? value !== true : !isFilled(value)) continue;
    const values = facts.value === null ? [""] : (value as string[]);
    const problem = valueProblem(name, facts, values, command);
    if (problem) return { problem };
    options.set(
      name,
      facts.list
        ? values.flatMap((each) =>
          each.split(",").filter((part) => part !== "")
        )
        : values,
    );
  }
  return { options, operands: (parsed["_"] as unknown[]).map(String) };
}

/** What stands for standard input in the place of a file's name. */
export const INPUT_NAME = "-";

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Joins each option with its value by `=`, so that a value may begin with a dash, and none is missing. */
function withExplicitValues(
  args: readonly string[],
  known: ReadonlyMap<string, OptionFacts>,
): { readonly args: readonly string[] } | UsageProblem {
  const explicit: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = longForm(args[index]!, known);
    if (argument === "--") return { args: [...explicit, ...args.slice(index)] };
    const [, name = "", assigned] = /^--([^=]+)(=.*)?$/su.exec(argument) ?? [];
    const facts = known.get(name);
    if (facts?.value === null && assigned !== undefined) {
      return { problem: `--${name} takes no value` };
    }
    if (!facts || facts.value === null || assigned !== undefined) {
      explicit.push(argument);
    } else if (facts.optionalValue !== undefined) {
      explicit.push(`--${name}=${facts.optionalValue}`);
    } else {
      const isValue = (value: string | undefined) =>
        value !== undefined && !/^--?\w|^--$/u.test(value);
      if (!isValue(args[index + 1])) {
        return { problem: `--${name} needs a value: --${name} ${facts.value}` };
      }
      do explicit.push(`--${name}=${args[++index]}`); while (
        facts.greedy && isValue(args[index + 1])
      );
    }
  }
  return { args: explicit };
}

/** Writes `-q` as `--quiet`, and `--output=json` as `--format=json`. */
function longForm(
  argument: string,
  known: ReadonlyMap<string, OptionFacts>,
): string {
  const end = argument.startsWith("--") ? argument.indexOf("=") : -1;
  const [flag, rest] = end === -1
    ? [argument, ""]
    : [argument.slice(0, end), argument.slice(end)];
  const [name] =
    [...known].find(([, { short, aliases }]) =>
      (short !== undefined && flag === `-${short}`) || aliases?.includes(flag)
    ) ?? [];
  return name === undefined ? argument : `--${name}${rest}`;
}

function valueProblem(
  name: string,
  { choices, list, repeatable, value }: OptionFacts,
  values: readonly string[],
  command: CommandName,
): string | null {
  if (value === null) return null;
  if (values.includes("")) return `--${name} needs a value: --${name} ${value}`;
  if (!repeatable && values.length > 1) {
    return `--${name} may be given once only`;
  }
  const parts = list ? values.flatMap((each) => each.split(",")) : values;
  const wrong = parts.find((part) => choices && !choices.includes(part));
  return wrong === undefined || !choices
    ? null
    : `--${name} does not know ${quoted(wrong)}${
      suggestionFor(wrong, choices, { listedBy: helpOf(command) })
    }`;
}

function unknownOption(
  argument: string,
  names: readonly string[],
  command: CommandName,
): UsageProblem {
  // Only the name: what follows = may be a secret that was meant for standard input.
  const name = argument.replace(/=.*$/su, "");
  if (/key|token|password|secret/iu.test(name)) {
    return {
      problem: `Unknown option ${
        quoted(name)
      }: no option takes a secret, since every process can see a command line; use --api-key-stdin or a variable`,
    };
  }
  const suggestion = suggestionFor(
    name.replace(/^-+/u, ""),
    names,
    { show: (known) => `--${known}`, listedBy: helpOf(command) },
  );
  return { problem: `Unknown option ${quoted(name)}${suggestion}` };
}

/** The command that lists what another one takes. */
export function helpOf(command: CommandName): string {
  return `zenml-env ${command} --help`;
}

/** Quotes what a user typed, if it has the form of a name: of a few short words, unlike most secrets. */
export function quoted(text: string): string {
  return text.length <= 40 &&
      /^-{0,2}[a-z]{1,14}(?:[.-][a-z]{1,14}){0,3}$/u.test(text)
    ? text
    : NOT_SHOWN;
}
