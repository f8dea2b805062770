/**
 * What files there are.
 *
 * @module
 */
import { ROOT } from "../../offline/children.ts";

/**
 * Finds every file below a folder.
 *
 * @param folder The path of the folder, with a slash at its end.
 * @param root What the paths begin at.
 * @returns The paths of the files.
 */
export async function filesIn(
  folder: string,
  root: URL = ROOT,
): Promise<readonly string[]> {
  const files: string[] = [];
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, root))
  ) {
    const path = folder === "./" ? name : `${folder}${name}`;
    if (isDirectory) files.push(...await filesIn(`${path}/`, root));
    else files.push(path);
  }
  return files;
}
