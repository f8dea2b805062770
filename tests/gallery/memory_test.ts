import { assert, assertEquals } from "@std/assert";
import { run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { floodHandshakes } from "../helpers/handshake_flood.ts";
import { endless, http } from "../helpers/replies.ts";
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
      assertPeak(stderr);
    }
  });
}

for (const scheme of ["http", "https"]) {
  Deno.test(
    `zenml-env doctor stays below 100 MiB with a TLS handshake that never ends, over ${scheme}`,
    {
      ignore: Deno.build.os !== "linux",
    },
    async () => {
      await using server = floodHandshakes();
      const { status, stderr } = await runWith(`${scheme}://${server.host}`);
      assertEquals(status, 1);
      assertPeak(stderr);
    },
  );
}

const SIZE = 1_000_000;

/** Within the limit of bytes; as objects of a program they take a hundred times as much. */
const FULL: readonly (readonly [name: string, text: string])[] = [
  ["lists that never end", "[".repeat(SIZE)],
  ["lists within lists", "[".repeat(SIZE / 2) + "]".repeat(SIZE / 2)],
  ["objects within objects", '{"a":'.repeat(SIZE / 5)],
  ["a list of objects", `[${"{},".repeat(SIZE / 3)}{}]`],
  ["a list of lists", `[${"[],".repeat(SIZE / 3)}[]]`],
  [
    "objects with a name each",
    `[${Array.from({ length: 80_000 }, (_, at) => `{"${at}":1}`).join()}]`,
  ],
];

for (const [name, text] of FULL) {
  Deno.test(`zenml-env doctor stays below 100 MiB with ${name}`, {
    ignore: Deno.build.os !== "linux",
  }, async () => {
    const { status, stderr } = await runAgainst("info", http(200, text));
    assertEquals(status, 1);
    assertPeak(stderr);
  });
}

function assertPeak(stderr: string): void {
  const peak = Number(stderr.trim());
  assert(peak > 1024 && peak < LIMIT_KIB, `a peak of ${stderr.trim()} KiB`);
}

async function runAgainst(question: Question, reply: Reply) {
  await using server = listenAsZenml({ [question]: reply });
  return await runWith(server.url);
}

async function runWith(url: string) {
  // Whether this machine is a container is not what is measured.
  const ignored = ["--ignore", "url-loopback-in-container"];
  return await run(["doctor", "--format", "json", ...ignored], {
    env: clientWith(url, KEY),
    // Deno shows a process its own status only if it may do everything.
    permissions: ["--allow-all", `--preload=${PRELOAD}`],
  });
}
