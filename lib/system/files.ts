/**
 * Files, as far as Deno's permissions go.
 *
 * @module
 */
import type { FileReading } from "../command/shell.ts";
import { isGranted } from "./permission.ts";
import { readUpTo, unlessAborted } from "./streams.ts";

/**
 * Reads a file.
 *
 * @param path The file.
 * @param limit The most bytes that it may have.
 * @param signal Ends the reading of what may never end, such as a pipe.
 * @returns The bytes, or why there are none.
 *
 * @example Usage
 * ```ts
 * import { readFile } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const reading = await readFile("no-such-file", 1000, new AbortController().signal);
 * assertEquals(reading.kind, "unreadable");
 * ```
 */
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

/**
 * Writes a file.
 *
 * @param path The file.
 * @param text What it shall hold.
 * @param options Whether the file, if it is new, is for its owner alone.
 * @returns Why it cannot be written, or null.
 *
 * @example Usage
 * ```ts
 * import { writeFile } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await writeFile("a", ""), "Deno was not given the permission, add --allow-write=a");
 * ```
 */
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

/**
 * Adds to the end of the file that a variable names.
 *
 * @param variable The variable.
 * @param text What is added.
 * @returns Why it cannot be added, or null; null also where the variable is not set.
 *
 * @example Usage
 * ```ts
 * import { appendToFileOf } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await appendToFileOf("FILE", ""), "Deno was not given the permission, add --allow-env=FILE");
 * ```
 */
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

/**
 * Says in words why the system did not do something.
 *
 * @param error What Deno threw.
 * @returns The reason, which quotes nothing but the system.
 *
 * @example Usage
 * ```ts
 * import { reasonOf } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(reasonOf(new Deno.errors.NotFound("a: no")), "there is no such file");
 * assertEquals(reasonOf(new Error("No space left on device (os error 28)")), "No space left on device");
 * ```
 */
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

/**
 * Tells whether there is a file of that name.
 *
 * @param path The name.
 * @returns Whether there is, or null where that may not be asked.
 *
 * @example Usage
 * ```ts
 * import { isFile } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isFile("a\0b"), null);
 * ```
 */
export function isFile(path: string): boolean | null {
  return isThere(path, ({ isFile }) => isFile);
}

/**
 * Tells whether there is a folder of that name.
 *
 * @param path The name.
 * @returns Whether there is, or null where that may not be asked.
 *
 * @example Usage
 * ```ts
 * import { isFolder } from "./files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isFolder("a\0b"), null);
 * ```
 */
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
