// From arguments to exit status.
import { EXIT } from "../report/exit_status.ts";
import type { CommandName } from "./options.ts";
import { describeCrash } from "../report/crash.ts";
import type { GatedHost, Host } from "./host.ts";

const NARROWEST = 40;
const WIDEST = 100;
const IN_PIPE = 80;

const VERSION_NAMES: ReadonlySet<string> = new Set(["--version", "-V"]);
const HELP_NAMES: ReadonlySet<string> = new Set(["--help", "-h", "help"]);

/** Runs the command that the arguments name; a bug ends it in one line without any value. */
export async function main(
  args: readonly string[],
  host: Host,
): Promise<number> {
  let exit = host;
  try {
    const [name, ...more] = args;
    if (name !== undefined && VERSION_NAMES.has(name)) {
      host.print((await import("./help.ts")).VERSION_LINE);
      return EXIT.ok;
    }
    if (name !== undefined && HELP_NAMES.has(name) && more.length === 0) {
      host.print((await import("./help.ts")).generalHelp(helpColumns(host)));
      return EXIT.ok;
    }
    if (name === undefined) {
      host.printError(
        (await import("./help.ts")).generalHelp(helpColumns(host)).trimEnd(),
      );
      return EXIT.usage;
    }
    const { exitGate } = await import("./exit_gate.ts");
    const gated = exitGate(host);
    const { withoutTypedSecrets } = await import("./typed_secrets.ts");
    exit = gated;
    // `help doctor` is `doctor --help`.
    return await runCommand(
      name === "help" ? [...more, "--help"] : args,
      withoutTypedSecrets(args, gated),
    );
  } catch (error) {
    exit.printError(describeCrash(error));
    return EXIT.bug;
  }
}

/** Help is as wide as the terminal, if there is one, but not so wide that a line is hard to read. */
function helpColumns({ screen }: Host): number {
  if (screen.isPipe) return IN_PIPE;
  return Math.min(Math.max(screen.columns, NARROWEST), WIDEST);
}

/** Each command loads only what it needs. */
async function runCommand(
  [name = "", ...rest]: readonly string[],
  host: GatedHost,
): Promise<number> {
  const { COMMANDS, OPTIONS } = await import("./options.ts");
  const { quoted, readArguments } = await import("./arguments.ts");
  const { refuse } = await import("./refuse.ts");
  if (!Object.hasOwn(COMMANDS, name)) {
    const { suggestionFor } = await import("./suggestion.ts");
    return refuse(
      `Unknown command ${quoted(name)}${
        suggestionFor(name, Object.keys(COMMANDS))
      }`,
      host,
    );
  }
  const command = name as CommandName;
  const read = readArguments(command, rest);
  if ("problem" in read) {
    return refuse(read.problem, host);
  }
  if (read.options.has("help")) {
    const { commandHelp } = await import("./help.ts");
    host.print(commandHelp(command, helpColumns(host)));
    return EXIT.ok;
  }
  const [operand] = read.operands;
  if (operand !== undefined) {
    const { suggestionFor } = await import("./suggestion.ts");
    const state = read.options.has("demo")
      ? suggestionFor(operand, OPTIONS.demo.choices, {
        show: (it) => `--demo=${it}`,
      })
      : "";
    const problem = operandProblem(
      command,
      read.operands.length > countAfterDashes(rest),
      quoted(operand),
      state,
    );
    if (problem !== null) return refuse(problem, host);
  }
  const run = await loadCommand(command);
  const [color] = read.options.get("color") ?? [];
  const isForced = color === "always" || color === "never";
  return await run(read, {
    ...host,
    screen: isForced
      ? { ...host.screen, color: color === "always" }
      : host.screen,
  });
}

/** Says what is wrong with what is no option: only some commands take it, and `exec` only after `--`. */
function operandProblem(
  command: CommandName,
  isBeforeDashes: boolean,
  operand: string,
  suggestion: string,
): string | null {
  switch (command) {
    case "explain":
    case "completions":
      return null;
    case "exec":
      return isBeforeDashes
        ? "exec needs -- before the command: zenml-env exec [options] -- COMMAND"
        : null;
    default:
      return `Unexpected argument ${operand}${
        suggestion === "" ? `: see zenml-env ${command} --help` : suggestion
      }`;
  }
}

function countAfterDashes(args: readonly string[]): number {
  const index = args.indexOf("--");
  return index === -1 ? 0 : args.length - index - 1;
}

async function loadCommand(command: CommandName) {
  switch (command) {
    case "doctor":
      return (await import("./doctor.ts")).doctor;
    case "resolve":
      return (await import("./resolve.ts")).resolveCommand;
    case "exec":
      return (await import("./exec.ts")).exec;
    case "explain":
      return (await import("./explain.ts")).explain;
    case "completions":
      return (await import("./completions.ts")).completions;
  }
}
