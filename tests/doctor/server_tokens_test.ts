import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY, TOKEN, tokenOf } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { ACCOUNT, INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** Tokens by their issuer, and whether they are shown to the server. */
const ISSUERS: readonly (readonly [string, unknown, boolean])[] = [
  ["the server", INFO.id, true],
  ["the server in capitals", INFO.id.toUpperCase(), true],
  ["another server", "00000000-0000-4000-8000-000000000000", false],
  ["a text that an administrator chose", "https://zenml.example.com", true],
  ["nobody", undefined, true],
  ["a number", 1, true],
];

for (const [issuer, iss, isSent] of ISSUERS) {
  Deno.test(`diagnose() ${isSent ? "shows" : "does not show"} the server a token that ${issuer} issued`, async () => {
    for (
      const [url, name] of [["ZENML_STORE_URL", "ZENML_STORE_API_TOKEN"], [
        "ZENML_SERVER_URL",
        "ZENML_API_TOKEN",
      ]] as const
    ) {
      const token = tokenOf({ sub: "x", iss });
      await using server = listenAsZenml();
      const diagnosis = await examine({ [url]: server.url, [name]: token });
      assertEquals(
        foundIn(diagnosis.connections[0]),
        isSent ? [] : ["login token-refused error"],
      );
      assertEquals(server.received.includes(token), isSent);
      if (isSent) continue;
      const [finding] = stepOf(diagnosis, "login").findings;
      for (const part of [String(iss), INFO.id, name]) {
        assertStringIncludes(finding?.message ?? "", part);
      }
    }
  });
}

const SIGNATURE =
  "error decoding access token: Invalid JWT token: Signature verification failed.";

Deno.test("diagnose() says that a server's own token is of before a restart, and does not guess at another server", async () => {
  for (
    const [iss, elsewhere] of [[INFO.id, false], [undefined, true]] as const
  ) {
    await using server = listenAsZenml({ "current-user": refusal(SIGNATURE) });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: tokenOf({ sub: "x", iss }),
    });
    const [finding] = stepOf(diagnosis, "identity").findings;
    assertEquals(finding?.code, "token-refused");
    assertStringIncludes(finding?.message ?? "", "ZENML_SERVER_JWT_SECRET_KEY");
    assertEquals(finding?.message.includes("another server"), elsewhere);
  }
});

const NOT_AUTHENTICATED = json(401, { detail: "Not authenticated" });

for (
  const credential of [
    { ZENML_STORE_API_KEY: KEY },
    { ZENML_STORE_API_TOKEN: TOKEN },
    { ZENML_STORE_USERNAME: "default", ZENML_STORE_PASSWORD: "plum jam" },
  ]
) {
  Deno.test(`diagnose() finds authorization-dropped for ${Object.keys(credential)} where the header is lost`, async () => {
    await using server = listenAsZenml({ "current-user": NOT_AUTHENTICATED });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ...credential,
    });
    assertEquals(foundIn(diagnosis.connections[0]), [
      "identity authorization-dropped error",
    ]);
  });
}

Deno.test("diagnose() finds authorization-dropped for a key in a token's variable", async () => {
  await using server = listenAsZenml({ "current-user": NOT_AUTHENTICATED });
  const { connections } = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_TOKEN: KEY,
  });
  assertEquals(foundIn(connections[0]), [
    "identity authorization-dropped error",
  ]);
});

/** What a server says of a token that was cut or replaced on its way. */
const ANOTHER = [
  "Not enough segments",
  "Invalid crypto padding",
  "Invalid header string: must be a json object",
  "Invalid issuer",
  "The specified alg value is not allowed",
];

for (const reason of ANOTHER) {
  Deno.test(`diagnose() blames no whole token of the server for: ${reason}`, async () => {
    const text = `error decoding access token: Invalid JWT token: ${reason}.`;
    await using server = listenAsZenml({ "current-user": refusal(text) });
    const own = tokenOf({ sub: "x", iss: INFO.id });
    for (
      const [token, code] of [
        [own, "authorization-dropped"],
        [own.slice(0, -3), "token-refused"],
        [tokenOf({ sub: "x" }), "token-refused"],
      ] as const
    ) {
      const { connections } = await examine({
        ZENML_STORE_URL: server.url,
        ZENML_STORE_API_TOKEN: token,
      });
      assertEquals(foundIn(connections[0]), [`identity ${code} error`]);
    }
  });
}

/** What a server says of the token that it had just issued, and what is found. */
const SESSIONS = [
  [
    "error decoding access token: Invalid JWT token: Invalid issuer.",
    "authorization-dropped",
  ],
  [
    "error decoding access token: Invalid JWT token: The specified alg value is not allowed.",
    "authorization-dropped",
  ],
  [SIGNATURE, "login-failed"],
  ...[
    "Not enough segments",
    "Invalid header padding",
    "Invalid payload padding",
    "Invalid crypto padding",
    "Invalid header string: 'utf-8' codec can't decode byte 0x88 in position 0: invalid start byte",
    "Invalid payload string: must be a json object",
  ].map((reason) =>
    [
      `error decoding access token: Invalid JWT token: ${reason}.`,
      "authorization-dropped",
    ] as const
  ),
  [
    "error decoding access token: Invalid JWT token: Signature has expired.",
    "login-failed",
  ],
  [
    "API key ci associated with service account bot is not active",
    "key-inactive",
  ],
  ["account bot is not active", "account-inactive"],
] as const;

for (const [text, code] of SESSIONS) {
  Deno.test(`diagnose() finds ${code} where a session's token is refused by: ${text}`, async () => {
    await using server = listenAsZenml({ "current-user": refusal(text) });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(foundIn(connections[0]), [`identity ${code} error`]);
  });
}

Deno.test("diagnose() says that a server of HTTP Basic takes no token, and blames no header", async () => {
  await using server = listenAsZenml({
    info: json(200, { ...INFO, auth_scheme: "HTTP_BASIC" }),
    "current-user": NOT_AUTHENTICATED,
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(diagnosis.connections[0]), [
    "identity login-failed error",
  ]);
  const [finding] = stepOf(diagnosis, "identity").findings;
  assertStringIncludes(finding?.message ?? "", "HTTP_BASIC");
});

Deno.test("diagnose() says how to activate a user as a user, and a service account as one", async () => {
  for (
    const [isServiceAccount, command] of [[true, "service-account"], [
      false,
      "user",
    ]] as const
  ) {
    await using server = listenAsZenml({
      "current-user": json(200, {
        ...ACCOUNT,
        body: { active: false, is_service_account: isServiceAccount },
      }),
    });
    const diagnosis = await examine(clientWith(server.url, KEY));
    const [finding] = stepOf(diagnosis, "identity").findings;
    assertStringIncludes(
      finding?.hint ?? "",
      `zenml ${command} update deploy-bot --active true`,
    );
  }
});
