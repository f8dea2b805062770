import { assert, assertEquals } from "@std/assert";
import newest from "../data/responses_oss.json" with { type: "json" };
import older from "../data/responses_0.70.0.json" with { type: "json" };
import oldest from "../data/responses_0.58.2.json" with { type: "json" };
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { http } from "../helpers/replies.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { type Answers, listenAsZenml } from "../helpers/zenml_listener.ts";
import { assertExamined, failedAt, HEALTHY } from "../helpers/steps.ts";

interface Recording {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly bodyKind: string;
}

/** A version, its answers, and whether its `/ready` says anything. */
const VERSIONS: readonly (readonly [
  version: string,
  answers: readonly Recording[],
  ready: true | null,
])[] = [
  ["0.98.0", newest.answers as Recording[], true],
  ["0.70.0", older.answers as Recording[], null],
  ["0.58.2", oldest.answers as Recording[], null],
];

for (const [version, recordings, ready] of VERSIONS) {
  Deno.test(`diagnose() finds nothing wrong with recorded answers of ZenML ${version}`, async () => {
    await using server = listenAsZenml(replay(recordings));
    const diagnosis = await examine(clientWith(server.url, KEY));
    const [connection] = diagnosis.connections;
    assertExamined(connection, { steps: HEALTHY, found: [] });
    assertEquals(connection?.server?.version, version);
    assert(connection?.account?.isServiceAccount);
    assertEquals(stepOf(diagnosis, "server").details["ready"], ready);
  });

  Deno.test(`diagnose() finds key-inactive in a recorded answer of ZenML ${version}`, async () => {
    const login = replyOf(recordings, "login-inactive-key");
    await using server = listenAsZenml({ ...replay(recordings), login });
    const diagnosis = await examine(clientWith(server.url, KEY));
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("login"),
      found: ["login key-inactive error"],
    });
  });
}

// Where a cookie beats the Bearer header.
for (const [version, recordings] of VERSIONS.slice(1)) {
  Deno.test(`diagnose() sends back no cookie of ZenML ${version}`, async () => {
    assert(recordingOf(recordings, "login-valid-key").headers["set-cookie"]);
    await using server = listenAsZenml(replay(recordings));
    await examine(clientWith(server.url, KEY));
    const cookies = server.requests.filter((it) => /^cookie:/imu.test(it.text));
    assertEquals(cookies.map((it) => it.path), []);
  });
}

/** All but the key's rotation: whether its retention is over depends on the day. */
function replay(recordings: readonly Recording[]): Answers {
  return {
    info: replyOf(recordings, "info"),
    health: replyOf(recordings, "health"),
    ready: replyOf(recordings, "ready"),
    login: replyOf(recordings, "login-valid-key"),
    "current-user": replyOf(recordings, "current-user-token"),
  };
}

function replyOf(recordings: readonly Recording[], name: string): Reply {
  const { status, headers, body, bodyKind } = recordingOf(recordings, name);
  const { date: _, ...others } = headers;
  const text = bodyKind === "json" ? JSON.stringify(body) : String(body);
  return http(status, text, others);
}

function recordingOf(
  recordings: readonly Recording[],
  name: string,
): Recording {
  const found = recordings.find((one) => one.name === name);
  assert(found, `No recording is called ${name}`);
  return found;
}
