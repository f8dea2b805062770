import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, outputsOf } from "../helpers/examination.ts";
import { assertHarmless } from "../helpers/assert_harmless.ts";
import { closedPort } from "../helpers/hosts.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { bytes, nothing } from "../helpers/replies.ts";
import { resetting } from "../helpers/rude_replies.ts";
import { assertExamined, failedAt, foundIn } from "../helpers/steps.ts";

/** Programs that answer whatever is sent, and what `https` makes of them. */
const NOT_TLS: readonly (readonly [name: string, reply: Reply])[] = [
  ["an HTTP server", bytes("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["an SSH server", bytes("SSH-2.0-OpenSSH_9.7\r\n")],
];

Deno.test("diagnose() finds connect-refused at a port where nothing listens", async () => {
  const port = closedPort();
  const diagnosis = await examine(clientWith(`http://127.0.0.1:${port}`, KEY));
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("connect"),
    found: ["connect connect-refused error"],
  });
  assertHarmless(outputsOf(diagnosis));
});

for (const [name, reply] of NOT_TLS) {
  Deno.test(`diagnose() finds tls-not-spoken at the https port of ${name}`, async () => {
    await using server = answeringAll(reply);
    const diagnosis = await examine(
      clientWith(server.url.replace("http:", "https:"), KEY),
    );
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("tls"),
      found: ["tls tls-not-spoken error"],
    });
    assertHarmless(outputsOf(diagnosis));
  });
}

/** A TLS server's word for "that was no hello", as it answers plain text. */
const ALERT = Uint8Array.of(0x15, 3, 1, 0, 2, 2, 0x46);

Deno.test("diagnose() finds one error at a TLS port that is asked in plain text", async () => {
  for (const reply of [bytes(ALERT), nothing, resetting("")]) {
    await using server = listenRaw(
      () => reply,
      undefined,
      () => !!reply.leavesUnread,
    );
    const diagnosis = await examine(clientWith(server.url, KEY));
    const found = foundIn(diagnosis.connections[0]);
    assertEquals(found.length, 1);
    assertEquals(
      /(?:connect-reset|response-invalid|tls-required) error$/u.test(
        found[0] ?? "",
      ),
      true,
    );
    assertHarmless(outputsOf(diagnosis));
  }
});

/** Answers as soon as anything comes, whether or not it is a request. */
function answeringAll(reply: Reply) {
  return listenRaw(() => reply, undefined, () => true);
}
