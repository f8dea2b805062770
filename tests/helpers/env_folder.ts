/**
 * A folder with env files.
 *
 * @module
 */

/** A folder that is removed at the end. */
export interface EnvFolder extends AsyncDisposable {
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
  const folder = await Deno.makeTempDir();
  const files: string[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const text = typeof content === "string"
      ? content
      : Object.entries(content).map(([name, value]) => `${name}=${value}\n`)
        .join("");
    files.push(`${folder}/${name}`);
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  return {
    files,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}
