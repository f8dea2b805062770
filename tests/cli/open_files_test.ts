import { assert, assertEquals } from "@std/assert";
import { run } from "../helpers/command.ts";
import { keys } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { failureOf } from "../../lib/http/failure.ts";
import { hanging } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

for (
  const text of [
    "error sending request for url (http://x/): client error (Connect): tcp open error: Too many open files (os error 24)",
    "Zu viele offene Dateien (os error 24)",
    "Too many open files in system (os error 23)",
    "No buffer space available (os error 105)",
    "No buffer space available (os error 55)",
    "client error (Connect): dns error: Too many open files (os error 24)",
    "Ein Socket (os error 10024)",
    "Ein Socket (os error 10055)",
  ]
) {
  Deno.test(`failureOf() finds too-many-open-files in '${text}'`, () => {
    assertEquals(failureOf(new TypeError(text)).kind, "too-many-open-files");
  });
}

for (const host of ["127.0.0.1", "localhost"]) {
  Deno.test(
    `zenml-env doctor --each says that too many files are open, and not that ${host} is at fault`,
    {
      ignore: Deno.build.os === "windows",
    },
    async () => {
      // What hangs holds its connection.
      await using server = listenAsZenml({ info: hanging() });
      const url = server.url.replace("127.0.0.1", host);
      await using folder = await writeEnvFiles(Object.fromEntries(
        keys(60).map((
          key,
          index,
        ) => [`${index}.env`, clientWith(`${url}/${index}`, key)]),
      ));
      const { stdout, stderr } = await run([
        "doctor",
        "--format=json",
        "--jobs=60",
        "--timeout=3s",
        "--each",
        ...folder.files,
      ], {
        shell: "ulimit -n 60",
        permissions: ["--allow-env=ZENML_*", "--allow-net", "--allow-read"],
      });
      assertEquals(stderr, "");
      const found = stdout.matchAll(/"code": "([a-z-]+)"/gu);
      const codes = new Set([...found].map(([, code]) => code));
      assert(
        !codes.has("response-invalid") && !codes.has("dns-failed"),
        stdout,
      );
    },
  );
}
