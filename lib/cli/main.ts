// From arguments to exit status.
import { EXIT } from "../report/exit_status.ts";
import type { CommandName } from "./options.ts";
import type { GatedHost, Host } from "./host.ts";

/** Runs the command that the arguments name; a bug ends it in one line without any value. */
export async function main(
  args: readonly string[],
  host: Host,
): Promise<number> {
  let exit = host;
  try {
    const [name] = args;
    if (name === "--version" || name === "--help" || name === "-h") {
      const { generalHelp, VERSION_LINE } = await import("./help.ts");
      host.print(name === "--version" ? VERSION_LINE : generalHelp());
      return EXIT.ok;
    }
    const { exitGate } = await import("./exit_gate.ts");
    const gated = exitGate(host);
    exit = gated;
    return await runCommand(args, gated);
  } catch (error) {
    exit.printError(describeCrash(error));
    return EXIT.bug;
  }
}

/** Each command loads only what it needs. */
async function runCommand(
  [name, ...rest]: readonly string[],
  host: GatedHost,
): Promise<number> {
  const { COMMANDS } = await import("./options.ts");
  const { quoted, readArguments } = await import("./arguments.ts");
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
    const { suggestionFor } = await import("./suggestion.ts");
    host.printError(
      name === undefined
        ? "No command: zenml-env --help lists them"
        : `Unknown command ${quoted(name)}${
          suggestionFor(name, Object.keys(COMMANDS))
        }`,
    );
    return EXIT.usage;
  }
  const command = name as CommandName;
  const read = readArguments(command, rest);
  if ("problem" in read) {
    host.printError(read.problem);
    return EXIT.usage;
  }
  if (read.options.has("help")) {
    const { commandHelp } = await import("./help.ts");
    host.print(commandHelp(command));
    return EXIT.ok;
  }
  if (
    command !== "explain" && command !== "completions" &&
    read.operands.length > 0
  ) {
    host.printError(
      `${command} takes no ${
        quoted(read.operands[0] ?? "")
      }: see zenml-env ${command} --help`,
    );
    return EXIT.usage;
  }
  const run = await loadCommand(command);
  return await run(read, host);
}

async function loadCommand(command: CommandName) {
  switch (command) {
    case "doctor":
      return (await import("./doctor.ts")).doctor;
    case "resolve":
      return (await import("./resolve.ts")).resolveCommand;
    case "explain":
      return (await import("./explain.ts")).explain;
    case "completions":
      return (await import("./completions.ts")).completions;
  }
}

function describeCrash(error: unknown): string {
  if (isUnloaded(error)) {
    return "Cannot load @std from JSR: run it by its tasks, or add --import-map=offline/import_map.json";
  }
  // The message of an error may quote what it failed on, and so a secret: only its kind is shown.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? placeOf(error) : null;
  const place = at ? ` at ${at}` : "";
  return `zenml-env itself failed (${name}${place}): this is a bug, please report it`;
}

/** Finds the file and the line of the innermost frame that has them, behind the message. */
function placeOf({ message, stack = "" }: Error): string | null {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  for (const frame of frames.split("\n")) {
    const place = frame.replaceAll(")", "").split(/[/\\( ]/u).at(-1) ?? "";
    if (/^[\w.-]+\.[jt]s:\d+:\d+$/u.test(place)) return place;
  }
  return null;
}

/** Returns whether a part of the program could not be loaded, as where JSR does not respond. */
function isUnloaded(error: unknown): boolean {
  return error instanceof TypeError && "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND";
}
