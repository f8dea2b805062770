/**
 * Runs Deno itself: its tools for packages, and tasks of this one.
 *
 * @module
 */
import {
  importMapFlags,
  ownEnvironment,
  ROOT,
} from "../../offline/children.ts";
import { bundleCommand } from "../../publish/bundle_command.ts";
import { type Ended, endOf, IMPATIENT } from "./command.ts";

/** Where and with what Deno runs. */
export interface DenoOptions {
  /** The folder; the repository's root by default. */
  readonly cwd?: string | URL;
  /** The environment, besides what says where Deno's cache is. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it gets everything else from here, too: a machine may say by variables how registries are reached. */
  readonly inherits?: boolean;
}

/**
 * Runs Deno to its end.
 *
 * @param args Its arguments.
 * @param options Where it runs, and with what.
 * @returns How it ended.
 */
export async function runDeno(
  args: readonly string[],
  { cwd = ROOT, env = {}, inherits = false }: DenoOptions = {},
): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    clearEnv: !inherits,
    env: { NO_COLOR: "1", ...ownEnvironment(), ...IMPATIENT, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return await endOf(child);
}

/**
 * Makes the single file of the command as its task does, in another folder: tests that run at once must not share one.
 *
 * @param folder The folder.
 * @returns The path of the file.
 * @throws {Error} If the task fails.
 */
export async function makeBundle(folder: string): Promise<string> {
  const file = `${folder}/zenml-env.js`;
  await runOnline(["task", "--eval", bundleCommand(file)]);
  return file;
}

/**
 * Makes a single file of the command that starts more slowly than the task's, in a quarter of the time.
 *
 * @param folder The folder.
 * @returns The path of the file.
 * @throws {Error} If Deno fails.
 */
export async function makeQuickBundle(folder: string): Promise<string> {
  const file = `${folder}/zenml-env.js`;
  const flags = ["--quiet", "--minify", `--output=${file}`];
  await runOnline(["bundle", ...flags, ...importMapFlags(), "cli.ts"]);
  return file;
}

/** Runs Deno so that it can fetch what bundles, which it does the first time. */
async function runOnline(args: readonly string[]): Promise<void> {
  const { status, stderr } = await runDeno(args, { inherits: true });
  if (status !== 0) throw new Error(`deno ${args[0]} failed: ${stderr}`);
}

/**
 * An environment in which Deno finds no package, neither in a registry nor in its cache.
 *
 * @param folder An empty folder for its cache.
 * @returns The variables.
 */
export function withoutRegistries(folder: string): Record<string, string> {
  // Port 9 discards, where anything listens there at all.
  const nowhere = "http://127.0.0.1:9";
  return {
    DENO_DIR: folder,
    JSR_URL: nowhere,
    NPM_CONFIG_REGISTRY: nowhere,
  };
}
