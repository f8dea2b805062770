/**
 * The formats in which a configuration is handed to another program; each is loaded only where it is asked for.
 *
 * @module
 */
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

/**
 * Tells whether a format is one of exports.
 *
 * @param format The name of a format.
 * @returns Whether it hands the configuration to another program.
 *
 * @example Usage
 * ```ts
 * import { isExportFormat } from "./formats.ts";
 * import { assert } from "@std/assert";
 *
 * assert(isExportFormat("dotenv"));
 * assert(!isExportFormat("json"));
 * ```
 */
export function isExportFormat(format: string): format is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(format);
}

/**
 * Loads the syntax of a format.
 *
 * @param format The format.
 * @returns How it writes assignments and comments.
 *
 * @example Usage
 * ```ts
 * import { syntaxOf } from "./formats.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { assign } = await syntaxOf("shell");
 * assertEquals(assign("ZENML_STORE_USERNAME", "it's me"), "export ZENML_STORE_USERNAME='it'\\''s me'\n");
 * ```
 */
export async function syntaxOf(format: ExportFormat): Promise<Syntax> {
  switch (format) {
    case "dotenv":
      return (await import("./dotenv.ts")).DOTENV;
    case "shell":
      return (await import("./shell.ts")).SHELL;
    case "powershell":
      return (await import("./powershell.ts")).POWERSHELL;
    case "github":
      return (await import("./github.ts")).GITHUB;
    case "tfvars":
      return (await import("./tfvars.ts")).TFVARS;
  }
}
