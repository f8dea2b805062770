/**
 * Bytes that come in.
 *
 * @module
 */

/** What bytes come from. */
export interface Source {
  /** Reads some bytes; null at the end. */
  readonly read: (bytes: Uint8Array) => Promise<number | null>;
}

/**
 * Reads to the end, or no more than a limit.
 *
 * @param source What the bytes come from.
 * @param limit The most bytes.
 * @returns The bytes, or null if there are more.
 *
 * @example Usage
 * ```ts
 * import { readUpTo } from "./streams.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const parts = [3, 2, null, 3];
 * const source = { read: () => Promise.resolve(parts.shift() ?? null) };
 * assertEquals((await readUpTo(source, 5))?.length, 5);
 * assertEquals(await readUpTo(source, 2), null);
 * ```
 */
export async function readUpTo(
  source: Source,
  limit: number,
): Promise<Uint8Array | null> {
  // Most files are small, and many may be read in one run.
  let bytes = new Uint8Array(Math.min(limit + 1, 4096));
  let length = 0;
  for (let read: number | null = 0; read !== null && length <= limit;) {
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(limit + 1, 2 * length));
      larger.set(bytes);
      bytes = larger;
    }
    read = await source.read(bytes.subarray(length));
    length += read ?? 0;
  }
  return length > limit ? null : bytes.subarray(0, length);
}

/**
 * Waits for what may never come, such as the end of a pipe.
 *
 * @param work What is waited for.
 * @param signal Ends the waiting.
 * @returns What came.
 * @throws The signal's reason, if it is aborted before.
 *
 * @example Usage
 * ```ts
 * import { unlessAborted } from "./streams.ts";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * assertEquals(await unlessAborted(Promise.resolve(1), new AbortController().signal), 1);
 * await assertRejects(() => unlessAborted(new Promise(() => {}), AbortSignal.abort()));
 * ```
 */
export async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
