// Runs another program in the place of this one: its streams, its signals and its exit status.
import { isGranted } from "../http/permission.ts";

/** How a program ended, or why it was not run. */
export type ChildEnd =
  | { readonly kind: "ended"; readonly status: number }
  | { readonly kind: "not-found" }
  | { readonly kind: "not-executable" }
  | { readonly kind: "not-permitted"; readonly lacks: LackingPermission }
  | { readonly kind: "interrupted" };

/** Why Deno does not run a program, with the name of a variable that it refuses to unset or to pass on. */
export type LackingPermission =
  | { readonly kind: "run" }
  | { readonly kind: "unset"; readonly variable: string }
  | { readonly kind: "loader"; readonly variable: string };

/** The variables of a program that differ from those of this process. */
export interface ChildVariables {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Passes the signals that this process gets on, until it is told to stop. */
export type PassOn = (to: ((signal: Deno.Signal) => void) | null) => void;

/** Signals that a terminal sends to all of its programs by itself. */
const OF_TERMINALS: ReadonlySet<Deno.Signal> = new Set(["SIGINT", "SIGQUIT"]);

/** Runs a program to its end; a run that was interrupted before starts none. */
export async function runChild(
  [program = "", ...args]: readonly string[],
  { set, unset }: ChildVariables,
  signal: AbortSignal,
  passOn: PassOn,
): Promise<ChildEnd> {
  // Deno grants no name that is not in PATH, so that only the attempt tells a missing program; but it may prompt.
  if (!isGranted({ name: "run", command: program }) && mayPrompt()) {
    return { kind: "not-permitted", lacks: { kind: "run" } };
  }
  const kept = unset.find((variable) => !isGranted({ name: "env", variable }));
  if (kept !== undefined) {
    return { kind: "not-permitted", lacks: { kind: "unset", variable: kept } };
  }
  for (const name of unset) Deno.env.delete(name);
  const command = new Deno.Command(program, {
    args,
    env: { ...set },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  });
  if (signal.aborted) return { kind: "interrupted" };
  try {
    // A signal that comes while the program starts waits for the next turn of the event loop, and finds it there.
    passOn((name) => passTo(child, name));
    const child = command.spawn();
    const { code } = await child.status;
    return { kind: "ended", status: code };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { kind: "not-found" };
    if (error instanceof Deno.errors.NotCapable) {
      return { kind: "not-permitted", lacks: lackingOf(error.message) };
    }
    return { kind: "not-executable" };
  } finally {
    passOn(null);
  }
}

/** A variable of the dynamic loader needs the permission to run every program; Deno's message names it. */
function lackingOf(message: string): LackingPermission {
  const [variable] = /\b(?:LD|DYLD)_[A-Z_]+/u.exec(message) ?? [];
  return variable === undefined
    ? { kind: "run" }
    : { kind: "loader", variable };
}

/** Deno asks the user where both are terminals. */
function mayPrompt(): boolean {
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

function passTo(child: Deno.ChildProcess, signal: Deno.Signal): void {
  // A second SIGINT makes Terraform give up its state.
  if (OF_TERMINALS.has(signal) && isOnTerminal()) return;
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended, and its status is on the way.
    if (
      !(error instanceof TypeError || error instanceof Deno.errors.NotFound)
    ) {
      throw error;
    }
  }
}

function isOnTerminal(): boolean {
  return [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) =>
    stream.isTerminal()
  );
}
