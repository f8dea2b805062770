/**
 * How the command becomes one file.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };

/**
 * Returns what the task `bundle` runs, for another file: what runs at once must not share one.
 *
 * @param file The file to make.
 * @returns A command for `deno task --eval`.
 */
export function bundleCommand(file: string): string {
  // In a task's command a backslash of Windows would hide the character behind it.
  return config.tasks.bundle.command
    .replaceAll("dist/zenml-env.js", file.replaceAll("\\", "/"));
}
