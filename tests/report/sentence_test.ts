import { assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import type { DiagnoseOptions } from "../../lib/doctor/diagnose.ts";
import { diagnosisSentence } from "../../lib/report/sentence.ts";
import { tokenOf } from "../helpers/credentials.ts";
import { examine } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** A server, how it is examined, and the sentence. */
const SENTENCES: readonly (readonly [DemoState, DiagnoseOptions, string])[] = [
  [
    "healthy",
    {},
    "OK: ZenML 0.98.0 as deploy-bot, project default, API key 12 days old",
  ],
  [
    "several-projects",
    {},
    "OK, 1 warning (project-missing): ZenML 0.98.0 as deploy-bot, API key 12 days old",
  ],
  ["healthy", { only: ["login"] }, "OK: ZenML 0.98.0, the login passed"],
  ["healthy", { only: ["server"] }, "No errors; no login was attempted"],
  ["healthy", { offline: true }, "No errors; no login was attempted"],
  ["without-login", {}, "OK: ZenML 0.98.0, without a login"],
];

for (const [state, options, expected] of SENTENCES) {
  Deno.test(`diagnosisSentence() says '${expected}' for ${state}, examined with ${JSON.stringify(options)}`, async () => {
    await using server = await startDemoServer(state);
    const diagnosis = await examine(server.environment, options);
    assertEquals(diagnosisSentence(diagnosis, { strict: false })[0], expected);
  });
}

Deno.test("diagnosisSentence() names the warnings, which a quiet report does not show", async () => {
  await using server = await startDemoServer("rotating-key");
  const diagnosis = await examine({
    ...server.environment,
    ZENML_STORE_URL: `${server.url}/`,
    ZENML_SERVER_URL: server.url,
  });
  assertEquals(
    diagnosisSentence(diagnosis, { strict: false })[0].split(":")[0],
    "OK, 2 warnings (url-trailing-slash, key-rotating)",
  );
});

Deno.test("diagnosisSentence() says how long a token is valid", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine({
    ZENML_STORE_URL: server.url,
    ZENML_STORE_API_TOKEN: tokenOf({ exp: Date.now() / 1000 + 9000 }),
  });
  assertEquals(
    diagnosisSentence(diagnosis, { strict: false })[0],
    "OK: ZenML 0.98.0 as deploy-bot, project default, token valid for 2 hours",
  );
});
