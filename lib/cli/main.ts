// From arguments to exit status.
import { EXIT } from "../report/exit_status.ts";
import { describeCrash } from "../report/crash.ts";
import { PROGRAM } from "../report/program.ts";
import type { Host } from "./host.ts";

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
      host.print(`${PROGRAM}\n`);
      return EXIT.ok;
    }
    if (name === undefined || HELP_NAMES.has(name) && more.length === 0) {
      const { generalHelp, helpColumns } = await import("./help.ts");
      const help = generalHelp(helpColumns(host));
      if (name === undefined) host.printError(help.trimEnd());
      else host.print(help);
      return name === undefined ? EXIT.usage : EXIT.ok;
    }
    const { exitGate } = await import("./exit_gate.ts");
    const gated = exitGate(host);
    exit = gated;
    const { withoutTypedSecrets } = await import("./typed_secrets.ts");
    const { runCommand } = await import("./run_command.ts");
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
