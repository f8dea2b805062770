// A file that grows while the command runs: what is in it stays, however the command ends.
import { unlessAborted, writeAll } from "../http/streams.ts";
import { isGranted } from "../http/permission.ts";
import { reasonOf, withoutPermission } from "./reason.ts";

/** A file that grows by lines. */
export interface LineFile {
  /** Adds lines; returns whether the file takes more. */
  readonly write: (lines: string) => Promise<boolean>;
  /** Ends it; gives the reason if it could not be opened, or has not taken everything. */
  readonly close: () => Promise<string | null>;
}

/** Does some writing, and gives it a signal that ends it. */
type Within = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Opens a file for lines in place of what it held; nothing is thrown. */
export async function openLineFile(
  path: string,
  within: Within,
): Promise<LineFile> {
  let file: Deno.FsFile | null = null;
  let reason: string | null = null;
  let last: Promise<void> = Promise.resolve();
  const attempt = async (work: () => Promise<void>) => {
    if (reason !== null) return;
    await within(async (signal) => {
      try {
        await unlessAborted(work(), signal);
      } catch (error) {
        reason = error === signal.reason
          ? "not everything could be written in time"
          : reasonOf(error);
      }
    });
  };
  if (!isGranted({ name: "write", path })) {
    reason = withoutPermission("write", path);
  }
  await attempt(async () => {
    file = await Deno.open(path, { write: true, create: true, truncate: true });
  });
  const end = endOfLines();
  return {
    async write(lines) {
      // One after the other, so that no line is inside another.
      last = last.then(() => attempt(() => end.add(file!, lines)));
      await last;
      return reason === null;
    },
    async close() {
      await last;
      file?.close();
      return reason;
    },
  };
}

/** Knows where the last whole line ends: what a full disk took of the next one is taken back. */
function endOfLines() {
  let length = 0;
  return {
    async add(file: Deno.FsFile, lines: string) {
      const bytes = new TextEncoder().encode(lines);
      try {
        await writeAll(file, bytes);
        length += bytes.length;
      } catch (error) {
        // A pipe has no length.
        await file.truncate(length).catch(() => {});
        throw error;
      }
    },
  };
}
