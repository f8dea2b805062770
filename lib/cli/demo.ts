// The demonstration: examines an embedded stand-in server with the same code as any other.
import {
  DEMO_STATES,
  type DemoState,
  type DemoStateFacts,
} from "../demo/states.ts";
import { startDemoServer } from "../demo/server.ts";
import type { DiagnoseOptions } from "../doctor/diagnose.ts";
import { isGranted } from "../http/permission.ts";
import type { Sources } from "../sources/setting.ts";
import type { Arguments } from "./arguments.ts";
import { secretsOfSources } from "./source_secrets.ts";
import type { OptionName } from "./options.ts";
import { refuse } from "./refuse.ts";
import type { GatedHost } from "./host.ts";

/** Options that name another server than the stand-in. */
const CONTRADICTING: readonly OptionName[] = [
  "url",
  "env-file",
  "api-key-stdin",
  "each",
];

/** Starts the stand-in server in a state and examines it. */
export async function examineDemo(
  state: DemoState,
  { options }: Arguments,
  host: GatedHost,
  run: (sources: Sources, suggested: DiagnoseOptions) => Promise<number>,
): Promise<number> {
  const contradiction = CONTRADICTING.find((name) => options.has(name));
  if (contradiction) {
    return refuse(
      `--demo examines its own server: --${contradiction} does not go with it`,
      host,
    );
  }
  if (!isGranted({ name: "net", host: "127.0.0.1" })) {
    return refuse("--demo needs the permission --allow-net=127.0.0.1", host);
  }
  await using server = await startDemoServer(state);
  const sources = demoSources(server.environment);
  host.secrets.add(...secretsOfSources(sources));
  const { timeoutMs }: DemoStateFacts = DEMO_STATES[state];
  const status = await run(
    sources,
    timeoutMs === undefined ? {} : { timeoutMs },
  );
  if (!options.has("format") && !options.has("quiet")) {
    host.print("\nOther states of the demonstration: zenml-env help doctor\n");
  }
  return status;
}

/** Makes the stand-in's variables what an env file would set, since they come from no environment. */
export function demoSources(
  environment: Readonly<Record<string, string>>,
): Sources {
  const file = "demo";
  const settings = Object.entries(environment).map((
    [variable, value],
    index,
  ) => ({
    variable,
    value,
    source: { kind: "file", file, line: index + 1 } as const,
  }));
  return { envFiles: [{ file, settings, findings: [] }] };
}
