import { assert, assertEquals } from "@std/assert";
import { beginRun } from "../../lib/doctor/begin.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { resolve } from "../../mod.ts";
import { PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { nothing, page } from "../helpers/replies.ts";
import { listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";

/** A secret of the run that this configuration does not know, as another target of `--each` has it. */
const FOREIGN = "hunter2-hunter2";

/** What a control plane replies, whose URL holds that secret. */
const REPLIES: readonly (readonly [string, Reply])[] = [
  ["responds", page(200)],
  ["fails", page(500)],
  ["closes", nothing],
];

for (const [what, health] of REPLIES) {
  Deno.test(`diagnose() says nothing of a secret in the URL of a control plane that ${what}`, async () => {
    await using control = listenAsZenml({ health });
    const controlUrl = `${control.url}/${FOREIGN}`;
    await using server = listenAsZenml({ info: proInfo(controlUrl) });
    const run = beginRun({ secrets: secretSet([FOREIGN]) });
    const diagnosis = await run.diagnose(resolve({
      environment: {
        ...clientWith(server.url, PRO_KEY),
        ZENML_PRO_API_URL: controlUrl,
      },
    }));
    await run.end();
    const { summary, findings } = stepOf(diagnosis, "pro");
    assert(control.requests.some(({ path }) => path.endsWith("/health")));
    for (const text of [summary, ...findings.map(({ message }) => message)]) {
      assertEquals(text.includes(FOREIGN), false, text);
    }
  });
}

Deno.test("diagnose() says nothing of a secret in the control plane's URL that a server names", async () => {
  await using server = listenAsZenml({
    info: proInfo(`https://pro.example.com/${FOREIGN}`),
  });
  const run = beginRun({ secrets: secretSet([FOREIGN]) });
  const diagnosis = await run.diagnose(resolve({
    environment: clientWith(server.url, PRO_KEY),
  }));
  await run.end();
  const { findings } = stepOf(diagnosis, "pro");
  assertEquals(findings.map(({ code }) => code), ["pro-api-url-mismatch"]);
  assertEquals(JSON.stringify(findings).includes(FOREIGN), false);
});

Deno.test("diagnose() shows no more than a line of a control plane's URL", async () => {
  await using control = listenAsZenml();
  const controlUrl = `${control.url}/${"x".repeat(5000)}`;
  await using server = listenAsZenml({ info: proInfo(controlUrl) });
  const { summary } = stepOf(
    await examine({
      ...clientWith(server.url, PRO_KEY),
      ZENML_PRO_API_URL: controlUrl,
    }),
    "pro",
  );
  assert(summary.includes(control.url) && summary.length < 400, summary);
});
