// The options of the command line: one table for reading, help and completions.
import { SELECTABLE } from "../codes/steps.ts";
import { CONSUMERS, CONVENTIONS } from "../codes/variables.ts";
import { DEMO_STATES } from "../demo/states.ts";
import { REPORT_FORMATS } from "../report/formats.ts";
import { EXPORT_FORMATS } from "../export/syntaxes.ts";
import { ENV_FILE_FORMATS } from "../sources/env_file_format.ts";

/** The commands. */
export const COMMANDS = {
  doctor: "Find out why a connection does or does not work",
  resolve: "Show what each program makes of the configuration, or export it",
  exec: "Examine a connection, then run a program with it",
  explain: "Say what a code means, why it happens, and how to fix it",
  completions: "Print completions for bash, zsh, fish or PowerShell",
} as const;

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;

/** The formats that show a resolution to people and to machines. */
export const RESOLUTION_FORMATS = ["text", "json"] as const;

/** The formats of each command that has some. */
export const FORMATS: Readonly<
  Partial<Record<CommandName, readonly string[]>>
> = {
  doctor: REPORT_FORMATS,
  resolve: [...RESOLUTION_FORMATS, ...EXPORT_FORMATS],
};

/** The groups of options in help, in their order, each with its title. */
export const OPTION_GROUPS = {
  what: "What to examine",
  report: "What to report, and how",
  limits: "Limits",
} as const;

type OptionGroup = keyof typeof OPTION_GROUPS;

/** What is known of an option. */
export interface OptionFacts {
  readonly group: OptionGroup;
  readonly commands: readonly CommandName[];
  /** What its value is called in help, or null for a switch. */
  readonly value: string | null;
  /** The letter that stands for it behind one dash. */
  readonly short?: string;
  /** What else stands for it, with its dashes. */
  readonly aliases?: readonly string[];
  /** Whether the value may be left out; it follows `=` then. */
  readonly optionalValue?: string;
  /** Whether it may be given more than once. */
  readonly repeatable?: boolean;
  /** Whether everything that follows, up to the next option, is a value of it: what a shell makes of a pattern. */
  readonly greedy?: boolean;
  /** What its value is, where it has no choices: a file, codes, or a format that a file may follow. */
  readonly holds?: "file" | "codes" | "format";
  readonly choices?: readonly string[];
  /** Whether the value is a list with commas. */
  readonly list?: boolean;
  /** What it does. */
  readonly help: string;
}

const ALL = ["doctor", "resolve", "exec"] as const;
const BOTH = ["doctor", "resolve"] as const;
const DOCTOR = ["doctor"] as const;
const EXAMINING = ["doctor", "exec"] as const;
const RESOLVE = ["resolve"] as const;

/** Every option, in the order of help. No option takes a key or a token: every process can see a command line. */
export const OPTIONS = {
  "env-file": {
    group: "what",
    commands: ALL,
    value: "FILE",
    holds: "file",
    repeatable: true,
    help:
      "Also read this env file, or standard input (-); the last one wins, the environment wins over all",
  },
  "env-file-format": {
    group: "what",
    commands: ALL,
    value: "NAME",
    choices: ENV_FILE_FORMATS,
    help:
      "How to read env files: as dotenv does, or as docker run --env-file does (default dotenv)",
  },
  url: {
    group: "what",
    commands: ALL,
    value: "URL",
    help: "Use this server URL for every program in use",
  },
  "api-key-stdin": {
    group: "what",
    commands: ALL,
    value: null,
    help: "Read the API key from standard input",
  },
  consumer: {
    group: "what",
    commands: ALL,
    value: "NAME",
    choices: CONSUMERS,
    help: "Only what this program reads (default both)",
  },
  prefer: {
    group: "what",
    commands: ALL,
    value: "NAME",
    choices: CONVENTIONS,
    help: "The convention that wins where both are set",
  },
  project: {
    group: "what",
    commands: EXAMINING,
    value: "NAME|ID",
    help: "Check that the client can use this project",
  },
  stack: {
    group: "what",
    commands: EXAMINING,
    value: "NAME|ID",
    help: "Check that the client can use this stack",
  },
  "client-version": {
    group: "what",
    commands: EXAMINING,
    value: "VERSION",
    help: "Compare this version of the client with the server's",
  },
  requirements: {
    group: "what",
    commands: EXAMINING,
    value: "FILE",
    holds: "file",
    help:
      "Compare the version of zenml that this file pins: requirements.txt, uv.lock, poetry.lock or pyproject.toml",
  },
  format: {
    group: "report",
    commands: BOTH,
    value: "NAME[=FILE]",
    short: "f",
    // What the lists of ZenML's own command line call it.
    aliases: ["-o", "--output"],
    holds: "format",
    repeatable: true,
    help:
      "The format (also -o, --output), to standard output or to a file (default text)",
  },
  as: {
    group: "report",
    commands: RESOLVE,
    value: "NAME",
    choices: CONVENTIONS,
    help:
      "The convention to export, which every format but text and json needs; store is the ZenML client's",
  },
  "show-secrets": {
    group: "report",
    commands: RESOLVE,
    value: null,
    help: "Export secrets as well; without it their lines are comments",
  },
  offline: {
    group: "what",
    commands: DOCTOR,
    value: null,
    help: "Use no network: examine only the configuration",
  },
  "no-check": {
    group: "what",
    commands: ["exec"],
    value: null,
    help:
      "Use no network: run the program if the configuration is free of errors",
  },
  only: {
    group: "what",
    commands: EXAMINING,
    value: "STEP,…",
    repeatable: true,
    list: true,
    choices: SELECTABLE,
    help: "Run only these steps, and those that they need",
  },
  skip: {
    group: "what",
    commands: EXAMINING,
    value: "STEP,…",
    repeatable: true,
    list: true,
    choices: SELECTABLE,
    help: "Leave out these steps, and those that need them",
  },
  ignore: {
    group: "report",
    commands: ALL,
    value: "CODE,…",
    holds: "codes",
    repeatable: true,
    list: true,
    help: "Ignore findings with these codes",
  },
  timeout: {
    group: "limits",
    commands: EXAMINING,
    value: "DURATION",
    help: "Give each request at most this long (default 10s)",
  },
  deadline: {
    group: "limits",
    commands: ALL,
    value: "DURATION",
    help: "Give the whole run at most this long (default 60s)",
  },
  wait: {
    group: "limits",
    commands: EXAMINING,
    value: "DURATION",
    help:
      "Retry until healthy, at most this long; errors that waiting cannot fix stop it at once",
  },
  each: {
    group: "what",
    commands: DOCTOR,
    value: "FILE…",
    holds: "file",
    repeatable: true,
    greedy: true,
    help: "Examine each of these env files by itself, without the environment",
  },
  jobs: {
    group: "limits",
    commands: DOCTOR,
    value: "N",
    help:
      "Examine at most this many files of --each at a time (default 8); the default --deadline is 60s for each such group",
  },
  shard: {
    group: "what",
    commands: DOCTOR,
    value: "I/N",
    help:
      "Examine only every Nth file of --each, from the Ith on, to share them among N jobs",
  },
  "min-token-life": {
    group: "limits",
    commands: EXAMINING,
    value: "DURATION",
    help: "Fail if an API token expires sooner than this, such as 45m or 2h",
  },
  "max-key-age": {
    group: "limits",
    commands: EXAMINING,
    value: "DURATION",
    help: "Warn of an API key that is older than this, such as 90d",
  },
  strict: {
    group: "report",
    commands: ALL,
    value: null,
    help: "Warnings fail as well",
  },
  quiet: {
    group: "report",
    commands: EXAMINING,
    value: null,
    short: "q",
    help: "Print only what failed, and the last sentence",
  },
  verbose: {
    group: "report",
    commands: EXAMINING,
    value: null,
    short: "v",
    help: "Also print versions, what each step learned, and why things happen",
  },
  debug: {
    group: "report",
    commands: EXAMINING,
    value: null,
    help:
      "Print a line for each request on standard error, without headers and bodies",
  },
  demo: {
    group: "what",
    commands: DOCTOR,
    value: "STATE",
    optionalValue: "healthy",
    choices: Object.keys(DEMO_STATES),
    help: "Examine an embedded stand-in server in this state (default healthy)",
  },
  color: {
    group: "report",
    commands: ["doctor", "resolve", "explain"],
    value: "WHEN",
    choices: ["auto", "always", "never"],
    help: "When to use colours; auto is on a terminal (default auto)",
  },
  help: {
    group: "report",
    commands: ["doctor", "resolve", "exec", "explain", "completions"],
    value: null,
    short: "h",
    help: "Show this help",
  },
} as const satisfies Record<string, OptionFacts>;

/** The name of an option, without its dashes. */
export type OptionName = keyof typeof OPTIONS;

/** Lists the options of a command. */
export function optionsOf(
  command: CommandName,
): readonly (readonly [OptionName, OptionFacts])[] {
  const all = Object.entries(OPTIONS) as [OptionName, OptionFacts][];
  return all.filter(([, { commands }]) => commands.includes(command));
}
