// Looks at files that may be on a drive that is dead: the wait ends with the run.
import { unlessAborted } from "../http/streams.ts";
import { timeoutSignal, timer } from "../http/timer.ts";
import { endOfLinks, folderOf } from "./links.ts";
import { isGranted } from "../http/permission.ts";

/** What is no pipe is there at once, but where its drive is dead: how long to wait for it, in milliseconds, even at the end. */
const GRACE_MS = 150;

/** How long to wait for it before the end. */
const PATIENCE_MS = 5_000;

/** Looks at what a path leads to. */
export type Look = (path: string) => Promise<Deno.FileInfo>;

/** Returns whether there is a file of that name; null where that is not known. */
export function isFile(
  path: string,
  signal: AbortSignal,
  look?: Look,
): Promise<boolean | null> {
  return isThere(path, ({ isFile }) => isFile, signal, look);
}

/** Returns whether there is a folder of that name; null where that is not known. */
export function isFolder(
  path: string,
  signal: AbortSignal,
  look?: Look,
): Promise<boolean | null> {
  return isThere(path, ({ isDirectory }) => isDirectory, signal, look);
}

async function isThere(
  path: string,
  suits: (info: Deno.FileInfo) => boolean,
  signal: AbortSignal,
  look: Look = Deno.stat,
): Promise<boolean | null> {
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    return suits(await promptly(look(path), signal));
  } catch (error) {
    return isTooLate(error) ? null : false;
  }
}

/** Returns what tells a file from all others, whatever its names are, also one that is yet to be written; null where that is not known. */
export async function fileIdentity(
  path: string,
  signal: AbortSignal,
  look: Look = Deno.stat,
): Promise<string | null> {
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    const { isFile, dev, ino } = await promptly(look(path), signal);
    if (!isFile) return null;
    // On some systems a file has no number.
    return ino ? `${dev}:${ino}` : await promptly(Deno.realPath(path), signal);
  } catch (error) {
    return error instanceof Deno.errors.NotFound
      ? await promptly(placeOfNew(path), signal).catch(() => null)
      : null;
  }
}

/** Names the place where a new file would be. */
async function placeOfNew(path: string): Promise<string | null> {
  const end = await endOfLinks(path);
  if (end === null) return null;
  const folder = folderOf(end);
  // Of a relative path Deno also asks for the current folder.
  const mayLook = [folder || ".", "."].every((path) =>
    isGranted({ name: "read", path })
  );
  return mayLook
    ? `new ${await Deno.realPath(folder || ".")}/${end.slice(folder.length)}`
    : null;
}

/** Waits for what is there at once, but where its drive is dead; looking is nothing that a signal could cancel. */
export async function promptly<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { signal: late, clear } = timeoutSignal(PATIENCE_MS);
  try {
    return await unlessAborted(work, graceAfter(signal), late);
  } finally {
    clear();
  }
}

/** Returns whether a wait was given up. */
export function isTooLate(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

const graces = new WeakMap<AbortSignal, AbortSignal>();

/** A signal that aborts shortly after another one, for all that is read under it together. */
function graceAfter(signal: AbortSignal): AbortSignal {
  const known = graces.get(signal);
  if (known) return known;
  const controller = new AbortController();
  const begin = () => void timer(GRACE_MS, () => controller.abort());
  if (signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true });
  graces.set(signal, controller.signal);
  return controller.signal;
}
