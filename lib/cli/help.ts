// Help, from the tables of commands, options and variables.
import { VARIABLE_NAMES, VARIABLES } from "../codes/variables.ts";
import { PROGRAM } from "../report/program.ts";
import {
  type CommandName,
  COMMANDS,
  type OptionFacts,
  type OptionName,
  optionsOf,
} from "./options.ts";

/** What may follow the name of a command, other than options. */
const OPERANDS: Readonly<Partial<Record<CommandName, string>>> = {
  explain: " [CODE]",
  completions: " SHELL",
};

/** What `--version` prints. */
export const VERSION_LINE: string = `${PROGRAM}\n`;

/** Writes the help of the whole program. */
export function generalHelp(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const commands = Object.entries(COMMANDS).map(([name, help]) =>
    `  zenml-env ${name.padEnd(width)} ${help}`
  );
  const variables = VARIABLE_NAMES.map((name) =>
    `  ${name.padEnd(23)} ${VARIABLES[name].meaning}`
  );
  return [
    "Finds out whether ZenML's Python client and its Terraform provider can reach their server.",
    "",
    "Usage:",
    ...commands,
    "",
    "Variables:",
    ...variables,
    "",
    "Examples:",
    "  zenml-env doctor                        examine what this shell's variables lead to",
    "  zenml-env doctor --env-file .env.ci     examine an env file, too",
    "  zenml-env doctor --demo=inactive-key    see what a deactivated key looks like",
    "  zenml-env explain key-inactive          read what a code means",
    "",
    "Options: -h, --help with any command (or zenml-env help COMMAND); -V, --version",
    "Exit status: 0 no error, 1 an error was found, 2 the command line is wrong,",
    "3 the program itself failed, 130 interrupted",
    "",
  ].join("\n");
}

/** Writes the help of one command. */
export function commandHelp(command: CommandName): string {
  const rows = optionsOf(command).map(([name, facts]) =>
    [usageOf(name, facts), facts.help] as const
  );
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return [
    `${COMMANDS[command]}.`,
    "",
    `Usage: zenml-env ${command}${OPERANDS[command] ?? ""} [options]`,
    "",
    "Options:",
    ...rows.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`),
    ...choiceLines(command),
    "",
  ].join("\n");
}

/** Names the values of options whose help would be too long with them. */
function choiceLines(command: CommandName): string[] {
  const titles: Partial<Record<OptionName, string>> = {
    only: "Steps, for --only and --skip",
    demo: "States, for --demo",
  };
  return optionsOf(command).flatMap(([name, { choices }]) => {
    const title = titles[name];
    return title && choices ? ["", `${title}:`, `  ${choices.join(", ")}`] : [];
  });
}

function usageOf(
  name: string,
  { value, short, optionalValue, repeatable, greedy, list }: OptionFacts,
): string {
  const more = repeatable && !list && !greedy ? " …" : "";
  const flag = short === undefined ? `--${name}` : `-${short}, --${name}`;
  if (value === null) return flag;
  return optionalValue === undefined
    ? `${flag} ${value}${more}`
    : `${flag}[=${value}]`;
}
