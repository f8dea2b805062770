import { assertEquals } from "@std/assert";
import { accessTo, homeOfUser } from "../../lib/system/access.ts";

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
  fn() {
    assertEquals(accessTo(`${folder}/file`), {
      kind: "other",
      isWritable: true,
    });
    assertEquals(accessTo(`${folder}/open`), {
      kind: "folder",
      isWritable: true,
    });
    assertEquals(accessTo(`${folder}/none`), { kind: "missing" });
    assertEquals(accessTo(`${folder}/file/below`), { kind: "missing" });
    assertEquals(accessTo("a\0b"), null);
  },
});

Deno.test({
  name: "accessTo() knows without a look that nobody makes a folder in /sys",
  ignore: Deno.build.os !== "linux",
  permissions: "none",
  fn() {
    assertEquals(accessTo("/sys/x"), { kind: "folder", isWritable: false });
    assertEquals(accessTo("/proc"), { kind: "folder", isWritable: false });
    assertEquals(accessTo("/system"), null);
  },
});

Deno.test({
  name: "accessTo() looks at nothing that it may not read",
  permissions: "none",
  fn() {
    assertEquals(accessTo(folder), null);
    assertEquals(homeOfUser(), null);
  },
});

Deno.test({
  name:
    "accessTo() does not guess for whom a folder is without the permission to know the user",
  permissions: { read: [folder] },
  ignore: !isPosix,
  fn() {
    assertEquals(accessTo(`${folder}/open`), {
      kind: "folder",
      isWritable: true,
    });
    assertEquals(accessTo(folder), { kind: "folder", isWritable: null });
  },
});
