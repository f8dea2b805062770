// The shells that can complete the command line.

/** The shells, by the names of their programs; that of PowerShell is pwsh or powershell. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** The name of such a shell. */
export type CompletedShell = typeof SHELLS[number];
