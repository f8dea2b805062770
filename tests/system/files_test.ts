import { assert, assertEquals } from "@std/assert";
import { accessTo } from "../../lib/system/access.ts";
import { readFile } from "../../lib/system/files.ts";
import { fileIdentity, isFile, isFolder } from "../../lib/system/look.ts";
import { writeFile } from "../../lib/system/write_file.ts";
import { ROOT } from "../../offline/children.ts";
import { walkFiles } from "../helpers/files.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const { signal } = new AbortController();

Deno.test("readFile() names the flag that is missing", {
  permissions: "none",
}, async () => {
  const reading = await readFile("/x/secret.env", 9, signal);
  assert(
    reading.kind === "unreadable" &&
      reading.reason.includes("--allow-read=/x/secret.env"),
  );
});

Deno.test("writeFile() names the flag that is missing, and writes nothing", {
  permissions: "none",
}, async () => {
  const reason = await writeFile("/x/report.txt", "text", {}, signal);
  assert(reason?.includes("--allow-write=/x/report.txt"));
});

Deno.test("readFile() reads a file of just the limit, and none that is larger", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/a.env`;
  for (const size of [0, 1, 4096, 4097, 10_000]) {
    await Deno.writeTextFile(path, "x".repeat(size));
    const whole = await readFile(path, size, signal);
    assertEquals(whole.kind === "bytes" && whole.bytes.length, size);
    if (size === 0) continue;
    const larger = await readFile(path, size - 1, signal);
    assertEquals(larger.kind, "unreadable");
  }
});

Deno.test("writeFile() makes a file for its owner alone where that is wanted", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await temporaryFolder();
  const modeOf = async (name: string, ownerOnly: boolean) => {
    const path = `${folder.path}/${name}`;
    assertEquals(await writeFile(path, "x", { ownerOnly }, signal), null);
    return ((await Deno.stat(path)).mode ?? 0) & 0o077;
  };
  assertEquals(await modeOf("secret.env", true), 0);
  assert(await modeOf("report.txt", false) !== 0);
});

Deno.test("writeFile() replaces what was there, to the last byte", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/report.txt`;
  const long = "ü".repeat(3_000_000);
  for (const text of ["something longer than that", "that", long, ""]) {
    assertEquals(await writeFile(path, text, {}, signal), null);
    assert(await Deno.readTextFile(path) === text);
  }
});

Deno.test("isFile() and isFolder() tell files from folders, and a name that none can have", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/a`;
  await Deno.writeTextFile(file, "");
  const paths = [file, folder.path, `${folder.path}/b`, `${file}\0b`];
  const each = (look: typeof isFile) =>
    Promise.all(paths.map((path) => look(path, signal)));
  assertEquals(await each(isFile), [true, false, false, null]);
  assertEquals(await each(isFolder), [false, true, false, null]);
});

Deno.test("isFile() does not know without permission", {
  permissions: "none",
}, async () => {
  assertEquals(await isFile("/", signal), null);
  assertEquals(await isFolder("/", signal), null);
});

Deno.test("A look at a file ends with the run, whatever the drive does", async () => {
  const dead = () => new Promise<never>(() => {});
  const ended = AbortSignal.abort();
  assertEquals(await isFile("/x", ended, dead), null);
  assertEquals(await isFolder("/x", ended, dead), null);
  assertEquals(await fileIdentity("/x", ended, dead), null);
  assertEquals(await accessTo("/x", ended, dead), null);
});

/** What waits for the disk of the machine itself, where no other drive can be. */
const LOCAL = [
  "lib/http/open_files.ts",
  "lib/system/access.ts",
];

Deno.test("Only files of the machine itself are waited for in a way that no signal can end", async () => {
  const found: string[] = [];
  const modules = await walkFiles(new URL("lib/", ROOT), ".ts");
  for (const url of [new URL("cli.ts", ROOT), ...modules]) {
    const text = await Deno.readTextFile(url);
    if (
      /\bDeno\.(?:stat|lstat|open|read|realPath|write)\w*Sync\b/u.test(text)
    ) {
      found.push(url.pathname.slice(ROOT.pathname.length));
    }
  }
  assertEquals(found.sort(), LOCAL);
});
