// The options of the command line: one table for reading, help and completions.
import { SELECTABLE } from "../codes/steps.ts";
import { DEMO_STATES } from "../demo/states.ts";
import { REPORT_FORMATS } from "../report/formats.ts";
import { EXPORT_FORMATS } from "../export/syntaxes.ts";

/** The commands. */
export const COMMANDS = {
  doctor: "Find out why a connection does or does not work",
  resolve: "Show what each program makes of the configuration, or export it",
  explain: "Say what a code means, why it happens, and how to mend it",
  completions: "Print what makes bash, zsh or fish complete the command line",
} as const;

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;

/** The formats that show a resolution to people and to machines. */
export const RESOLUTION_FORMATS = ["text", "json"] as const;

/** What is known of an option. */
export interface OptionFacts {
  readonly commands: readonly CommandName[];
  /** What its value is called in help, or null for a switch. */
  readonly value: string | null;
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

const BOTH = ["doctor", "resolve"] as const;
const DOCTOR = ["doctor"] as const;
const RESOLVE = ["resolve"] as const;

/** Every option, in the order of help. No option takes a key or a token: every process can see a command line. */
export const OPTIONS = {
  "env-file": {
    commands: BOTH,
    value: "FILE",
    holds: "file",
    repeatable: true,
    help:
      "Read an env file too; the last one named wins, the environment wins over all",
  },
  "env-file-format": {
    commands: BOTH,
    value: "NAME",
    choices: ["dotenv", "docker"],
    help:
      "How env files are read: dotenv (default), or docker, as docker run --env-file does",
  },
  url: {
    commands: BOTH,
    value: "URL",
    help: "Use this server URL for every program in use",
  },
  "api-key-stdin": {
    commands: BOTH,
    value: null,
    help: "Read the API key from standard input",
  },
  consumer: {
    commands: BOTH,
    value: "NAME",
    choices: ["client", "terraform"],
    help: "Only what this program reads: client or terraform",
  },
  prefer: {
    commands: BOTH,
    value: "NAME",
    choices: ["store", "terraform"],
    help: "The convention that wins where both are set: store or terraform",
  },
  project: {
    commands: DOCTOR,
    value: "NAME|ID",
    help: "Examine whether the client can use this project",
  },
  stack: {
    commands: DOCTOR,
    value: "NAME|ID",
    help: "Examine whether the client can use this stack",
  },
  "client-version": {
    commands: DOCTOR,
    value: "VERSION",
    help: "Compare this version of the client with the server's",
  },
  requirements: {
    commands: DOCTOR,
    value: "FILE",
    holds: "file",
    help:
      "Compare the version of zenml that this file pins: requirements.txt, uv.lock, poetry.lock or pyproject.toml",
  },
  format: {
    commands: BOTH,
    value: "NAME[=FILE]",
    holds: "format",
    repeatable: true,
    help: `${REPORT_FORMATS.join(", ")} (resolve: ${
      [...RESOLUTION_FORMATS, ...EXPORT_FORMATS].join(", ")
    }); to standard output or to a file`,
  },
  as: {
    commands: RESOLVE,
    value: "NAME",
    choices: ["store", "terraform"],
    help:
      "The convention to export: store for the ZenML client, or terraform; the other formats than text and json need it",
  },
  "show-secrets": {
    commands: RESOLVE,
    value: null,
    help: "Export secrets, too; without it their lines are comments",
  },
  offline: {
    commands: DOCTOR,
    value: null,
    help: "Use no network: examine the configuration alone",
  },
  only: {
    commands: DOCTOR,
    value: "STEP,…",
    repeatable: true,
    list: true,
    choices: SELECTABLE,
    help: "Run only these steps, and those that they need",
  },
  skip: {
    commands: DOCTOR,
    value: "STEP,…",
    repeatable: true,
    list: true,
    choices: SELECTABLE,
    help: "Leave these steps out, and those that need them",
  },
  ignore: {
    commands: BOTH,
    value: "CODE,…",
    holds: "codes",
    repeatable: true,
    list: true,
    help: "Findings with these codes do not count",
  },
  timeout: {
    commands: DOCTOR,
    value: "DURATION",
    help: "The longest that one request may take, 10s unless said",
  },
  deadline: {
    commands: DOCTOR,
    value: "DURATION",
    help: "The longest that everything may take, 60s unless said",
  },
  wait: {
    commands: DOCTOR,
    value: "DURATION",
    help:
      "Examine again until all is well, for so long; only what may mend itself is waited for",
  },
  each: {
    commands: DOCTOR,
    value: "FILE…",
    holds: "file",
    repeatable: true,
    greedy: true,
    help:
      "Examine each of these env files by itself: its values alone, not the environment's",
  },
  jobs: {
    commands: DOCTOR,
    value: "N",
    help: "How many files of --each are examined at a time, 8 unless said",
  },
  "min-token-life": {
    commands: DOCTOR,
    value: "DURATION",
    help: "An API token must live this long yet, such as 45m or 2h",
  },
  "max-key-age": {
    commands: DOCTOR,
    value: "DURATION",
    help: "Warn of an API key that is older, such as 90d",
  },
  strict: {
    commands: BOTH,
    value: null,
    help: "A warning fails, too",
  },
  quiet: {
    commands: DOCTOR,
    value: null,
    help: "Only what failed, and the last sentence",
  },
  verbose: {
    commands: DOCTOR,
    value: null,
    help: "Say also what each step learned, and why things happen",
  },
  demo: {
    commands: DOCTOR,
    value: "STATE",
    optionalValue: "healthy",
    choices: Object.keys(DEMO_STATES),
    help: "Examine an embedded stand-in server in this state",
  },
  help: {
    commands: ["doctor", "resolve", "explain", "completions"],
    value: null,
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
