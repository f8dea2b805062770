// What is read of files, as far as Deno's permissions go.
import { readUpTo, unlessAborted } from "../http/streams.ts";
import { timer } from "../http/timer.ts";
import { isGranted } from "./permission.ts";
import { reasonOf, withoutPermission } from "./reason.ts";

/** What a file turned out to be. */
export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What is no pipe is there at once, but where its drive is dead: how long to wait for it, in milliseconds, even at the end. */
const GRACE_MS = 150;

/** Reads a file, for hardly longer than the signal allows: a network drive may be dead, and a pipe without a writer. */
export async function readFile(
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<FileReading> {
  if (!isGranted({ name: "read", path })) {
    return { kind: "unreadable", reason: withoutPermission("read", path) };
  }
  try {
    const late = graceAfter(signal);
    const { isFile } = await unlessAborted(Deno.stat(path), late);
    const bytes = await unlessAborted(
      readBytes(path, limit),
      isFile ? late : signal,
    );
    return bytes === null
      ? { kind: "unreadable", reason: `it is larger than ${limit} bytes` }
      : { kind: "bytes", bytes };
  } catch (error) {
    return {
      kind: "unreadable",
      reason: error instanceof DOMException && error.name === "AbortError"
        ? "it did not end in time"
        : reasonOf(error),
    };
  }
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

async function readBytes(
  path: string,
  limit: number,
): Promise<Uint8Array | null> {
  using file = await Deno.open(path);
  return await readUpTo(file, limit);
}

/** Returns whether there is a file of that name. */
export function isFile(path: string): boolean | null {
  return isThere(path, ({ isFile }) => isFile);
}

/** Returns whether there is a folder of that name. */
export function isFolder(path: string): boolean | null {
  return isThere(path, ({ isDirectory }) => isDirectory);
}

function isThere(
  path: string,
  suits: (info: Deno.FileInfo) => boolean,
): boolean | null {
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    return suits(Deno.statSync(path));
  } catch {
    return false;
  }
}

/** Returns what tells a file from all others, whatever its names are; null where that is not known. */
export function fileIdentity(path: string): string | null {
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    const { isFile, dev, ino } = Deno.statSync(path);
    if (!isFile) return null;
    // On some systems a file has no number.
    return ino ? `${dev}:${ino}` : Deno.realPathSync(path);
  } catch {
    return null;
  }
}
