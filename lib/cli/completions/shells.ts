// The shells that can complete the command line.

/** The shells, by the names of their programs. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The name of such a shell. */
export type CompletedShell = typeof SHELLS[number];
