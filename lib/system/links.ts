// Where the name of a file leads.
import { isGranted } from "../http/permission.ts";

/** As many links Linux follows. */
const MOST_LINKS = 40;

/** Follows links to what they lead to, be it there or not; null for what the system alone provides, as /dev/stdout, and where Deno may not look. */
export async function endOfLinks(path: string): Promise<string | null> {
  let current = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    if (/^\/(?:dev|proc)\//u.test(current)) return null;
    // Deno would prompt for it.
    if (!isGranted({ name: "read", path: current })) return null;
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
