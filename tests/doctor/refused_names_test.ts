import { assertEquals } from "@std/assert";
import { shellWord } from "../../lib/finding/quoting.ts";
import { KEY, KEY_ID, KEY_VALUE } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** Names that a server may give, and that a shell must not take for anything else. */
const NAMES = [
  ["ci", "deploy-bot"],
  ["my key", "a 'bot'"],
  ["$(touch x)", "`id`; rm -rf ."],
  ["-f", "--help"],
] as const;

for (const [key, account] of NAMES) {
  Deno.test(`diagnose() quotes the key '${key}' and the account '${account}' in what to type`, async () => {
    await using server = listenAsZenml({
      login: refusal(
        `API key ${key} associated with service account ${account} is not active`,
      ),
    });
    const { findings } = stepOf(
      await examine(clientWith(server.url, KEY)),
      "login",
    );
    assertEquals(findings.map(({ code }) => code), ["key-inactive"]);
    const hint = findings[0]?.hint ?? "";
    assertEquals(
      [key, account].map((name) =>
        // A shell takes the name of an option as it is, in quotes or without.
        hint.includes(name.startsWith("-") ? ` ${name} ` : shellWord(name))
      ),
      [true, true],
      hint,
    );
  });
}

Deno.test("diagnose() shows no secret that a refusal names as a key or an account", async () => {
  for (
    const text of [
      `API key ${KEY_VALUE} associated with service account bot is not active`,
      `API key ci associated with service account ${KEY} is not active`,
      `could not verify key value for API key ${KEY_VALUE}`,
      `account ${KEY_VALUE} is not active`,
    ]
  ) {
    await using server = listenAsZenml({ login: refusal(text) });
    const login = stepOf(await examine(clientWith(server.url, KEY)), "login");
    assertEquals(login.status, "fail");
    assertEquals(JSON.stringify(login).includes(KEY_VALUE), false);
  }
});

Deno.test("diagnose() says which setting a refusal is about, and the id of its key", async () => {
  await using server = listenAsZenml({
    login: refusal(`error retrieving API key ${KEY_ID}`),
  });
  const { findings: [finding] } = stepOf(
    await examine(clientWith(server.url, KEY)),
    "login",
  );
  assertEquals(
    [finding?.code, finding?.variable, finding?.source],
    ["key-unknown", "ZENML_STORE_API_KEY", "environment"],
  );
  assertEquals(finding?.message.includes(KEY_ID), true);
});

/** Versions that a server may call its own, with the first one that Terraform takes. */
const VERSIONS = [
  ["0.79.9", false],
  ["0.80.0", true],
  ["0.80", true],
  ["0.80.0rc1", true],
  ["0.9.99", false],
  ["1.0.0", true],
  ["1.79.0", true],
  ["v0.98.0", false],
] as const;

for (const [version, taken] of VERSIONS) {
  Deno.test(`diagnose() says that Terraform ${taken ? "takes" : "does not take"} version '${version}'`, async () => {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, version }),
    });
    const diagnosis = await examine({
      ZENML_SERVER_URL: server.url,
      ZENML_API_KEY: KEY,
    });
    assertEquals(
      stepOf(diagnosis, "version").findings.map(({ code }) => code),
      taken ? [] : ["version-unsupported"],
    );
  });
}
