import { assertEquals } from "@std/assert";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { tokenOf } from "../helpers/credentials.ts";
import { examine } from "../helpers/examination.ts";
import { foundAt } from "../helpers/findings.ts";
import {
  listenRaw,
  type RawRequest,
  type Reply,
} from "../helpers/raw_listener.ts";
import { json, refusal } from "../helpers/replies.ts";
import { INFO } from "../helpers/zenml_listener.ts";

/** A server with accounts: each is who shows its secret, and any other has expired. */
function listenFor(accounts: Readonly<Record<string, string>>) {
  const whoAsks = ({ text }: RawRequest) =>
    Object.entries(accounts).find(([secret]) =>
      text.includes(secret) || text.includes(encodeURIComponent(secret))
    )?.[1];
  const reply = (request: RawRequest): Reply => {
    if (request.path.endsWith("/info")) return json(200, INFO);
    if (request.path.endsWith("/ready")) return json(200, "ok");
    const name = whoAsks(request);
    if (name === undefined) {
      return refusal(
        "error decoding access token: Invalid JWT token: Signature has expired.",
      );
    }
    return request.path.endsWith("/login")
      // The session's token is its account's own.
      ? json(200, {
        access_token: Object.keys(accounts).find((secret) =>
          accounts[secret] === name && secret.startsWith("ey")
        ),
      })
      : json(200, { name, body: { active: true, is_service_account: true } });
  };
  return listenRaw(reply);
}

const accountOf = (
  one: { readonly account: { readonly name: string } | null },
) => one.account?.name ?? null;

const [alice, bob, carol] = ["alice", "bob", "carol"].map((sub) =>
  tokenOf({ sub })
) as [string, string, string];

for (
  const [first, second, expected] of [
    [alice, bob, ["alice", "bob"]],
    [alice, carol, ["alice", null]],
    [carol, alice, [null, "alice"]],
  ] as const
) {
  Deno.test(`diagnose() holds two tokens of one server apart: ${expected}`, async () => {
    await using server = listenFor({ [alice]: "alice", [bob]: "bob" });
    const { connections } = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: first,
      ZENML_SERVER_URL: server.url,
      ZENML_API_TOKEN: second,
    });
    assertEquals<readonly unknown[]>(connections.map(accountOf), expected);
    assertEquals(
      connections.map((one) => foundAt(one)),
      expected.map((name) =>
        name === null ? ["identity token-expired error"] : []
      ),
    );
    // One question for both, as nothing of it is a secret.
    const infos = server.requests.filter(({ path }) => path.endsWith("/info"));
    assertEquals(infos.length, 1);
  });
}

Deno.test("diagnose() holds two keys of one server apart, and a user from a key", async () => {
  const [keyOfAlice, keyOfBob] = [1, 2].map(() =>
    encodeApiKey({ id: crypto.randomUUID(), value: crypto.randomUUID() })
  ) as [string, string];
  const password = crypto.randomUUID();
  const accounts = {
    [alice]: "alice",
    [keyOfAlice]: "alice",
    [bob]: "bob",
    [keyOfBob]: "bob",
    [carol]: "carol",
    [password]: "carol",
  };
  await using server = listenFor(accounts);
  const terraform = { ZENML_SERVER_URL: server.url, ZENML_API_KEY: keyOfBob };
  for (
    const [client, name] of [
      [{ ZENML_STORE_API_KEY: keyOfAlice }, "alice"],
      [
        { ZENML_STORE_USERNAME: "carol", ZENML_STORE_PASSWORD: password },
        "carol",
      ],
    ] as const
  ) {
    const { connections } = await examine({
      ZENML_STORE_URL: server.url,
      ...client,
      ...terraform,
    });
    assertEquals(connections.map(accountOf), [name, "bob"]);
  }
});
