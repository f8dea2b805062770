/**
 * A folder for one test.
 *
 * @module
 */

/** A folder that goes away with its scope. */
export interface TemporaryFolder extends AsyncDisposable {
  /** Its path, without links. */
  readonly path: string;
  /** Writes a file into it, and gives its path. */
  readonly write: (
    name: string,
    content: string | Uint8Array,
  ) => Promise<string>;
}

/**
 * Makes a folder for one test.
 *
 * @returns The folder.
 */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await Deno.realPath(await Deno.makeTempDir());
  return {
    path,
    async write(name, content) {
      const file = `${path}/${name}`;
      await (typeof content === "string"
        ? Deno.writeTextFile(file, content)
        : Deno.writeFile(file, content));
      return file;
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/**
 * Runs a function with a folder that is there for it alone.
 *
 * @param use The function; it gets the folder's path.
 */
export async function inFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  await using folder = await temporaryFolder();
  await use(folder.path);
}
