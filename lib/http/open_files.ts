// Whether this program may open one more file.
import { isGranted } from "./permission.ts";

/**
 * Returns whether every file that the system lets this program open is open.
 *
 * Without one the system's resolver cannot read its own files, and says of every name that it does not exist. Where
 * Deno may not look, it is taken for false.
 */
export function isOutOfFiles(): boolean {
  const path = "/dev/null";
  if (Deno.build.os === "windows" || !isGranted({ name: "read", path })) {
    return false;
  }
  try {
    Deno.openSync(path).close();
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error &&
      (error.code === "EMFILE" || error.code === "ENFILE");
  }
}
