// The formats in which a configuration is handed to another program; each is loaded only where the user chose it.
import type { Syntax } from "./syntax.ts";

/** The formats of exports. */
export const EXPORT_FORMATS = [
  "dotenv",
  "shell",
  "powershell",
  "github",
  "tfvars",
] as const;

/** The name of a format. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** Returns whether a format is one of exports. */
export function isExportFormat(format: string): format is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(format);
}

/** Loads the syntax of a format. */
export async function syntaxOf(format: ExportFormat): Promise<Syntax> {
  switch (format) {
    case "dotenv":
      return (await import("./dotenv.ts")).DOTENV;
    case "shell":
      return (await import("./shell.ts")).SHELL;
    case "powershell":
      return (await import("./powershell.ts")).POWERSHELL;
    case "github":
      return (await import("./github_env.ts")).GITHUB;
    case "tfvars":
      return (await import("./tfvars.ts")).TFVARS;
  }
}
