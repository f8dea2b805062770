/**
 * The program that the cases run: the doctor as users run it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** What a program came to. */
export interface Run {
  /** Its exit status. */
  readonly code: number;
  /** Its standard output. */
  readonly stdout: string;
  /** Its standard error. */
  readonly stderr: string;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Not secret, and needed to find programs and the modules in Deno's cache. */
const PASSED_ON = ["PATH", "HOME", "DENO_DIR", "JSR_URL"];

/** The command of this package, with the permissions that its README names. */
export class Doctor {
  readonly #flags: readonly string[];

  private constructor(flags: readonly string[]) {
    this.#flags = flags;
  }

  /**
   * Finds out where the packages come from, and fetches them once.
   *
   * @returns The command.
   */
  static async prepare(): Promise<Doctor> {
    const detected = await run("deno", ["run", "offline/detect.ts"], {});
    const flags = detected.stdout.trim().split(/\s+/).filter(Boolean);
    const cached = await run("deno", ["cache", ...flags, "cli.ts"], {});
    if (cached.code === 0) return new Doctor(flags);
    throw new Error(`Cannot load cli.ts:\n${cached.stderr}`);
  }

  /**
   * Runs `zenml-env doctor --format json`.
   *
   * @param variables The environment, besides what Deno itself needs.
   * @param options More options of the command.
   * @param permissions What it may do besides connecting to this machine.
   * @returns What it came to.
   */
  run(
    variables: Record<string, string>,
    options: readonly string[] = [],
    permissions: readonly string[] = ["--allow-env=ZENML_*"],
  ): Promise<Run> {
    return run("deno", [
      "run",
      ...this.#flags,
      ...permissions,
      "--allow-net=127.0.0.1",
      "cli.ts",
      "doctor",
      "--format=json",
      ...options,
    ], { ...variables, NO_COLOR: "1" });
  }
}

async function run(
  program: string,
  args: readonly string[],
  variables: Record<string, string>,
  cwd: string = ROOT,
): Promise<Run> {
  const env: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = Deno.env.get(name);
    if (value !== undefined) env[name] = value;
  }
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    clearEnv: true,
    env: { ...env, ...variables },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}
