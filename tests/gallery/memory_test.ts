import { assert, assertEquals } from "@std/assert";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { endless } from "../helpers/replies.ts";
import { gzipBomb, streamed } from "../helpers/rude_replies.ts";
import { listenAsZenml, type Question } from "../helpers/zenml_listener.ts";

const LIMIT_KIB = 100 * 1024;

const PRELOAD = new URL("peak_memory.ts", import.meta.url).pathname;

const LARGE: readonly (readonly [name: string, reply: Reply])[] = [
  ["a body without an end", endless],
  ["a body that gzip never ends", gzipBomb],
  ["50 MB of JSON", streamed('{"a":[', "1,".repeat(32_768), 800)],
];

for (const [name, reply] of LARGE) {
  Deno.test(`zenml-env doctor stays below 100 MiB with ${name}`, {
    ignore: Deno.build.os !== "linux",
  }, async () => {
    for (const question of ["info", "current-user"] as const) {
      const { status, stdout, stderr } = await runAgainst(question, reply);
      assertEquals(status, 1);
      assertEquals(codesIn(readReport(stdout)), ["response-too-large error"]);
      const peak = Number(stderr.trim());
      assert(peak > 1024 && peak < LIMIT_KIB, `a peak of ${stderr.trim()} KiB`);
    }
  });
}

async function runAgainst(question: Question, reply: Reply) {
  await using server = listenAsZenml({ [question]: reply });
  // Whether this machine is a container is not what is measured.
  const ignored = ["--ignore", "url-loopback-in-container"];
  return await run(["doctor", "--format", "json", ...ignored], {
    env: clientWith(server.url, KEY),
    // Deno shows a process its own status only if it may do everything.
    permissions: ["--allow-all", `--preload=${PRELOAD}`],
  });
}
