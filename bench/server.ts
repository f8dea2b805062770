/**
 * A stand-in server as a process of its own: what it costs is nothing that the bench's process does besides measuring.
 *
 * `server.ts healthy|any-key LATENCY_MS` prints its variables as JSON on one line, and ends with its standard input,
 * and so with whoever started it.
 *
 * @module
 */
import { startDemoServer } from "../lib/demo/server.ts";
import { listenForAnyKey } from "./any_key.ts";

const [kind, latency] = Deno.args;
const options = { latencyMs: Number(latency) };
const environment = kind === "any-key"
  ? { ZENML_STORE_URL: listenForAnyKey(options).url }
  : (await startDemoServer("healthy", options)).environment;
Deno.stdout.writeSync(
  new TextEncoder().encode(`${JSON.stringify(environment)}\n`),
);
await Deno.stdin.readable.pipeTo(new WritableStream());
Deno.exit();
