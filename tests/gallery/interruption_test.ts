import { assertEquals } from "@std/assert";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { endOf, run, start } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { endless, hanging } from "../helpers/replies.ts";
import { interim, paced } from "../helpers/rude_replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml, type Question } from "../helpers/zenml_listener.ts";
import { foundIn } from "../helpers/steps.ts";

const HEAD = "HTTP/1.1 200 OK\r\n";

/** Every way in which a server can take its time. */
const SLOW: readonly (readonly [name: string, reply: Reply])[] = [
  ["is silent", hanging()],
  ["sends its headers byte by byte", paced(`${HEAD}x-slow: `)],
  [
    "sends its body byte by byte",
    paced(`${HEAD}content-length: 99999\r\n\r\n`),
  ],
  ["says again and again that it will answer", interim],
];

const QUESTIONS: readonly (readonly [
  question: Question,
  reached: readonly string[],
])[] = [
  ["info", ["target"]],
  ["login", ["target", "server"]],
  ["current-user", ["target", "server", "login"]],
];

for (const [name, reply] of SLOW) {
  Deno.test(
    `zenml-env doctor ends with 130 and what it has on SIGINT where a server ${name}`,
    {
      ignore: Deno.build.os === "windows",
    },
    async () => {
      for (const [question, reached] of QUESTIONS) {
        await using server = listenAsZenml({ [question]: reply });
        const limits = ["--timeout=5m", "--deadline=10m"];
        const child = start(["doctor", "--format=json", ...limits], {
          env: clientWith(server.url, KEY),
        });
        await server.seen(`/${question}`);
        child.kill("SIGINT");
        const { status, stdout, stderr } = await mustEnd(
          endOf(child),
          () => child.kill("SIGKILL"),
        );
        assertEquals([status, stderr], [130, ""]);
        const report = readReport(stdout);
        assertEquals([report.ok, codesIn(report)], [false, []]);
        const statuses = new Map(
          report.connections[0]?.checks.map(({ id, status }) => [id, status]),
        );
        assertEquals(statuses.size, STEP_IDS.length);
        for (const step of ["target", "identity"]) {
          assertEquals(
            statuses.get(step),
            reached.includes(step) ? "pass" : "skip",
          );
        }
      }
    },
  );

  Deno.test(`diagnose() ends by its deadline where each server of several connections ${name}`, async () => {
    await using first = listenAsZenml({
      info: reply,
      ready: reply,
      login: reply,
      "current-user": reply,
      key: reply,
    });
    await using second = listenAsZenml({ ready: reply, login: reply });
    const { connections, interrupted } = await mustEnd(examine(
      {
        ...clientWith(first.url, KEY),
        ZENML_SERVER_URL: second.url,
        ZENML_API_KEY: KEY,
      },
      { deadlineMs: 500, timeoutMs: 300_000 },
      { prefer: "store" },
    ));
    assertEquals(interrupted, false);
    assertEquals(connections.map((one) => foundIn(one).length), [1, 1]);
    for (const { checks } of connections) {
      const codes = checks.flatMap(({ findings }) => findings)
        .map(({ code }) => code);
      assertEquals(codes, ["deadline-exceeded"]);
    }
  });
}

Deno.test("zenml-env doctor ends by its deadline where the account and the key's data never end", async () => {
  await using server = listenAsZenml({
    ready: paced(HEAD),
    "current-user": paced(HEAD),
    key: hanging(),
  });
  const { status, stdout, stderr } = await run([
    "doctor",
    "--format=json",
    "--deadline=1500ms",
    "--timeout=5m",
  ], { env: clientWith(server.url, KEY) });
  assertEquals([status, stderr], [1, ""]);
  assertEquals(codesIn(readReport(stdout)), ["deadline-exceeded error"]);
});

Deno.test("diagnose() ends by its deadline where servers answer without an end", async () => {
  await using server = listenAsZenml({ info: endless });
  const { connections } = await examine(clientWith(server.url, KEY), {
    deadlineMs: 500,
    timeoutMs: 300_000,
    bodyBytes: Infinity,
  });
  assertEquals(foundIn(connections[0]), [
    "server deadline-exceeded error",
  ]);
});
