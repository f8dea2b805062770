// What the process writes to its standard streams, one text after the other, without waiting for a slow reader.
import { delay } from "../http/timer.ts";
import { unlessAborted } from "../http/streams.ts";
import { reasonOf } from "./reason.ts";

/** A reader that does not keep up is looked at again after this many milliseconds. */
const PAUSE_MS = 5;

/** A stream that takes bytes. */
interface ByteSink {
  readonly write: (bytes: Uint8Array) => Promise<number>;
}

/** Texts on their way to standard streams. */
export interface Output {
  /** Writes a text as soon as what was written before has got out. */
  readonly write: (stream: ByteSink, text: string) => void;
  /** Waits until everything has got out; gives the reason why a stream did not take it. */
  readonly flush: (
    stream: ByteSink,
    signal: AbortSignal,
  ) => Promise<string | null>;
}

/** Opens the way out. */
export function openOutput(): Output {
  const failures = new Map<ByteSink, string | null>();
  let all = Promise.resolve();
  return {
    write(stream, text) {
      all = all.then(async () => {
        if (failures.has(stream)) return;
        const problem = await writeAll(stream, text);
        if (problem) failures.set(stream, problem.reason);
      });
    },
    async flush(stream, signal) {
      try {
        await unlessAborted(all, signal);
      } catch {
        return "it did not take everything in time";
      }
      return failures.get(stream) ?? null;
    },
  };
}

/** Writes all of a text. A closed pipe is no failure: whoever reads has seen enough. */
async function writeAll(
  stream: ByteSink,
  text: string,
): Promise<{ readonly reason: string | null } | null> {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(await stream.write(rest));
    } catch (error) {
      if (error instanceof Deno.errors.WouldBlock) await delay(PAUSE_MS);
      else if (error instanceof Deno.errors.BrokenPipe) return { reason: null };
      else return { reason: reasonOf(error) };
    }
  }
  return null;
}
