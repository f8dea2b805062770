/**
 * A folder with env files.
 *
 * @module
 */

import { temporaryFolder } from "./temporary_folder.ts";

/** A folder that is removed at the end. */
export interface EnvFolder extends AsyncDisposable {
  /** The folder itself. */
  readonly path: string;
  /** The files, in the order in which they were named. */
  readonly files: readonly string[];
}

/**
 * Writes env files.
 *
 * @param contents The variables of each file, or its text, by its name.
 * @returns The folder.
 */
export async function writeEnvFiles(
  contents: Readonly<Record<string, Readonly<Record<string, string>> | string>>,
): Promise<EnvFolder> {
  const folder = await temporaryFolder();
  const files: string[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const text = typeof content === "string"
      ? content
      : Object.entries(content).map(([name, value]) => `${name}=${value}\n`)
        .join("");
    files.push(await folder.write(name, text));
  }
  return {
    path: folder.path,
    files,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  };
}
