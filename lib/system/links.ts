// Where the name of a file leads.
import { isGranted } from "../http/permission.ts";

/** As many links Linux follows. */
const MOST_LINKS = 40;

/** Follows links to what they lead to, be it there or not; null where one is not to be followed, or Deno may not look. */
export async function endOfLinks(
  path: string,
  mayFollow: (path: string) => boolean = () => true,
): Promise<string | null> {
  let current = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    // Deno would prompt for it.
    const mayLook = isGranted({ name: "read", path: current });
    if (!mayFollow(current) || !mayLook) return null;
    const link = await Deno.readLink(current).catch(() => null);
    if (link === null) return current;
    const isAbsolute = /^(?:[/\\]|[a-z]:)/iu.test(link);
    current = isAbsolute ? link : folderOf(current) + link;
  }
  return null;
}

/** The part of a path that names its folder, with the separator. */
export function folderOf(path: string): string {
  const separators = Deno.build.os === "windows" ? /^.*[\\/]/su : /^.*\//su;
  return separators.exec(path)?.[0] ?? "";
}
