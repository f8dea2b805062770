/**
 * Interrupts `exec` at moments that nobody chose, and looks whether it leaves a program behind or ends with another
 * status than the signal's.
 *
 * ```sh
 * deno run -A --import-map=offline/import_map.json bench/exec_kills.ts 60
 * ```
 *
 * @module
 */
import { importMapFlags, ROOT } from "../offline/children.ts";
import { startDemoServer } from "../lib/demo/server.ts";

/** The program waits for longer than any examination. */
const WAIT_S = 300;

/** A variable that tells the processes of one run from all others. */
const MARKER = "EXEC_KILLS_MARKER";

/** What each signal may end with: the program's end by it, or `exec`'s own where no program was started. */
const STATUS: Readonly<Record<"SIGINT" | "SIGTERM", readonly number[]>> = {
  SIGINT: [130],
  SIGTERM: [143, 130],
};

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

if (import.meta.main) {
  const count = Number(Deno.args[0] ?? 60);
  await using server = await startDemoServer("healthy");
  const failures: string[] = [];
  // About half of the interruptions meet the program.
  const latestMs = 2 * await startMs(server.environment);
  let started = 0;
  for (let index = 0; index < count; index++) {
    const signal = SIGNALS[index % SIGNALS.length]!;
    const delayMs = Math.random() * latestMs;
    const marker = crypto.randomUUID();
    const { status, didStart } = await interrupt(
      server.environment,
      { signal, delayMs, marker },
    );
    if (didStart) started++;
    const expected = didStart ? STATUS[signal].slice(0, 1) : STATUS[signal];
    const left = await processesOf(marker);
    if (expected.includes(status) && left.length === 0) continue;
    failures.push(
      `${signal} after ${delayMs.toFixed(1)} ms, program ${
        didStart ? "started" : "not started"
      }: status ${status}, left ${left.join(", ") || "nothing"}`,
    );
    for (const pid of left) Deno.kill(pid, "SIGKILL");
  }
  say(`${count} kills, ${started} of them with the program running`);
  for (const failure of failures) say(failure);
  Deno.exit(failures.length === 0 ? 0 : 1);
}

function say(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}

function start(env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-lock", "--allow-all", ...importMapFlags()],
      ...["cli.ts", "exec", "--quiet", "--"],
      ...["sh", "-c", `echo started; exec sleep ${WAIT_S}`],
    ],
    cwd: ROOT,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Measures how long it takes until the program runs. */
async function startMs(
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const begin = performance.now();
  const child = start({ ...environment });
  const reader = child.stdout.getReader();
  await reader.read();
  const ms = performance.now() - begin;
  child.kill("SIGTERM");
  reader.releaseLock();
  await child.output();
  return ms;
}

async function interrupt(
  environment: Readonly<Record<string, string>>,
  { signal, delayMs, marker }: {
    readonly signal: typeof SIGNALS[number];
    readonly delayMs: number;
    readonly marker: string;
  },
): Promise<{ readonly status: number; readonly didStart: boolean }> {
  const child = start({ ...environment, [MARKER]: marker });
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  child.kill(signal);
  const { code, stdout } = await child.output();
  const text = new TextDecoder().decode(stdout);
  return { status: code, didStart: text.includes("started") };
}

/** Finds the processes that have inherited a marker. */
async function processesOf(marker: string): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/u.test(name)) continue;
    const variables = await Deno.readTextFile(`/proc/${name}/environ`)
      .catch(() => "");
    if (variables.includes(marker)) found.push(Number(name));
  }
  return found;
}
