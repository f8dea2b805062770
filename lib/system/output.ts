// What the process writes to its standard streams, one text after the other, without waiting for a slow reader.
import { delay } from "../http/timer.ts";
import { unlessAborted } from "../http/streams.ts";
import { piecesOf } from "./output_pieces.ts";
import { reasonOf } from "./reason.ts";

/** A reader that does not keep up is looked at again after this many milliseconds. */
const PAUSE_MS = 5;

/** A standard stream. */
export interface StandardStream {
  readonly write: (bytes: Uint8Array) => Promise<number>;
  readonly isTerminal: () => boolean;
}

/** Texts on their way to standard streams. */
export interface Output {
  /** Writes a text as soon as what was written before has got out. */
  readonly write: (stream: StandardStream, text: string) => void;
  /** Returns whether a stream has taken everything so far. */
  readonly isOpen: (stream: StandardStream) => boolean;
  /** Waits until everything has got out; gives the reason why a stream did not take it. */
  readonly flush: (
    stream: StandardStream,
    signal: AbortSignal,
  ) => Promise<string | null>;
}

/** Opens the way out. */
export function openOutput(): Output {
  const failures = new Map<StandardStream, string | null>();
  let all = Promise.resolve();
  return {
    write(stream, text) {
      all = all.then(async () => {
        if (failures.has(stream)) return;
        const problem = await writeAll(stream, text);
        if (problem) failures.set(stream, problem.reason);
      });
    },
    isOpen: (stream) => !failures.has(stream),
    async flush(stream, signal) {
      try {
        await unlessAborted(all, signal);
      } catch {
        return "not everything could be written in time";
      }
      return failures.get(stream) ?? null;
    },
  };
}

/** Writes all of a text. A closed pipe is no failure: whoever reads has seen enough. */
async function writeAll(
  stream: StandardStream,
  text: string,
): Promise<{ readonly reason: string | null } | null> {
  try {
    for (const piece of piecesOf(text, stream.isTerminal())) {
      let rest = piece.bytes;
      do {
        const written = await writeOnce(stream, rest);
        // What Deno keeps for later must not be written again, but pushed out.
        rest = written === null && piece.isKept && stream === Deno.stdout
          ? new Uint8Array()
          : rest.subarray(written ?? 0);
        if (written === null) await delay(PAUSE_MS);
        else if (rest.length === 0) break;
      } while (true);
    }
    return null;
  } catch (error) {
    return {
      reason: error instanceof Deno.errors.BrokenPipe ? null : reasonOf(error),
    };
  }
}

/** Writes what a stream takes at once; null where it takes nothing now. */
async function writeOnce(
  stream: StandardStream,
  bytes: Uint8Array,
): Promise<number | null> {
  try {
    return await stream.write(bytes);
  } catch (error) {
    if (error instanceof Deno.errors.WouldBlock) return null;
    throw error;
  }
}
