// Where each target goes as soon as it is done: standard output, or files that grow.
import type { Strictness, TargetReport } from "../report/model.ts";
import type { UsageProblem } from "./arguments.ts";
import type { Destination } from "./destinations.ts";
import { unwritten } from "./file_problem.ts";
import type { GatedHost } from "./host.ts";

/** What takes a line for each target. */
export interface LineOutputs {
  /** Writes the line of a target; returns whether anything takes another one. */
  readonly write: (target: TargetReport) => Promise<boolean>;
  /** Ends the files; says which of them did not take everything. */
  readonly close: () => Promise<UsageProblem | null>;
}

/** Opens what takes JSON Lines. */
export async function openLineOutputs(
  destinations: readonly Destination<"jsonl">[],
  strictness: Strictness,
  host: GatedHost,
): Promise<LineOutputs> {
  if (destinations.length === 0) {
    return {
      write: () => Promise.resolve(false),
      close: () => Promise.resolve(null),
    };
  }
  const { targetLine } = await import("../report/json_lines.ts");
  const outputs = await Promise.all(
    destinations.map(({ file }) =>
      file === null ? standardOutput(host) : fileOutput(file, host)
    ),
  );
  return {
    async write(target) {
      const line = targetLine(target, strictness);
      // All wait for the slowest, so that nothing piles up here.
      const taken = await Promise.all(outputs.map(({ write }) => write(line)));
      return taken.includes(true);
    },
    async close() {
      const problems = await Promise.all(outputs.map(({ close }) => close()));
      const said = problems.flatMap((one) => one?.problem ?? []);
      return said.length === 0 ? null : { problem: said.join("; ") };
    },
  };
}

interface LineOutput {
  readonly write: (line: string) => Promise<boolean>;
  readonly close: () => Promise<UsageProblem | null>;
}

function standardOutput(host: GatedHost): LineOutput {
  return {
    async write(line) {
      // A terminal shows the progress on the same line.
      if (!host.screen.isPipe) host.showProgress?.(null);
      host.print(line);
      return await host.hasReader();
    },
    close: () => Promise.resolve(null),
  };
}

async function fileOutput(
  file: string,
  { openLines }: GatedHost,
): Promise<LineOutput> {
  const lines = await openLines(file);
  return {
    write: lines.write,
    close: async () => unwritten(file, await lines.close()),
  };
}
