import { assertEquals } from "@std/assert";
import { accessTo, homeOfUser } from "../../lib/system/access.ts";

const { signal } = new AbortController();

const folder = await Deno.makeTempDir();
await Deno.writeTextFile(`${folder}/file`, "");
await Deno.chmod(`${folder}/file`, 0o666);
await Deno.mkdir(`${folder}/open`, { mode: 0o777 });
await Deno.chmod(`${folder}/open`, 0o777);
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const isPosix = Deno.build.os !== "windows";

Deno.test({
  name: "accessTo() tells folders, other files and what is not there",
  ignore: !isPosix,
  async fn() {
    assertEquals(await accessTo(`${folder}/file`, signal), {
      kind: "other",
      isWritable: true,
    });
    assertEquals(await accessTo(`${folder}/open`, signal), {
      kind: "folder",
      isWritable: true,
    });
    assertEquals(await accessTo(`${folder}/none`, signal), { kind: "missing" });
    assertEquals(await accessTo(`${folder}/file/below`, signal), {
      kind: "missing",
    });
    assertEquals(await accessTo("a\0b", signal), null);
  },
});

Deno.test({
  name: "accessTo() knows without a look that nobody makes a folder in /sys",
  ignore: Deno.build.os !== "linux",
  permissions: "none",
  async fn() {
    assertEquals(await accessTo("/sys/x", signal), {
      kind: "folder",
      isWritable: false,
    });
    assertEquals(await accessTo("/proc", signal), {
      kind: "folder",
      isWritable: false,
    });
    assertEquals(await accessTo("/system", signal), null);
  },
});

Deno.test({
  name: "accessTo() looks at nothing that it may not read",
  permissions: "none",
  async fn() {
    assertEquals(await accessTo(folder, signal), null);
    assertEquals(homeOfUser(), null);
  },
});

Deno.test({
  name:
    "accessTo() does not guess for whom a folder is without the permission to know the user",
  permissions: { read: [folder] },
  ignore: !isPosix,
  async fn() {
    assertEquals(await accessTo(`${folder}/open`, signal), {
      kind: "folder",
      isWritable: true,
    });
    assertEquals(await accessTo(folder, signal), {
      kind: "folder",
      isWritable: null,
    });
  },
});
