// The command `completions`: prints what makes a shell complete the command line.
import { EXIT } from "../report/exit_status.ts";
import { type Arguments, quoted } from "./arguments.ts";
import { type CompletedCommand, completionTable } from "./completions/table.ts";
import { type CompletedShell, SHELLS } from "./completions/shells.ts";
import type { GatedHost } from "./host.ts";
import { refuse } from "./refuse.ts";
import { suggestionFor } from "./suggestion.ts";

/** Prints the completions for a shell. */
export async function completions(
  { operands }: Arguments,
  host: GatedHost,
): Promise<number> {
  const [name, ...more] = operands;
  if (name === undefined || more.length > 0 || !isCompleted(name)) {
    return refuse(
      name === undefined || more.length > 0
        ? `completions takes the name of one shell: ${SHELLS.join(", ")}`
        : `Unknown shell ${quoted(name)}${suggestionFor(name, SHELLS)}`,
      host,
    );
  }
  host.print((await writerFor(name))(completionTable()));
  return EXIT.ok;
}

function isCompleted(name: string): name is CompletedShell {
  return SHELLS.some((shell) => shell === name);
}

async function writerFor(
  shell: CompletedShell,
): Promise<(commands: readonly CompletedCommand[]) => string> {
  switch (shell) {
    case "bash":
      return (await import("./completions/bash.ts")).bashCompletions;
    case "zsh":
      return (await import("./completions/zsh.ts")).zshCompletions;
    case "fish":
      return (await import("./completions/fish.ts")).fishCompletions;
    case "powershell":
      return (await import("./completions/powershell.ts"))
        .powershellCompletions;
  }
}
