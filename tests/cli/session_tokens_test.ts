import { assertEquals } from "@std/assert";
import { KEY, tokenOf } from "../helpers/credentials.ts";
import { assertHides, DOCTOR, secretOf } from "../helpers/every_format.ts";
import type { Environment } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { runInProcess } from "../helpers/run_in_process.ts";
import { base64 } from "../helpers/secret_echoes.ts";
import { ACCOUNT, INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

Deno.test("doctor --each shows no session's token that another target's server echoes before it is handed out", async () => {
  const token = `opaque-${crypto.randomUUID()}`;
  const issued = json(200, { access_token: token, expires_in: null });
  await using early = listenAsZenml({
    info: json(200, { ...INFO, version: token }),
    login: json(418, { detail: `no ${encodeURIComponent(btoa(token))}` }),
  });
  await using late = listenAsZenml({ login: issued });
  const fileFor = (url: string) =>
    `ZENML_STORE_URL=${url}\nZENML_STORE_API_KEY=${KEY}\n`;
  for (const order of [["a", "b"], ["b", "a"]]) {
    // A line of JSON Lines is written before the next server is asked.
    const atTheEnd = DOCTOR.filter((option) => !option.includes("jsonl"));
    const { everything } = await runInProcess(
      [...atTheEnd, "--jobs=1", "--each", ...order.join(" --each ").split(" ")],
      { files: { a: fileFor(early.url), b: fileFor(late.url) } },
    );
    assertEquals(everything.includes("login"), true);
    assertHides(everything, (text) => text, token);
    assertHides(everything, base64, token);
  }
});

Deno.test("doctor shows no session's token of one program that the server echoes to the other", async () => {
  const token = `opaque-${crypto.randomUUID()}`;
  await using server = listenAsZenml({
    login: json(200, { access_token: token, expires_in: null }),
    "current-user": json(200, { ...ACCOUNT, name: `me ${token}` }),
  });
  const own = tokenOf({ sub: "x" });
  for (
    const terraform of [{ ZENML_API_TOKEN: own }, { ZENML_API_KEY: KEY }]
  ) {
    const env: Environment = {
      ZENML_STORE_URL: server.url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: secretOf(),
      ZENML_SERVER_URL: server.url,
      ...terraform,
    };
    const { everything } = await runInProcess(DOCTOR, { env });
    assertHides(everything, (text) => text, token);
  }
});

Deno.test("doctor --each shows in no line a session's token that was handed out to a target before", async () => {
  const token = `opaque-${crypto.randomUUID()}`;
  await using issuing = listenAsZenml({
    login: json(200, { access_token: token, expires_in: null }),
  });
  await using echoing = listenAsZenml({
    login: json(418, { detail: `no ${token}` }),
  });
  const fileFor = (url: string) =>
    `ZENML_STORE_URL=${url}\nZENML_STORE_API_KEY=${KEY}\n`;
  const { everything } = await runInProcess(
    [...DOCTOR, "--jobs=1", "--each", "a", "b"],
    { files: { a: fileFor(issuing.url), b: fileFor(echoing.url) } },
  );
  assertEquals(everything.includes("no [redacted]"), true);
  assertHides(everything, (text) => text, token);
});
