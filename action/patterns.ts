// The files of a pattern such as `deploy/*.env`: what a shell makes of one before the command sees it.

/** Lists the files that a pattern matches, in the order of their names, or its own text where none does. */
export async function filesOf(pattern: string): Promise<readonly string[]> {
  if (!pattern.includes("*")) return [pattern];
  let found: readonly string[] = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((part) => part !== "")) {
    const next = await Promise.all(found.map((folder) => within(folder, part)));
    found = next.flat();
  }
  return found.length > 0 ? found : [pattern];
}

/** Lists what a folder has of the names that one part of a pattern matches. */
async function within(
  folder: string,
  part: string,
): Promise<readonly string[]> {
  const pathTo = (name: string) =>
    folder === "" || folder === "/" ? `${folder}${name}` : `${folder}/${name}`;
  if (!part.includes("*")) return [pathTo(part)];
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder === "" ? "." : folder)) {
      if (matches(part, name)) names.push(name);
    }
  } catch {
    return []; // It is no folder, or none that this may read.
  }
  return names.sort().map(pathTo);
}

/** Returns whether a name fits, in time that grows with its length alone; a hidden one needs the dot, too. */
export function matches(part: string, name: string): boolean {
  if (name.startsWith(".") && !part.startsWith(".")) return false;
  const [first = "", ...rest] = part.split("*");
  const last = rest.pop();
  if (last === undefined) return name === part;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const index = name.indexOf(piece, at);
    if (index === -1) return false;
    at = index + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
