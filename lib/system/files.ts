// Files, as far as Deno's permissions go.
import { isGranted } from "./permission.ts";
import { readUpTo, unlessAborted } from "./streams.ts";

/** What a file turned out to be. */
export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads a file. */
export async function readFile(
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<FileReading> {
  if (!isGranted({ name: "read", path })) {
    return { kind: "unreadable", reason: withoutPermission("read", path) };
  }
  try {
    const { isFile } = await Deno.stat(path);
    const work = readBytes(path, limit);
    const bytes = await (isFile ? work : unlessAborted(work, signal));
    return bytes === null
      ? { kind: "unreadable", reason: `it is larger than ${limit} bytes` }
      : { kind: "bytes", bytes };
  } catch (error) {
    return {
      kind: "unreadable",
      reason: error === signal.reason
        ? "it did not come to its end in time"
        : reasonOf(error),
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

/** Writes a file. */
export async function writeFile(
  path: string,
  text: string,
  { ownerOnly = false }: { readonly ownerOnly?: boolean } = {},
): Promise<string | null> {
  return await put(path, text, {
    truncate: true,
    ...(ownerOnly ? { mode: 0o600 } : {}),
  });
}

/** Adds to the end of the file that a variable names. */
export async function appendToFileOf(
  variable: string,
  text: string,
): Promise<string | null> {
  if (!isGranted({ name: "env", variable })) {
    return withoutPermission("env", variable);
  }
  const path = Deno.env.get(variable);
  return path ? await put(path, text, { append: true }) : null;
}

async function put(
  path: string,
  text: string,
  options: Deno.OpenOptions,
): Promise<string | null> {
  if (!isGranted({ name: "write", path })) {
    return withoutPermission("write", path);
  }
  try {
    // Deno.writeTextFile would change the mode of what is there, be it /dev/null.
    using file = await Deno.open(path, {
      write: true,
      create: true,
      ...options,
    });
    for (let rest = new TextEncoder().encode(text); rest.length > 0;) {
      rest = rest.subarray(await file.write(rest));
    }
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function withoutPermission(kind: string, what: string): string {
  return `Deno was not given the permission, add --allow-${kind}=${what}`;
}

/** Says in words why the system did not do something. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "the system does not permit it";
  }
  if (!(error instanceof Error)) return "it failed";
  // Behind that Deno may quote a name.
  return /^([\p{L} ]+) \(os error \d+\)/u.exec(error.message)?.[1] ??
    error.name;
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
