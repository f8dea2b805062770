import { assertEquals, assertMatch } from "@std/assert";
import { KEY, KEY_ID, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  stepOf,
} from "../helpers/examination.ts";
import { foundAt } from "../helpers/findings.ts";
import { json, refusal } from "../helpers/replies.ts";
import {
  type Answers,
  listenAsZenml,
  proInfo,
} from "../helpers/zenml_listener.ts";

const asKey = (url: string) => clientWith(url, KEY);
const asToken = (url: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_TOKEN: TOKEN,
});
const asUser = (url: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_USERNAME: "alice",
  ZENML_STORE_PASSWORD: "plum jam",
});

const ROTATED = (key: string) =>
  `access token for API key ${key} was issued for an API key generation that is no longer valid`;

/** What was shown, what the server says of it, and what is found: the code, its message and the whole fix. */
const REFUSALS: readonly (readonly [
  environment: (url: string) => Environment,
  text: string,
  code: string,
  message: string,
  hint: string,
])[] = [
  [
    asKey,
    "API key my key associated with service account my bot is not active",
    "key-inactive",
    `The server reports that API key 'my key' (id ${KEY_ID}) of service account 'my bot' is deactivated`,
    "zenml login URL; zenml service-account api-key 'my bot' update 'my key' --active true  # in a shell without ZENML_STORE_* variables, logged in as an administrator",
  ],
  [
    asKey,
    "service account my bot associated with API key my key is not active",
    "service-account-inactive",
    `The server reports that service account 'my bot' of API key 'my key' (id ${KEY_ID}) is deactivated`,
    "zenml login URL; zenml service-account update 'my bot' --active true  # in a shell without ZENML_STORE_* variables, logged in as an administrator",
  ],
  [
    asKey,
    `error retrieving API key ${KEY_ID}`,
    "key-unknown",
    `The server has no API key with the id in ZENML_STORE_API_KEY (id ${KEY_ID}): it was deleted, or it belongs to another server`,
    "Set ZENML_STORE_URL to the URL of the server that the key came from; then zenml login URL; zenml service-account api-key ACCOUNT create NAME (in a shell without ZENML_STORE_* variables, logged in as an administrator) (if it came from this one)",
  ],
  [
    asKey,
    "could not verify key value for API key my key",
    "key-refused",
    `The server knows API key 'my key' (id ${KEY_ID}), and refuses the value in ZENML_STORE_API_KEY: it was rotated, or mistyped`,
    "export ZENML_STORE_API_KEY='<the current value of the API key>'",
  ],
  [
    asKey,
    "error decoding API key",
    "key-malformed",
    "The server cannot decode the API key in ZENML_STORE_API_KEY",
    "export ZENML_STORE_API_KEY='<the whole API key, copied again>'",
  ],
  [
    asUser,
    "invalid username or password",
    "password-refused",
    "The server refuses the user name or the password (ZENML_STORE_PASSWORD)",
    "export ZENML_STORE_PASSWORD='<the password>'",
  ],
  [
    asUser,
    "account alice is not active",
    "account-inactive",
    "The server reports that the account 'alice' is deactivated",
    "zenml login URL; zenml user update alice --active true  # in a shell without ZENML_STORE_* variables, logged in as an administrator",
  ],
  [
    asUser,
    "user alice is not active",
    "account-inactive",
    "The server reports that the user 'alice' is deactivated",
    "zenml login URL; zenml user update alice --active true  # in a shell without ZENML_STORE_* variables, logged in as an administrator",
  ],
  ...([
    [ROTATED("my key"), `API key 'my key' (id ${KEY_ID}) was rotated since`],
    [
      "API key my key associated with service account my bot is not active",
      `API key 'my key' (id ${KEY_ID}) of service account 'my bot' was deactivated`,
    ],
    [
      "service account my bot associated with API key my key is not active",
      "service account 'my bot' was deactivated",
    ],
    [
      `error retrieving API key ${KEY_ID}`,
      "the API key that it was made with was deleted",
    ],
    ["account my bot is not active", "the account 'my bot' was deactivated"],
    [
      "access token for user alice was issued before the user's password was changed",
      "the password of user 'alice' was changed since",
    ],
    [`error retrieving token account ${KEY_ID}`, "its account was deleted"],
    [`device ${KEY_ID} is not active`, "its device was locked or removed"],
  ] as const).map(([text, why]) =>
    [
      asToken,
      text,
      "token-revoked",
      `The server no longer accepts the token in ZENML_STORE_API_TOKEN: ${why}`,
      "export ZENML_STORE_API_TOKEN='<a new API token>'",
    ] as const
  ),
  ...([
    [
      `error retrieving token. Pipeline run ${KEY_ID} does not exist.`,
      "a pipeline run that is gone",
    ],
    [
      `The execution of step run ${KEY_ID} has already concluded and API tokens scoped to it are no longer valid.`,
      "a step run that has finished",
    ],
    [`schedule ${KEY_ID} is not active`, "a schedule that is off, or gone"],
    [`deployment ${KEY_ID} does not exist.`, "a deployment that is gone"],
  ] as const).map(([text, owner]) =>
    [
      asToken,
      text,
      "token-revoked",
      `The server no longer accepts the token in ZENML_STORE_API_TOKEN: it was made for ${owner}`,
      "unset ZENML_STORE_API_TOKEN; export ZENML_STORE_API_KEY='<the API key of a service account>'",
    ] as const
  ),
  [
    asToken,
    "error decoding access token: Invalid JWT token: Signature has expired.",
    "token-expired",
    "The server reports that the token in ZENML_STORE_API_TOKEN has expired",
    "export ZENML_STORE_API_TOKEN='<a new API token>'",
  ],
  [
    asToken,
    "missing CSRF token",
    "token-refused",
    "The server does not accept the token in ZENML_STORE_API_TOKEN: it was copied from a browser, and works only in that browser's session",
    "unset ZENML_STORE_API_TOKEN; export ZENML_STORE_API_KEY='<the API key of a service account>'",
  ],
  [
    asToken,
    "error decoding access token: Invalid JWT token: Invalid header padding.",
    "token-refused",
    "The server does not accept the token in ZENML_STORE_API_TOKEN: the server cannot decode it ('Invalid header padding'); it was cut or changed, or no ZenML server issued it",
    "export ZENML_STORE_API_TOKEN='<a new API token>'",
  ],
  [
    asToken,
    "error decoding access token: Invalid JWT token: Signature verification failed.",
    "token-refused",
    "The server does not accept the token in ZENML_STORE_API_TOKEN: it was signed with another key than the server uses now; the server was restarted without a fixed signing key (ZENML_SERVER_JWT_SECRET_KEY), or the token was changed, or it belongs to another server",
    "export ZENML_STORE_API_TOKEN='<a new API token>'",
  ],
];

for (const [environment, text, code, message, hint] of REFUSALS) {
  const kind = environment.name.slice(2).toLowerCase();
  Deno.test(`diagnose() finds ${code}, with all to type, where a ${kind} is refused by: ${text}`, async () => {
    const step = kind === "token" ? "identity" : "login";
    await using server = listenAsZenml({
      [kind === "token" ? "current-user" : "login"]: refusal(text),
    });
    const diagnosis = await examine(environment(server.url));
    assertEquals(foundAt(diagnosis.connections[0]), [`${step} ${code} error`]);
    const [finding] = stepOf(diagnosis, step).findings;
    assertEquals(finding?.message, message);
    assertEquals(
      finding?.hint,
      hint.replace("login URL", `login ${server.url}`),
    );
    assertEquals(finding?.variable, Object.keys(environment("")).at(-1));
  });
}

/** What a Pro workspace says of a Pro key. */
const PRO_REFUSALS = [
  [
    "Not authorized to access this server..",
    "key-refused",
    /^The control plane does not let the Pro key in ZENML_STORE_API_KEY into this workspace/u,
    /^Create a key in the settings of the organization in ZenML Pro$/u,
  ],
  [
    `error retrieving API key ${KEY_ID}`,
    "key-unknown",
    /^The server has no API key/u,
    /^Create a key in the settings of the organization in ZenML Pro$/u,
  ],
  [
    "External authenticator did not recognize this server..",
    "workspace-not-enrolled",
    /does not know this workspace/u,
    /^Enrol the workspace again/u,
  ],
  [
    "Error fetching user information from external authenticator. .",
    "pro-control-plane-unreachable",
    /cannot reach its ZenML Pro control plane/u,
    /^zenml-env doctor /u,
  ],
] as const;

for (const [text, code, message, hint] of PRO_REFUSALS) {
  Deno.test(`diagnose() finds ${code} where a workspace refuses a Pro key by: ${text}`, async () => {
    await using control = listenAsZenml();
    await using server = listenAsZenml({
      info: proInfo(control.url),
      login: refusal(text),
    });
    const diagnosis = await examine({
      ...clientWith(server.url, PRO_KEY),
      ZENML_PRO_API_URL: control.url,
    });
    const [finding] = stepOf(diagnosis, "login").findings;
    assertEquals([finding?.code, finding?.severity], [code, "error"]);
    assertMatch(finding?.message ?? "", message);
    assertMatch(finding?.hint ?? "", hint);
  });
}

/** What says nothing of the credential: it is quoted, and no verdict. */
const NO_VERDICT: readonly (readonly [
  string,
  (url: string) => Environment,
  Answers,
])[] = [
  ["a key's text for a password", asUser, {
    login: refusal("error decoding API key"),
  }],
  ["a password's text for a key", asKey, {
    login: refusal("invalid username or password"),
  }],
  ["a good text with another status", asKey, {
    login: json(400, {
      detail: ["X", "Authentication error: error decoding API key"],
    }),
  }],
  ["a good text without a class", asKey, {
    login: json(401, { detail: "error decoding API key" }),
  }],
  ["more in front of it", asKey, {
    login: refusal("x error decoding API key"),
  }],
  ["more behind it", asKey, { login: refusal("error decoding API key x") }],
  ["a text that is longer than any", asKey, {
    login: refusal(
      `could not verify key value for API key ${"k".repeat(4096)}`,
    ),
  }],
  ["the refusal of a session's own token", asKey, {
    "current-user": refusal("error decoding access token: x"),
  }],
  ["an error's text in the place of an id", asKey, {
    login: refusal("error retrieving API key store: database is down"),
  }],
  ["an error's text in the place of a name", asKey, {
    login: refusal(
      "could not verify key value for API key ci: database is down",
    ),
  }],
  ["a token's text that is none of ZenML's", asToken, {
    "current-user": refusal("error decoding access token: x"),
  }],
];

for (const [criterion, environment, answers] of NO_VERDICT) {
  Deno.test(`diagnose() finds login-failed and no verdict in ${criterion}`, async () => {
    await using server = listenAsZenml(answers);
    const diagnosis = await examine(environment(server.url));
    assertEquals(
      foundAt(diagnosis.connections[0]).map((one) => one.split(" ")[1]),
      ["login-failed"],
    );
  });
}
