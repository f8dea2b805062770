/** Lists the files below a folder whose names end in one way. */
export async function walkFiles(folder: URL, end: string): Promise<URL[]> {
  const files: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      files.push(...await walkFiles(new URL(`${name}/`, folder), end));
    } else if (name.endsWith(end)) files.push(new URL(name, folder));
  }
  return files;
}
