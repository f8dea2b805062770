// What to type to change a setting where it is kept.
import type { Origin } from "./source.ts";

/** Writes a text so that a POSIX shell reads it back as one word. */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/u.test(text) && !text.startsWith("-")
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Writes what to type to set a variable that is not set. */
export function additionOf(
  variable: string,
  value: string,
  targetFile: string | null,
): string {
  return targetFile === null
    ? `export ${variable}=${shellWord(value)}`
    : `${variable}=${value}  # in ${targetFile}`;
}

/** Writes what to type to give a variable a value, where its value comes from now. */
export function assignmentOf(origin: Origin, value: string): string {
  const { source, variable } = origin;
  switch (source.kind) {
    case "file":
      return `${variable}=${value}  # in ${source.file}, line ${source.line}`;
    case "flag":
      return `${source.name} ${shellWord(value)}`;
    case "standard-input":
      return `printf %s "$KEY" | zenml-env doctor --api-key-stdin`;
    case "environment":
      return `export ${variable}=${shellWord(value)}`;
  }
}
