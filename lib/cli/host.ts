/**
 * What a command needs of the process that it runs in.
 *
 * `cli.ts` is the one file that provides it; tests may provide another.
 *
 * @module
 */

import type { ProxyVariables } from "../http/proxy.ts";

/** A terminal, or what stands in its place. */
export interface Screen {
  /** How many columns there are. */
  readonly columns: number;
  /** Whether colours may be used. */
  readonly color: boolean;
}

/** What a file turned out to be. */
export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What standard input turned out to be. */
export type InputReading =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "terminal" }
  | { readonly kind: "too-long" }
  | { readonly kind: "interrupted" };

/** The environment, as far as it may be read. */
export interface EnvironmentReading {
  /** The variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The names of ZenML's variables that Deno was not permitted to read. */
  readonly refused: readonly string[];
}

/** The machine, as far as Deno's permissions go. */
export interface Machine {
  /** The operating system, as Deno calls it. */
  readonly platform: string;
  /** Reads a variable that is none of ZenML's; undefined also where that is not permitted. */
  readonly readVariable: (name: string) => string | undefined;
  /** Returns whether a folder exists, or null where that may not be asked. */
  readonly isFolder: (path: string) => boolean | null;
}

/** The process as commands see it. */
export interface Shell {
  /** The machine that it runs on. */
  readonly machine: Machine;
  /** Reads the environment: all of it, or only the names that may be asked for. */
  readonly readEnvironment: () => EnvironmentReading;
  /** Reads the proxy variables, each that may be read. */
  readonly readProxies: () => ProxyVariables;
  /** Reads a file up to a number of bytes, or says why it cannot; a pipe no longer than to the end of the signal. */
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
  /**
   * Adds to the end of the file that a variable names; gives the reason if it cannot, and none if it is not set.
   */
  readonly appendToFileOf: (
    variable: string,
    text: string,
  ) => Promise<string | null>;
  /** Returns whether a file exists, or null where that may not be asked. */
  readonly isFile: (path: string) => boolean | null;
  /** Reads standard input to its end. */
  readonly readInput: () => Promise<InputReading>;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes a line to standard error. */
  readonly complain: (line: string) => void;
  /** Shows a line that the next one replaces, on a terminal alone; null takes it away. */
  readonly showProgress: (line: string | null) => void;
  /** Where standard output goes. */
  readonly screen: Screen;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}
