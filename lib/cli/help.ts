// Help, from the tables of commands, options and variables.
import {
  type Consumer,
  consumerOf,
  CONSUMERS,
  VARIABLE_NAMES,
} from "../codes/variables.ts";
import { wrapped } from "../report/layout.ts";
import type { Host } from "./host.ts";
import {
  type CommandName,
  COMMANDS,
  FORMATS,
  OPTION_GROUPS,
  type OptionFacts,
  type OptionName,
  optionsOf,
} from "./options.ts";

/** What follows the name of a command. */
const USAGES: Readonly<Record<CommandName, string>> = {
  doctor: "[options]",
  resolve: "[options]",
  exec: "[options] -- COMMAND…",
  explain: "[CODE] [options]",
  completions: "SHELL [options]",
};

const EXAMPLES: Readonly<
  Record<CommandName, readonly (readonly [command: string, what: string])[]>
> = {
  doctor: [
    ["zenml-env doctor", "examine this shell's variables"],
    ["zenml-env doctor --env-file .env.ci", "examine an env file as well"],
    ["zenml-env doctor --wait 2m", "wait for a server that is starting"],
    ["zenml-env doctor --demo=inactive-key", "see how a failure looks"],
  ],
  resolve: [
    ["zenml-env resolve", "what each program would use"],
    [
      "zenml-env resolve --as terraform --format dotenv",
      "the same for Terraform, as an env file",
    ],
  ],
  exec: [
    ["zenml-env exec -- terraform plan", "with the client's variables"],
    ["zenml-env exec --env-file .env -- python run.py", "with an env file"],
    ["zenml-env exec --wait 2m -- python run.py", "wait for the server"],
  ],
  explain: [
    ["zenml-env explain", "list all codes"],
    ["zenml-env explain key-inactive", "all about one code"],
  ],
  completions: [
    ["source <(zenml-env completions bash)", "in ~/.bashrc"],
    ["zenml-env completions fish | source", "in config.fish"],
  ],
};

/** The examples of the first screen. */
const FIRST_EXAMPLES = [
  ["zenml-env doctor", "examine this shell's variables"],
  ["zenml-env doctor --env-file .env.ci", "examine an env file as well"],
  ["zenml-env doctor --demo=inactive-key", "see how a failure looks"],
  ["zenml-env explain key-inactive", "all about one code"],
] as const;

const READERS: Readonly<Record<Consumer, string>> = {
  client: "The ZenML client reads",
  terraform: "The Terraform provider reads",
};

/** The widest that what is left of an explanation may be. */
const WIDEST_USAGE = 28;

/** The same of an example. */
const WIDEST_EXAMPLE = 50;

/** An explanation needs as many columns; with fewer it goes below what it explains. */
const NARROWEST_HELP = 28;

const NARROWEST = 40;
const WIDEST = 100;
const IN_PIPE = 80;

/** Help is as wide as the terminal, if there is one, but not so wide that a line is hard to read. */
export function helpColumns({ screen }: Host): number {
  if (screen.isPipe) return IN_PIPE;
  return Math.min(Math.max(screen.columns, NARROWEST), WIDEST);
}

/** Writes the help of the whole program. */
export function generalHelp(columns: number): string {
  return textOf([
    ...wrapped(
      "Finds out whether ZenML's client and Terraform provider can reach their server.",
      "",
      "",
      columns,
    ),
    "",
    "Usage: zenml-env COMMAND [options]",
    "",
    "Commands:",
    ...rowLines(Object.entries(COMMANDS), columns),
    "",
    "Examples:",
    ...rowLines(
      FIRST_EXAMPLES,
      columns,
      WIDEST_EXAMPLE,
    ),
    "",
    ...CONSUMERS.flatMap((consumer) =>
      wrapped(
        `${READERS[consumer]} ${variablesOf(consumer)}`,
        "",
        "  ",
        columns,
      )
    ),
    "",
    ...wrapped(
      "zenml-env help COMMAND lists its options; -V, --version prints the version.",
      "",
      "  ",
      columns,
    ),
    ...wrapped(
      "Exit status: 0 no errors, 1 errors, 2 usage error, 3 a bug, 130 interrupted.",
      "",
      "  ",
      columns,
    ),
  ]);
}

function variablesOf(consumer: Consumer): string {
  return VARIABLE_NAMES.filter((name) => consumerOf(name) === consumer).join(
    ", ",
  );
}

/** Writes the help of one command. */
export function commandHelp(command: CommandName, columns: number): string {
  const options = optionsOf(command);
  const groups = Object.entries(OPTION_GROUPS).map(([group, title]) => ({
    title,
    rows: options.filter(([, facts]) => facts.group === group)
      .map(([name, facts]) =>
        [usageOf(name, facts), helpOf(command, name, facts)] as const
      ),
  })).filter(({ rows }) => rows.length > 0);
  return textOf([
    ...wrapped(`${COMMANDS[command]}.`, "", "", columns),
    "",
    `Usage: zenml-env ${command} ${USAGES[command]}`,
    "",
    "Examples:",
    ...rowLines(EXAMPLES[command], columns, WIDEST_EXAMPLE),
    ...groups.flatMap(({ title, rows }) => [
      "",
      `${groups.length > 1 ? title : "Options"}:`,
      ...rowLines(rows, columns),
    ]),
    ...choiceLines(command, columns),
  ]);
}

function helpOf(
  command: CommandName,
  name: OptionName,
  { help, choices }: OptionFacts,
): string {
  const values = name === "format" ? FORMATS[command] : choices;
  if (values === undefined || TITLES[name] !== undefined) return help;
  // A default is said last.
  const at = help.lastIndexOf(" (default ");
  const [what, rest] = at === -1
    ? [help, ""]
    : [help.slice(0, at), help.slice(at)];
  return `${what}: ${values.join(", ")}${rest}`;
}

/** Values of options whose help would be too long with them. */
const TITLES: Readonly<Partial<Record<OptionName, string>>> = {
  only: "Steps, for --only and --skip",
  skip: "",
  demo: "States, for --demo",
};

function choiceLines(command: CommandName, columns: number): string[] {
  return optionsOf(command).flatMap(([name, { choices }]) => {
    const title = TITLES[name];
    return title && choices
      ? ["", `${title}:`, ...wrapped(choices.join(", "), "  ", "  ", columns)]
      : [];
  });
}

/** Writes what is typed and what it does side by side, or below each other where that is too wide. */
function rowLines(
  rows: readonly (readonly [usage: string, help: string])[],
  columns: number,
  widest = WIDEST_USAGE,
): string[] {
  const fitting = rows.map(([usage]) => usage.length)
    .filter((length) => length <= widest);
  const widestFitting = Math.max(0, ...fitting);
  const isNarrow = columns < 2 + widestFitting + 2 + NARROWEST_HELP;
  const width = isNarrow ? 0 : widestFitting;
  const indent = " ".repeat(isNarrow ? 10 : 2 + width + 2);
  return rows.flatMap(([usage, help]) =>
    usage.length <= width
      ? wrapped(help, `  ${usage.padEnd(width)}  `, indent, columns)
      : [`  ${usage}`, ...wrapped(help, indent, indent, columns)]
  );
}

function usageOf(
  name: string,
  { value, short, optionalValue, repeatable, greedy, list }: OptionFacts,
): string {
  const more = repeatable && !list && !greedy ? " …" : "";
  const flag = short === undefined ? `    --${name}` : `-${short}, --${name}`;
  if (value === null) return flag;
  return optionalValue === undefined
    ? `${flag} ${value}${more}`
    : `${flag}[=${value}]`;
}

function textOf(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}
