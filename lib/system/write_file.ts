// What is written to files, as far as Deno's permissions go.
//
// A report is written under another name and then renamed: a full disk leaves the one from before.
import { unlessAborted, writeAll } from "../http/streams.ts";
import { readVariable } from "./environment.ts";
import { endOfLinks, folderOf } from "./links.ts";
import { isGranted } from "../http/permission.ts";
import { reasonOf, withoutPermission } from "./reason.ts";

/** How a file is written. */
export interface WriteOptions {
  /** Whether a new file is for its owner alone. */
  readonly ownerOnly?: boolean;
}

const OWNER_ONLY = 0o600;

/** Writes a file, for no longer than the signal allows; gives the reason if it cannot. */
export async function writeFile(
  path: string,
  text: string,
  { ownerOnly = false }: WriteOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const mode = ownerOnly ? { mode: OWNER_ONLY } : {};
  return await reasonFor(path, signal, async () => {
    const bytes = new TextEncoder().encode(text);
    const end = await endOfLinks(path, isOrdinary);
    // What prevents the look is said by the attempt to write.
    const target = end && await replaceable(end).catch(() => null);
    if (target && await replace(target, bytes, mode, signal)) return;
    await writeTo(path, bytes, { create: true, truncate: true, ...mode });
  });
}

/** Returns whether a path is none of those that the system alone provides, such as /dev/stdout: there a link is what is open. */
function isOrdinary(path: string): boolean {
  return !/^\/(?:dev|proc)\//u.test(path);
}

/** Adds to the end of the file that a variable names. */
export async function appendToFileOf(
  variable: string,
  text: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (!isGranted({ name: "env", variable })) {
    return withoutPermission("env", variable);
  }
  const path = readVariable(variable);
  return path
    ? await reasonFor(
      path,
      signal,
      () =>
        writeTo(path, new TextEncoder().encode(text), {
          create: true,
          append: true,
        }),
    )
    : null;
}

async function reasonFor(
  path: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<string | null> {
  if (!isGranted({ name: "write", path })) {
    return withoutPermission("write", path);
  }
  try {
    await unlessAborted(work(), signal);
    return null;
  } catch (error) {
    return error === signal.reason
      ? "not everything could be written in time"
      : reasonOf(error);
  }
}

/** Deno.writeTextFile would change the mode of what is there, be it /dev/null. */
async function writeTo(
  path: string,
  bytes: Uint8Array,
  options: Deno.OpenOptions,
): Promise<void> {
  using file = await Deno.open(path, { write: true, ...options });
  await writeAll(file, bytes);
}

/** A file that may be replaced by another one without anybody's noticing. */
interface Replaceable {
  /** Its path, without links. */
  readonly path: string;
  /** What is there now, or null for a new file. */
  readonly info: Deno.FileInfo | null;
}

/** Finds what a path may be replaced at; null where only the file itself can be written to. */
async function replaceable(path: string): Promise<Replaceable | null> {
  const info = await Deno.stat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (info === null) return { path, info };
  // Another name of the file would keep what was there before.
  if (!info.isFile || (info.nlink ?? 1) > 1) return null;
  // What may not be written to may not be replaced either.
  (await Deno.open(path, { write: true })).close();
  return { path, info };
}

/** Replaces a file, or returns false where that is not possible; a failure to write leaves what was there. */
async function replace(
  { path, info }: Replaceable,
  bytes: Uint8Array,
  mode: { readonly mode?: number },
  signal: AbortSignal,
): Promise<boolean> {
  const other = `${folderOf(path)}.zenml-env-${crypto.randomUUID()}.tmp`;
  const may = (["read", "write"] as const).every((name) =>
    isGranted({ name, path: other })
  );
  if (!may) return false;
  try {
    (await Deno.open(other, { write: true, createNew: true, ...mode })).close();
  } catch {
    // A folder may be closed to new files.
    return false;
  }
  const discard = () => void Deno.remove(other).catch(() => {});
  signal.addEventListener("abort", discard, { once: true });
  try {
    if (info && !await takeOver(info, other)) {
      await Deno.remove(other);
      return false;
    }
    await writeTo(other, bytes, {});
  } catch (error) {
    await Deno.remove(other).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", discard);
  }
  if (signal.aborted) throw signal.reason;
  try {
    await Deno.rename(other, path);
    return true;
  } catch {
    // A file that was mounted by itself cannot be replaced.
    await Deno.remove(other).catch(() => {});
    return false;
  }
}

/** Gives a new file the mode of the one that it replaces; returns false where their owners differ. */
async function takeOver(
  info: Deno.FileInfo,
  other: string,
): Promise<boolean> {
  const own = await Deno.stat(other);
  if (own.uid !== info.uid || own.gid !== info.gid) return false;
  if (info.mode !== null && Deno.build.os !== "windows") {
    await Deno.chmod(other, info.mode & 0o7777);
  }
  return true;
}
