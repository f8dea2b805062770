import { assert, assertEquals, assertMatch } from "@std/assert";
import { BROKEN } from "../helpers/broken_replies.ts";
import { formsOf, KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, examine, inShort } from "../helpers/examination.ts";
import { type Answers, listenAsZenml } from "../helpers/zenml_listener.ts";

/** Codes that say something of a credential: only a server's clear word may lead to them. */
const VERDICT_REGEXP = /(?:key|token|password|account)-/u;

async function examineBroken(answers: Answers, timeoutMs: number) {
  await using server = listenAsZenml(answers);
  const { connections } = await examine(clientWith(server.url, KEY), {
    timeoutMs,
  });
  return { short: inShort(connections[0]), received: server.received };
}

for (const [criterion, reply, info, login, currentUser] of BROKEN) {
  // Only what is silent is waited for.
  const timeoutMs = info === "response-timeout" ? 200 : 5000;

  Deno.test(`diagnose() finds ${info} at the info for ${criterion}, and sends no credential`, async () => {
    const { short, received } = await examineBroken(
      { info: reply },
      timeoutMs,
    );
    for (const form of formsOf(KEY)) assert(!received.includes(form));
    // Of a connection that was made and closed, either step may say so.
    assertMatch(short.steps, /^PP(?:F--|P-F)-{6}$/u);
    assertMatch(
      short.found.join(),
      new RegExp(`^(?:server|connect) ${info} error$`, "u"),
    );
  });

  Deno.test(`diagnose() finds ${login} at the login for ${criterion}`, async () => {
    const { short } = await examineBroken(
      { login: reply },
      timeoutMs,
    );
    assertEquals(short, {
      steps: "PPP-PPP-F--",
      found: [`login ${login} error`],
    });
  });

  Deno.test(`diagnose() finds ${currentUser} at the account for ${criterion}`, async () => {
    const { short } = await examineBroken(
      { "current-user": reply },
      timeoutMs,
    );
    assertEquals(short, {
      steps: "PPP-PPP-PFP",
      found: [`identity ${currentUser} error`],
    });
  });

  Deno.test(`diagnose() finds nothing at the key's data for ${criterion}`, async () => {
    const { short } = await examineBroken({ key: reply }, timeoutMs);
    assertEquals(short, { steps: "PPP-PPP-PP-", found: [] });
  });

  Deno.test(`diagnose() says nothing of a token for ${criterion}`, async () => {
    for (const question of ["info", "current-user"] as const) {
      await using server = listenAsZenml({ [question]: reply });
      const { connections } = await examine({
        ZENML_STORE_URL: server.url,
        ZENML_STORE_API_TOKEN: TOKEN,
      }, { timeoutMs });
      const { found } = inShort(connections[0]);
      assertEquals(found.filter((one) => VERDICT_REGEXP.test(one)), []);
    }
  });
}

for (const bad of ["ready", "health"] as const) {
  Deno.test(`diagnose() does not depend on /${bad}`, async () => {
    for (const [, reply] of BROKEN.slice(2)) {
      await using server = listenAsZenml({ [bad]: reply });
      const { connections } = await examine(clientWith(server.url, KEY));
      const { found } = inShort(connections[0]);
      assertEquals(found.filter((one) => !one.includes("not-ready")), []);
    }
  });
}

Deno.test("diagnose() takes no page for the word that the server is ready", async () => {
  // Servers before 0.84 answer so.
  const { page } = await import("../helpers/replies.ts");
  await using server = listenAsZenml({ ready: page(200) });
  const { connections } = await examine(clientWith(server.url, KEY));
  const check = connections[0]?.checks.find(({ id }) => id === "server");
  assertEquals(check?.status, "pass");
  assertEquals(check?.details["ready"], null);
});
