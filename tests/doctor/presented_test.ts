import { assertEquals } from "@std/assert";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import {
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

async function foundWith(
  answers: Answers,
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await using server = listenAsZenml(answers);
  const { connections } = await examine({
    ZENML_STORE_URL: server.url,
    ...environment,
  });
  return foundIn(connections[0]);
}

/** A refusal of the account's request, and what it says of a token, and of a key in a token's place. */
const REFUSALS = [
  [
    "API key ci associated with service account bot is not active",
    "token-revoked",
    "key-inactive",
  ],
  [
    "service account bot associated with API key ci is not active",
    "token-revoked",
    "service-account-inactive",
  ],
  [
    "error retrieving API key 31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11",
    "token-revoked",
    "key-unknown",
  ],
  [
    "could not verify key value for API key ci",
    // No server says so of a token.
    "login-failed",
    "key-refused",
  ],
  ["account bot is not active", "token-revoked", "account-inactive"],
] as const;

for (const [text, ofToken, ofKey] of REFUSALS) {
  Deno.test(`diagnose() finds ${ofToken} of a token, and ${ofKey} of a key in its place, in '${text}'`, async () => {
    const answers = { "current-user": refusal(text) };
    const found = await Promise.all(
      [TOKEN, KEY].map((value) =>
        foundWith(answers, { ZENML_STORE_API_TOKEN: value })
      ),
    );
    assertEquals(found, [
      [`identity ${ofToken} error`],
      [`identity ${ofKey} error`],
    ]);
  });
}

const PRO = json(200, { ...INFO, deployment_type: "cloud" });

/** A workspace's key at a ZenML Pro workspace: how it is refused, and what is found. */
const WORKSPACE_KEYS = [
  [
    "error retrieving API key 31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11",
    "key-kind-mismatch",
  ],
  [
    "API key ci associated with service account bot is not active",
    "key-inactive",
  ],
  ["could not verify key value for API key ci", "key-refused"],
  [
    "External authenticator did not recognize this server",
    "workspace-not-enrolled",
  ],
  ["something new", "login-failed"],
] as const;

for (const [text, code] of WORKSPACE_KEYS) {
  Deno.test(`diagnose() finds ${code} where a Pro workspace refuses a workspace's key with '${text}'`, async () => {
    assertEquals(
      await foundWith({ info: PRO, login: refusal(text) }, {
        ZENML_STORE_API_KEY: KEY,
      }),
      [`login ${code} error`],
    );
  });
}

Deno.test("diagnose() posts no Pro key to a server that is no Pro workspace", async () => {
  await using server = listenAsZenml();
  const { connections } = await examine(clientWith(server.url, PRO_KEY));
  assertEquals(foundIn(connections[0]), ["login key-kind-mismatch error"]);
  assertEquals(server.requests.filter(({ method }) => method === "POST"), []);
});
