/**
 * Starts and ends the stand-in servers' processes.
 *
 * @module
 */
import { importMapFlags, ROOT } from "../offline/children.ts";
import { pathOf, type Variables } from "./commands.ts";
import { baseEnvironment } from "./process.ts";

/** A server that runs. */
export interface StandIn extends AsyncDisposable {
  /** The variables to examine; for any key, the URL alone. */
  readonly environment: Variables;
}

/**
 * Starts a stand-in server.
 *
 * @param kind Where nothing is wrong with one key, or one that takes any.
 * @param latencyMs How long each answer is held back.
 * @returns The server.
 */
export async function startStandIn(
  kind: "healthy" | "any-key",
  latencyMs: number,
): Promise<StandIn> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      ...importMapFlags(),
      "--allow-net=127.0.0.1",
      pathOf("server.ts"),
      kind,
      String(latencyMs),
    ],
    cwd: ROOT,
    clearEnv: true,
    env: baseEnvironment(),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const stop = async () => {
    await child.stdin.close();
    await child.status;
  };
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).values();
  let line = "";
  for await (const text of lines) {
    line += text;
    if (line.endsWith("\n")) break;
  }
  if (!line) throw new Error("Cannot start the stand-in server");
  return {
    environment: JSON.parse(line) as Variables,
    [Symbol.asyncDispose]: stop,
  };
}
