/**
 * What the first run costs on a machine that never ran it: from JSR, and as one file from a URL.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { fileURLToPath } from "node:url";
import { delay } from "../../lib/http/timer.ts";
import { ROOT } from "../../offline/children.ts";
import { serveJsr } from "../../publish/loopback_jsr.ts";
import { command } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { absenceOf, outputOf, takeTurns, timed } from "../process.ts";
import type { Program } from "../process.ts";
import type { Row } from "../row.ts";

/** What a response of a registry takes. */
const LATENCY_MS = 30;

/**
 * Makes the package that goes to JSR, and measures the command with an empty cache.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function coldRows(
  { rounds, folder }: Bench,
): Promise<readonly Row[]> {
  const reason = await absenceOf({
    file: Deno.execPath(),
    args: ["task", "--quiet", "publish:prepare"],
  });
  if (reason) return [{ name: "--version, cold", reason }];
  await using jsr = await serveJsr(
    fileURLToPath(new URL("dist/package", ROOT)),
    { latencyMs: LATENCY_MS },
  );
  let caches = 0;
  const cold = (program: Program): Program => ({
    ...program,
    env: { JSR_URL: jsr.url, DENO_DIR: `${folder}/cache-${caches++}` },
  });
  await using site = await serveFile(new URL("dist/zenml-env.js", ROOT));
  // With this repository's configuration Deno would take its own sources for the package.
  const flags = ["--no-config", "--allow-import=127.0.0.1"];
  const programs = {
    package: command(["--version"], {
      entry: `jsr:${config.name}/cli`,
      flags,
    }),
    file: command(["--version"], { entry: site.url, flags }),
  };
  jsr.takeRequests();
  await outputOf(cold(programs.package));
  const requests = jsr.takeRequests();
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  const took = await takeTurns(
    rounds,
    { package: cold(programs.package), file: cold(programs.file) },
    (program) => timed(cold(program)),
  );
  return [
    {
      name: "requests of a cold start from JSR",
      text: `${requests.length} requests, ${bytes.toLocaleString("en")} bytes`,
    },
    timeRow(
      "--version, cold, JSR",
      took.package,
      "one file from a URL, cold",
      took.file,
      { limit: { of: "ratio", atMost: 2 } },
    ),
  ];
}

/** Serves one file as a website would. */
async function serveFile(
  path: URL,
): Promise<AsyncDisposable & { readonly url: string }> {
  const file = await Deno.readFile(path);
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = Deno.serve(options, async () => {
    await delay(LATENCY_MS);
    return new Response(file, {
      headers: { "content-type": "text/javascript" },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/zenml-env.js`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
