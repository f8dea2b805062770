/**
 * Runs programs and measures them, from outside and one at a time.
 *
 * @module
 */
import { ownEnvironment, ROOT } from "../offline/children.ts";

/** A program to run, with nothing of this one's environment but where programs and Deno's cache are. */
export interface Program {
  /** Its file or its name. */
  readonly file: string;
  /** Its arguments, none of them secret. */
  readonly args: readonly string[];
  /** Its environment, other than that. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The exit status that it has when it did what is to be measured.
   *
   * @default {0}
   */
  readonly status?: number;
  /**
   * What is in its output then.
   *
   * @default {""}
   */
  readonly says?: string;
}

/** What a run took. */
export interface Cost {
  /** The time from its start to its end, in milliseconds. */
  readonly ms: number;
  /** The most memory that it held, in KB. */
  readonly peakKb: number;
}

/** GNU's, which the shell's own `time` is not. */
const TIME = "/usr/bin/time";

/**
 * Makes the environment of a measured process.
 *
 * @returns The variables that every process gets.
 */
export function baseEnvironment(): Record<string, string> {
  return { PATH: Deno.env.get("PATH") ?? "", ...ownEnvironment() };
}

/**
 * Runs programs in turns, A, B, A, B and so on, so that a machine that is slow for a while is slow for all.
 *
 * @param rounds How often.
 * @param programs The programs by name.
 * @param measure Runs one and returns what it took.
 * @returns What each took, round by round; a run before the first is not counted.
 */
export async function takeTurns<Name extends string, Measure>(
  rounds: number,
  programs: Readonly<Record<Name, Program>>,
  measure: (program: Program) => Promise<Measure>,
): Promise<Record<Name, Measure[]>> {
  const names = Object.keys(programs) as Name[];
  // Caches are warm after that.
  for (const name of names) await outputOf(programs[name]);
  const measures = Object.fromEntries(
    names.map((name) => [name, []]),
  ) as unknown as Record<Name, Measure[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      measures[name].push(await measure(programs[name]));
    }
  }
  return measures;
}

/**
 * Measures the time of a program.
 *
 * @param program The program.
 * @returns The milliseconds from its start to its end.
 */
export async function timed(program: Program): Promise<number> {
  const command = commandOf(program, "null");
  const begin = performance.now();
  const { code } = await command.output();
  const ms = performance.now() - begin;
  assertEnded(program, code);
  return ms;
}

/**
 * Measures time and memory of programs, where GNU's time is at hand. Whoever reads `/proc` comes too early or too
 * late for the peak.
 *
 * @param folder Where it may write.
 * @returns What measures a program, or why there is nothing to measure memory with.
 */
export async function peakMeter(
  folder: string,
): Promise<((program: Program) => Promise<Cost>) | { reason: string }> {
  const file = `${folder}/peak`;
  const wrapped = (program: Program): Program => ({
    ...program,
    file: TIME,
    args: ["--format=%M", `--output=${file}`, program.file, ...program.args],
  });
  const reason = await absenceOf(wrapped({ file: "true", args: [] }));
  if (reason) return { reason };
  return async (program) => {
    const ms = await timed(wrapped(program));
    return { ms, peakKb: Number(await Deno.readTextFile(file)) };
  };
}

/**
 * Returns why a program cannot be measured here.
 *
 * @param program The program, as it is run.
 * @returns The reason, or null if it can.
 */
export async function absenceOf(program: Program): Promise<string | null> {
  try {
    await outputOf(program);
    return null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return `${program.file} is not there`;
    }
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Runs a program unmeasured, and makes sure that it does what is to be measured.
 *
 * @param program The program.
 * @returns What it wrote.
 */
export async function outputOf(
  program: Program,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const output = await commandOf(program, "piped").output();
  const decoder = new TextDecoder();
  const [stdout, stderr] = [output.stdout, output.stderr]
    .map((bytes) => decoder.decode(bytes)) as [string, string];
  assertEnded(program, output.code, stderr);
  if (!stdout.includes(program.says ?? "")) {
    throw new Error(`${lineOf(program)} does not say "${program.says}"`);
  }
  return { stdout, stderr };
}

/** A failure that is measured as if it were a success would look fast. */
function assertEnded(program: Program, code: number, stderr = ""): void {
  const { status = 0 } = program;
  if (code === status) return;
  const last = stderr.trim().split("\n").at(-1);
  throw new Error(
    `${lineOf(program)} ended with ${code} instead of ${status}` +
      (last ? `: ${last}` : ""),
  );
}

function lineOf({ file, args }: Program): string {
  return [file, ...args.slice(0, 12), ...(args.length > 12 ? ["…"] : [])]
    .join(" ");
}

function commandOf(
  { file, args, env }: Program,
  output: "null" | "piped",
): Deno.Command {
  return new Deno.Command(file, {
    args: [...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...baseEnvironment(), ...env },
    stdin: "null",
    stdout: output,
    stderr: output,
  });
}
