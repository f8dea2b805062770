// Runs one command, of which no other is loaded.
import { EXIT } from "../report/exit_status.ts";
import { type Arguments, helpOf, quoted, readArguments } from "./arguments.ts";
import type { GatedHost } from "./host.ts";
import { type CommandName, COMMANDS, OPTIONS } from "./options.ts";
import { refuse } from "./refuse.ts";
import { suggestionFor } from "./suggestion.ts";

/** Runs the command that the first argument names. */
export async function runCommand(
  [name = "", ...rest]: readonly string[],
  host: GatedHost,
): Promise<number> {
  if (!isCommand(name)) {
    const suggestion = suggestionFor(name, Object.keys(COMMANDS));
    return refuse(`Unknown command ${quoted(name)}${suggestion}`, host);
  }
  const read = readArguments(name, rest);
  if ("problem" in read) return refuse(read.problem, host);
  if (read.options.has("help")) {
    const { commandHelp, helpColumns } = await import("./help.ts");
    host.print(commandHelp(name, helpColumns(host)));
    return EXIT.ok;
  }
  const problem = operandProblem(name, read, rest);
  if (problem !== null) return refuse(problem, host);
  const run = await loadCommand(name);
  const [color] = read.options.get("color") ?? [];
  const isForced = color === "always" || color === "never";
  return await run(read, {
    ...host,
    screen: isForced
      ? { ...host.screen, color: color === "always" }
      : host.screen,
  });
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** Says what is wrong with what is no option: only some commands take it, and `exec` only after `--`. */
function operandProblem(
  command: CommandName,
  { options, operands }: Arguments,
  args: readonly string[],
): string | null {
  const [operand] = operands;
  if (operand === undefined) return null;
  switch (command) {
    case "explain":
    case "completions":
      return null;
    case "exec":
      return operands.length > countAfterDashes(args)
        ? "exec needs -- before the command: zenml-env exec [options] -- COMMAND"
        : null;
    case "doctor":
    case "resolve": {
      const listedBy = helpOf(command);
      // --demo takes its state behind =.
      const suggestion = options.has("demo")
        ? suggestionFor(operand, OPTIONS.demo.choices, {
          show: (state) => `--demo=${state}`,
          listedBy,
        })
        : `: see ${listedBy}`;
      return `Unexpected argument ${quoted(operand)}${suggestion}`;
    }
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
