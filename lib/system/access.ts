// What this program's user may do with a path: a look at permissions, nothing is written.
import { type Look, promptly } from "./look.ts";
import { isGranted } from "../http/permission.ts";

/** What is known of a path. */
export type PathAccess =
  | { readonly kind: "missing" }
  | {
    readonly kind: "folder" | "other";
    /** Whether this user may write there, or null where that is not known. */
    readonly isWritable: boolean | null;
  };

/** The largest file of users or of mounts that is read, in characters. */
const LARGEST = 1_048_576;

/** Looks at a path; null where that is not permitted, or takes too long. */
export async function accessTo(
  path: string,
  signal: AbortSignal,
  look: Look = Deno.stat,
): Promise<PathAccess | null> {
  // The kernel makes no folder here for anybody, and Deno lets hardly anybody look.
  if (Deno.build.os === "linux" && /^\/(?:sys|proc)(?:\/|$)/u.test(path)) {
    return { kind: "folder", isWritable: false };
  }
  if (path.includes("\0") || !isGranted({ name: "read", path })) return null;
  try {
    const info = await promptly(look(path), signal);
    return {
      kind: info.isDirectory ? "folder" : "other",
      isWritable: await isReadOnly(path, signal) ? false : isWritable(info),
    };
  } catch (error) {
    return error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory
      ? { kind: "missing" }
      : null;
  }
}

/** Judges by the mode, as POSIX does; lists of access are not looked at. */
function isWritable(
  { mode, uid, gid, isDirectory }: Deno.FileInfo,
): boolean | null {
  if (mode === null || Deno.build.os === "windows") return null;
  const user = idOf("uid");
  if (user === 0) return true;
  const needed = isDirectory ? 0o3 : 0o2;
  const allows = (shift: number) => (mode >> shift & needed) === needed;
  if (user === null) return allows(6) && allows(3) && allows(0) ? true : null;
  if (user === uid) return allows(6);
  if (allows(3) === allows(0)) return allows(0);
  // Which other groups the user is in is not known.
  return gid !== null && gid === idOf("gid") ? allows(3) : null;
}

function idOf(kind: "uid" | "gid"): number | null {
  if (!isGranted({ name: "sys", kind })) return null;
  return kind === "uid" ? Deno.uid() : Deno.gid();
}

/** Returns whether a path is on a read-only file system, as far as Deno lets this program read the list of mounts. */
async function isReadOnly(
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  const mounts = textOf("/proc/self/mountinfo");
  if (mounts === null) return false;
  const real = await promptly(Deno.realPath(path), signal);
  const own = mounts.split("\n").map((line) => line.split(" "))
    .filter(([, , , , point = ""]) =>
      point === "/" || real === point || real.startsWith(`${point}/`)
    )
    // The last one hides the others.
    .reduce<readonly string[]>(
      (best, mount) =>
        (mount[4] ?? "").length >= (best[4] ?? "").length ? mount : best,
      [],
    );
  return own[5]?.split(",").includes("ro") ?? false;
}

/** Returns the home of this user where HOME does not name it: that of the list of users, or `~`, which Python keeps; null where it is not known. */
export function homeOfUser(): string | null {
  const user = idOf("uid");
  const users = user === null ? null : textOf("/etc/passwd");
  if (users === null) return null;
  const own = users.split("\n").map((line) => line.split(":"))
    .find(([, , id]) => id === String(user));
  return own?.[5] ?? "~";
}

function textOf(path: string): string | null {
  if (!isGranted({ name: "read", path })) return null;
  try {
    return Deno.readTextFileSync(path).slice(0, LARGEST);
  } catch {
    return null;
  }
}
