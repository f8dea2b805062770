// Bytes that come in, and waits that may never end.

/** What bytes come from. */
export interface ByteSource {
  /** Reads some bytes; null at the end. */
  readonly read: (bytes: Uint8Array) => Promise<number | null>;
}

/** Reads to the end, or no more than a limit. */
export async function readUpTo(
  source: ByteSource,
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
 * Waits for what may never come, such as the end of a pipe; rejects with a signal's reason as soon as it aborts.
 *
 * No read or write of a file can be cancelled: it is abandoned, and ends with the process.
 */
export async function unlessAborted<T>(
  work: Promise<T>,
  ...signals: readonly AbortSignal[]
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signals.find(({ aborted }) => aborted)?.reason);
  for (const signal of signals) signal.addEventListener("abort", stop);
  if (signals.some(({ aborted }) => aborted)) stop();
  // Whoever has stopped to wait does not hear of its end.
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    for (const signal of signals) signal.removeEventListener("abort", stop);
  }
}

/** Writes all of some bytes, of which one write may take only a part. */
export async function writeAll(
  sink: { readonly write: (bytes: Uint8Array) => Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(await sink.write(rest));
}
