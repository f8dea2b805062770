/**
 * The demonstration: examines an embedded stand-in server with the same code as any other.
 *
 * @module
 */
import {
  DEMO_STATES,
  type DemoState,
  type DemoStateFacts,
} from "../demo/states.ts";
import { startDemoServer } from "../demo/server.ts";
import type { DiagnoseOptions } from "../doctor/diagnose.ts";
import { wrapped } from "../report/layout.ts";
import { EXIT } from "../report/verdict.ts";
import type { Setting, Sources } from "../sources/setting.ts";
import type { Arguments } from "./arguments.ts";
import type { OptionName } from "./options.ts";
import type { Shell } from "./shell.ts";

/** Options that name another server than the stand-in. */
const CONTRADICTING: readonly OptionName[] = [
  "url",
  "env-file",
  "api-key-stdin",
  "each",
];

/**
 * Starts the stand-in server in a state and examines it.
 *
 * @param state The state.
 * @param args The options.
 * @param shell The process.
 * @param run Examines sources, with limits that suit the state.
 * @returns The exit status.
 *
 * @example Usage
 * ```ts ignore
 * import { examineDemo } from "./demo.ts";
 *
 * const status = await examineDemo("inactive-key", args, shell, run);
 * ```
 */
export async function examineDemo(
  state: DemoState,
  { options }: Arguments,
  shell: Shell,
  run: (sources: Sources, suggested: DiagnoseOptions) => Promise<number>,
): Promise<number> {
  const names = Object.keys(DEMO_STATES);
  const contradiction = CONTRADICTING.find((name) => options.has(name));
  if (contradiction) {
    shell.complain(
      `--demo examines its own server: --${contradiction} does not go with it`,
    );
    return EXIT.usage;
  }
  if (
    Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !==
      "granted"
  ) {
    shell.complain("--demo needs the permission --allow-net=127.0.0.1");
    return EXIT.usage;
  }
  await using server = await startDemoServer(state);
  const { timeoutMs }: DemoStateFacts = DEMO_STATES[state];
  const status = await run(
    {
      envFiles: [{
        file: "demo",
        settings: settingsOf(server.environment),
        findings: [],
      }],
    },
    timeoutMs === undefined ? {} : { timeoutMs },
  );
  if (!options.has("format") && !options.has("quiet")) {
    const line = `States of the demonstration: ${names.join(", ")}`;
    const lines = wrapped(line, "", "  ", shell.screen.columns);
    shell.print(`\n${lines.join("\n")}\n`);
  }
  return status;
}

/** The stand-in's variables as an env file would set them, since they come from no environment. */
function settingsOf(environment: Readonly<Record<string, string>>): Setting[] {
  return Object.entries(environment).map(([variable, value], index) => ({
    variable,
    value,
    source: { kind: "file", file: "demo", line: index + 1 },
  }));
}
