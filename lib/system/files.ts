// What is read of files, as far as Deno's permissions go.
import { readUpTo, unlessAborted } from "../http/streams.ts";
import { isTooLate, promptly } from "./look.ts";
import { isGranted } from "../http/permission.ts";
import { reasonOf, withoutPermission } from "./reason.ts";

/** What a file turned out to be. */
export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable"; readonly reason: string };

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
    const { isFile } = await promptly(Deno.stat(path), signal);
    const work = readBytes(path, limit);
    const bytes = isFile
      ? await promptly(work, signal)
      : await unlessAborted(work, signal);
    return bytes === null
      ? { kind: "unreadable", reason: `it is larger than ${limit} bytes` }
      : { kind: "bytes", bytes };
  } catch (error) {
    return {
      kind: "unreadable",
      reason: isTooLate(error) ? "it did not end in time" : reasonOf(error),
    };
  }
}

async function readBytes(
  path: string,
  limit: number,
): Promise<Uint8Array | null> {
  using file = await Deno.open(path);
  return await readUpTo(file, limit);
}
