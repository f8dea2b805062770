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
  return folderAt(await Deno.realPath(await Deno.makeTempDir()));
}

/** The paths that {@linkcode recurringFolder} gave out, and that nobody uses now. */
const unused: string[] = [];

/**
 * Makes a folder whose path another test of the file may have had: what Deno compiled it finds again by the path.
 *
 * @returns The folder, which is empty.
 */
export async function recurringFolder(): Promise<TemporaryFolder> {
  const path = unused.pop();
  if (path !== undefined) await Deno.mkdir(path, { mode: 0o700 });
  const folder = path === undefined ? await temporaryFolder() : folderAt(path);
  return {
    ...folder,
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      unused.push(folder.path);
    },
  };
}

function folderAt(path: string): TemporaryFolder {
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
