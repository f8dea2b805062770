import { assertEquals, assertMatch } from "@std/assert";
import { closedOrigin } from "../../lib/demo/listener.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { endOf, run, start } from "../helpers/command.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import type { RawListener, Reply } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { hanging, http, json, nothing, refusal } from "../helpers/replies.ts";
import {
  INFO,
  listenAsZenml,
  type Question,
} from "../helpers/zenml_listener.ts";

/** A server that answers a question with these at first, and well after them. */
function listenLate(
  question: Question,
  replies: readonly Reply[],
): RawListener {
  const rest = [...replies];
  return listenAsZenml({
    [question]: (connection: Deno.Conn) => {
      const reply = rest.shift();
      return (reply ??
        (question === "ready" ? http(200, "ok") : json(200, INFO)))(
          connection,
        );
    },
  });
}

function countOf({ requests }: RawListener, question: string): number {
  return requests.filter(({ path }) => path.endsWith(question)).length;
}

for (
  const [name, question, replies] of [
    ["closes connections", "info", [nothing, nothing]],
    ["answers with 503", "info", [http(503), http(502)]],
    ["says that it is not ready", "ready", [http(503), http(503)]],
    ["holds the first question open", "info", [hanging()]],
    ["accepts no more requests for now", "info", [
      http(429, "", { "retry-after": "1" }),
    ]],
  ] as const
) {
  Deno.test(`zenml-env doctor --wait waits for a server that ${name}`, async () => {
    await using server = listenLate(question, replies);
    const { status, stdout, stderr } = await run(
      ["doctor", "--wait", "30s"],
      { env: clientWith(server.url, KEY) },
    );
    assertEquals([status, stderr], [0, ""]);
    const asked = replies.length + 1;
    assertMatch(
      stdout,
      new RegExp(`OK: .*, examined ${asked} times\\)`, "su"),
    );
    assertEquals(countOf(server, question), asked);
  });
}

Deno.test("zenml-env doctor --wait logs in at most once a poll", async () => {
  await using server = listenLate("ready", [http(503), http(503)]);
  const { status } = await run(["doctor", "--wait", "30s"], {
    env: clientWith(server.url, KEY),
  });
  assertEquals([status, countOf(server, "/login")], [0, 3]);
});

for (
  const [name, answers, code] of [
    [
      "a refused key",
      {
        login: refusal(
          "API key x associated with service account y is not active",
        ),
      },
      "key-inactive",
    ],
    [
      "what is no ZenML server",
      { info: json(200, { a: 1 }) },
      "server-not-zenml",
    ],
  ] as const
) {
  Deno.test(`zenml-env doctor --wait ends at the first answer for ${name}`, async () => {
    await using server = listenAsZenml(answers);
    const { status, stdout } = await run(
      ["doctor", "--wait", "30s", "--format", "json"],
      { env: clientWith(server.url, KEY) },
    );
    assertEquals([status, codesIn(readReport(stdout))], [1, [`${code} error`]]);
    assertEquals(countOf(server, "/info"), 1);
  });
}

Deno.test("zenml-env doctor --wait ends at once where the configuration is wrong", async () => {
  await using server = listenAsZenml({ info: http(503) });
  const { status, stdout } = await run(["doctor", "--wait", "30s"], {
    env: { ZENML_SERVER_URL: `${server.url}/`, ZENML_API_KEY: KEY },
  });
  assertEquals([status, countOf(server, "/info")], [1, 1]);
  assertMatch(stdout, /url-trailing-slash/u);
});

Deno.test("zenml-env doctor --wait ends by its deadline, and says what was wrong to the end", async () => {
  const { status, stdout } = await run(["doctor", "--wait", "4s"], {
    env: clientWith(closedOrigin(), KEY),
  });
  assertEquals(status, 1);
  assertMatch(stdout, /Failed: connect-refused: .*examined\s+\d+\s+times\)/su);
});

Deno.test("zenml-env doctor --wait counts a warning as a failure with --strict, and not what is ignored", async () => {
  await using server = listenAsZenml({ ready: http(503) });
  const { status, stdout } = await run(
    ["doctor", "--wait", "30s", "--ignore", "server-not-ready"],
    { env: clientWith(server.url, KEY) },
  );
  assertEquals([status, countOf(server, "/info")], [0, 1]);
  assertMatch(stdout, /OK: /u);
});

Deno.test("zenml-env doctor --wait ends with 130 when it is interrupted", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using server = listenAsZenml({ info: http(503) });
  const child = start(["doctor", "--wait=10m", "--format=json"], {
    env: clientWith(server.url, KEY),
  });
  await server.seen("/info");
  child.kill("SIGINT");
  const { status, stdout, stderr } = await mustEnd(
    endOf(child),
    () => child.kill("SIGKILL"),
  );
  assertEquals([status, stderr, readReport(stdout).ok], [130, "", false]);
});

Deno.test("zenml-env doctor --wait waits for each target by itself", async () => {
  await using late = listenLate("info", [http(503)]);
  await using well = await startDemoServer("healthy");
  const key = well.environment["ZENML_STORE_API_KEY"] ?? "";
  await using folder = await writeEnvFiles({
    "late.env": clientWith(late.url, KEY),
    "well.env": clientWith(well.url, key),
    "wrong.env": clientWith(well.url, KEY),
  });
  const { status, stdout } = await run(
    ["doctor", "--wait", "30s", "--format", "json", "--each", ...folder.files],
  );
  const { targets } = JSON.parse(stdout);
  assertEquals(status, 1);
  assertEquals(targets.map(({ ok }: { ok: boolean }) => ok), [
    true,
    true,
    false,
  ]);
  assertEquals(countOf(late, "/info"), 2);
  // One question for both files that name it.
  const asked = well.requests.filter(({ path }) => path.endsWith("/info"));
  assertEquals(asked.length, 1);
});

/** A server that is to be left alone for minutes, so that the first pause is as long. */
const busy = () =>
  listenAsZenml({ info: http(503, "", { "retry-after": "240" }) });

Deno.test("zenml-env doctor --wait ends its pause when it is interrupted, and says what was wrong", async () => {
  await using server = busy();
  const interruption = new AbortController();
  const { status, stdout } = await mustEnd(
    runHere(["doctor", "--wait=10m", "--format=json"], 100, {
      readEnvironment: () => ({
        variables: { ...clientWith(server.url, KEY) },
        refused: [],
        undecodable: [],
      }),
      signal: interruption.signal,
      // What is shown during the pause, and no earlier.
      showProgress: (line) => {
        if (line?.startsWith("waiting, ")) {
          queueMicrotask(() => interruption.abort());
        }
      },
    }),
    () => interruption.abort(),
  );
  assertEquals(status, 130);
  assertEquals(codesIn(readReport(stdout))[0], "server-error error");
  assertEquals(countOf(server, "/info"), 1);
});

Deno.test("zenml-env doctor --wait ends by a deadline that is sooner", async () => {
  const giveUp = new AbortController();
  for (
    const args of [
      ["--wait=10m", "--deadline=700ms"],
      ["--wait=700ms", "--deadline=10m"],
    ]
  ) {
    const { status, stdout } = await mustEnd(
      runHere(["doctor", "--format=json", ...args], 100, {
        readEnvironment: () => ({
          variables: { ...clientWith(closedOrigin(), KEY) },
          refused: [],
          undecodable: [],
        }),
        signal: giveUp.signal,
      }),
      () => giveUp.abort(),
    );
    assertEquals([status, codesIn(readReport(stdout))], [1, [
      "connect-refused error",
    ]]);
  }
});
