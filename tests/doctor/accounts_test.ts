import { assertEquals } from "@std/assert";
import { KEY, KEY_ID, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { foundAt } from "../helpers/findings.ts";
import { json, refusal } from "../helpers/replies.ts";
import { ACCOUNT, INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** An account as the server tells of it, and what is found. */
const ACCOUNTS = [
  [true, true, []],
  [true, false, ["identity account-is-user info"]],
  [false, true, ["identity account-inactive error"]],
  [false, false, ["identity account-inactive error"]],
] as const;

for (const [active, is_service_account, found] of ACCOUNTS) {
  Deno.test(`diagnose() finds ${found.join() || "nothing"} for an account that is ${active ? "" : "in"}active, a ${is_service_account ? "service's" : "person's"}`, async () => {
    await using server = listenAsZenml({
      "current-user": json(200, {
        ...ACCOUNT,
        body: { active, is_service_account },
      }),
    });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: TOKEN,
    });
    assertEquals(foundAt(diagnosis.connections[0]), found);
    assertEquals(diagnosis.connections[0]?.account, {
      name: ACCOUNT.name,
      isServiceAccount: is_service_account,
    });
  });
}

/** The kind of a key, that of the server, and what is found of it. */
const KINDS = [
  [KEY, "other", []],
  [KEY, "cloud", ["login key-kind-mismatch warning"]],
  [PRO_KEY, "other", ["login key-kind-mismatch error"]],
] as const;

for (const [key, deployment_type, found] of KINDS) {
  Deno.test(`diagnose() finds ${found.join() || "nothing"} for a ${key.split("_")[0]} at a server of type ${deployment_type}`, async () => {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, deployment_type }),
    });
    const diagnosis = await examine(clientWith(server.url, key));
    assertEquals(foundAt(diagnosis.connections[0]), found);
    const logins = server.requests.filter(({ path }) =>
      path.endsWith("/login")
    );
    assertEquals(logins.length, found.join().endsWith("error") ? 0 : 1);
  });
}

/** What a workspace says of a key of the other kind, and what is found. */
const REFUSED_KINDS = [
  [`error retrieving API key ${KEY_ID}`, "key-kind-mismatch"],
  [
    "API key ci associated with service account bot is not active",
    "key-inactive",
  ],
  ["could not verify key value for API key ci", "key-refused"],
] as const;

for (const [text, code] of REFUSED_KINDS) {
  Deno.test(`diagnose() finds ${code} where a workspace says '${text}' of a key that is not Pro`, async () => {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, deployment_type: "cloud" }),
      login: refusal(text),
    });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(foundAt(connections[0]), [`login ${code} error`]);
  });
}
