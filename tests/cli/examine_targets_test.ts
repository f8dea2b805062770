import { assert, assertEquals } from "@std/assert";
import type { ExamineTargetsOptions } from "../../lib/cli/examine_targets.ts";
import { closedOrigin } from "../../lib/demo/listener.ts";
import { resolve } from "../../mod.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { examinedTargets } from "../helpers/examined_targets.ts";
import { keepingHost } from "../helpers/gated_host.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { json, writeAll } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const OPTIONS: ExamineTargetsOptions = {
  limits: {},
  jobs: 8,
  waitMs: null,
  ignored: new Set(),
  strict: false,
};

const targetAt = (url: string, file: string | null = null) => ({
  file,
  resolve: () => resolve({ environment: clientWith(url, KEY) }),
});

const SESSION = "opaque-session:0815/4711+x";

Deno.test(
  "examineTargets() tells the exit gate what a server hands out, and leaves nothing open",
  {
    sanitizeOps: true,
    sanitizeResources: true,
  },
  async () => {
    await using server = listenAsZenml({
      login: json(200, { access_token: SESSION }),
    });
    const { host, left } = keepingHost();
    const targets = ["a.env", "b.env"].map((file) =>
      targetAt(server.url, file)
    );
    assertEquals((await examinedTargets(targets, OPTIONS, host)).length, 2);
    host.print(`a ${SESSION} b`);
    assertEquals(left.at(-1), "a [redacted] b");
  },
);

Deno.test("examineTargets() waits no longer than the deadline", async () => {
  const { host } = keepingHost();
  const [report] = await mustEnd(examinedTargets([targetAt(closedOrigin())], {
    ...OPTIONS,
    waitMs: 600_000,
    limits: { deadlineMs: 700 },
  }, host));
  assert((report?.diagnosis.polls ?? 0) >= 1);
});

Deno.test("examineTargets() closes its connection to the first of many servers before it asks the last one", async () => {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const text = JSON.stringify(INFO);
  const keeping: Reply = async (connection) => {
    const buffer = new Uint8Array(4096);
    do {
      await writeAll(
        connection,
        `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      );
      // Null once the client has closed the connection.
    } while (await connection.read(buffer) !== null);
    close();
  };
  await using first = listenRaw(() => keeping);
  await using last = listenAsZenml({
    info: async (connection) => {
      await closed;
      await json(200, INFO)(connection);
    },
  });
  await using stack = new AsyncDisposableStack();
  const others = Array.from({ length: 40 }, () => stack.use(listenAsZenml()));
  const urls = [first, ...others, last].map(({ url }) => url);
  const { host } = keepingHost();
  const reports = await mustEnd(
    examinedTargets(
      urls.map((url) => targetAt(url, `${new URL(url).port}.env`)),
      { ...OPTIONS, jobs: 1, limits: { only: ["server"] } },
      host,
    ),
    close,
  );
  close();
  assertEquals(
    reports.map(({ diagnosis }) => diagnosis.connections[0]?.server?.version),
    urls.map(() => "0.98.0"),
  );
});
