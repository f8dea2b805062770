// What a command needs of the process that it runs in.
//
// `cli.ts` is the one file that provides it; tests may provide another.
import type { ProxyVariables } from "../http/proxy.ts";
import type { SecretSet } from "../resolver/secret_set.ts";
import type { PathAccess } from "../system/access.ts";
import type { EnvironmentReading } from "../system/environment.ts";
import type { FileReading } from "../system/files.ts";
import type { LineFile } from "../system/line_file.ts";
import type { ChildEnd, ChildVariables } from "../system/run_child.ts";

/** A terminal, or what takes its place. */
export interface Screen {
  /** How many columns there are. */
  readonly columns: number;
  /** Whether it is no terminal but a pipe or a file. */
  readonly isPipe?: boolean;
  /** Whether colours may be used. */
  readonly color: boolean;
  /** Whether it shows ASCII alone. */
  readonly ascii?: boolean;
}

/** What standard input turned out to be. */
export type InputReading =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "terminal" }
  | { readonly kind: "too-long" }
  | { readonly kind: "not-text" }
  | { readonly kind: "interrupted" };

/** What names the places of files on a machine. */
export interface NamingMachine {
  /** The operating system, as Deno calls it. */
  readonly platform: string;
  /** Reads a variable that is none of ZenML's; undefined also where that is not permitted. */
  readonly readVariable: (name: string) => string | undefined;
  /** Returns whether a variable may be read, so that one without a value is known to be unset. */
  readonly mayReadVariable: (name: string) => boolean;
  /** The home of the user where HOME does not name it, or null where that is not known. */
  readonly homeOfUser: () => string | null;
}

/** The machine, as far as Deno's permissions go. */
export interface Machine extends NamingMachine {
  /** Returns whether a folder exists, or null where that is not known. */
  readonly isFolder: (path: string) => Promise<boolean | null>;
  /** Looks at what the user may do with a path, and writes nothing; null where that is not known. */
  readonly accessTo: (path: string) => Promise<PathAccess | null>;
}

/** The process as commands see it. */
export interface Host {
  readonly machine: Machine;
  /** Reads the environment: all of it, or only the names that are permitted. */
  readonly readEnvironment: () => EnvironmentReading;
  /** Reads the proxy variables, each that may be read. */
  readonly readProxies: () => ProxyVariables;
  /** Reads a file up to a number of bytes, or says why it cannot; no longer than the signal or the deadline allows. */
  readonly readFile: (
    path: string,
    limit: number,
    signal?: AbortSignal,
  ) => Promise<FileReading>;
  /** Writes a file, which if new may be for its owner alone; gives the reason if it cannot. */
  readonly writeFile: (
    path: string,
    text: string,
    options?: { readonly ownerOnly?: boolean },
  ) => Promise<string | null>;
  /** Opens a file that grows by lines while the command runs. */
  readonly openLines: (path: string) => Promise<LineFile>;
  /** Adds to the end of the file that a variable names; gives the reason if it cannot, and none if it is not set. */
  readonly appendToFileOf: (
    variable: string,
    text: string,
  ) => Promise<string | null>;
  /** Returns whether a file exists, or null where that is not known: it is not permitted, or its drive is dead. */
  readonly isFile: (path: string) => Promise<boolean | null>;
  /** Returns what tells a regular file from all others, whatever its names are, also one that is yet to be written; null where that is not known. */
  readonly fileIdentity: (path: string) => Promise<string | null>;
  /** Reads standard input to its end, up to a number of bytes: of more than any key unless it is given. */
  readonly readInput: (limit?: number) => Promise<InputReading>;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Waits until all that was printed has got out; returns whether anybody reads what comes next. */
  readonly hasReader: () => Promise<boolean>;
  /** Writes a line to standard error. */
  readonly printError: (line: string) => void;
  /** Shows a line that the next one replaces, and takes it away for null; there is none without a terminal. */
  readonly showProgress: ((line: string | null) => void) | null;
  readonly screen: Screen;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Lets signals in after long work, which nothing could have interrupted; returns whether the run was interrupted. */
  readonly isInterrupted: () => Promise<boolean>;
  /** Runs a program with variables of its own, once all that was printed is out; its streams are those of this process. */
  readonly runChild: (
    command: readonly string[],
    variables: ChildVariables,
  ) => Promise<ChildEnd>;
  /** Says how long the whole command may take, in milliseconds from its start. */
  readonly setDeadline: (ms: number) => void;
  /** How many milliseconds have passed since its start. */
  readonly spentMs: () => number;
}

/** The process behind the exit gate, which takes the secrets of the run out of every text. */
export interface GatedHost extends Host {
  /** Makes a line on standard error an annotation of GitHub Actions as well, where the command runs in it. */
  readonly annotateError: (line: string) => void;
  /** The secrets of the run: of all values that were read, and what servers hand out. */
  readonly secrets: SecretSet;
  /** The way around the gate, for the values of `resolve --show-secrets` alone. */
  readonly aroundGate: Pick<Host, "print" | "writeFile" | "appendToFileOf">;
}
