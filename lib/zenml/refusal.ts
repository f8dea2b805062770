/**
 * What ZenML's refusals say of a credential.
 *
 * A verdict is given only for a text that the real server was seen to send; any other text is quoted.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { shellWord } from "../finding/fix.ts";
import type { Examination } from "../doctor/examination.ts";
import { harmless } from "../http/sanitize.ts";

/** What a refusal is about. */
export interface Verdict {
  /** What the server said. */
  readonly code: Code;
  /** The name of the API key that it named, or null. */
  readonly key: string | null;
  /** The name of the account that it named, or null. */
  readonly account: string | null;
}

/** What was shown to the server: the same words mean something else of a token. */
export type Shown = "key" | "token" | "password" | "session";

// Recorded from 0.98.0; the texts are the same from 0.58 on. Of a Pro workspace: the last three.
const KEY_TEXTS: readonly (readonly [RegExp, Code])[] = [
  [
    /^API key (?<key>.+) associated with service account (?<account>.+) is not active$/u,
    "key-inactive",
  ],
  [
    /^service account (?<account>.+) associated with API key (?<key>.+) is not active$/u,
    "service-account-inactive",
  ],
  [/^error retrieving API key /u, "key-unknown"],
  [/^could not verify key value for API key (?<key>.+)$/u, "key-refused"],
  [/^error decoding API key$/u, "key-malformed"],
  [/^Not authorized to access this server/u, "key-refused"],
  [
    /^External authenticator did not recognize this server/u,
    "workspace-not-enrolled",
  ],
  [
    /^Error fetching user information from external authenticator/u,
    "pro-control-plane-unreachable",
  ],
];

const ACCOUNT_TEXTS: readonly (readonly [RegExp, Code])[] = [
  [/^account (?<account>.+) is not active$/u, "account-inactive"],
];

const PASSWORD_TEXTS: readonly (readonly [RegExp, Code])[] = [
  [/^invalid username or password$/u, "password-refused"],
];

const TOKEN_TEXTS: readonly (readonly [RegExp, Code])[] = [
  [
    /^access token for API key (?<key>.+) was issued for an API key generation that is no longer valid$/u,
    "token-revoked",
  ],
  [/Signature has expired/u, "token-expired"],
  [/^error decoding access token/u, "token-refused"],
  [/^Not authenticated$/u, "token-refused"],
];

/** Longer than any text of a server: names have at most 255 characters, and matching takes time by their square. */
const LONGEST_TEXT = 4096;

/** What a token's refusal is, by what it would be of a key: the token was accepted once. */
const OF_TOKEN: Partial<Record<Code, Code>> = {
  "key-inactive": "token-revoked",
  "service-account-inactive": "token-revoked",
  "account-inactive": "token-revoked",
  "key-unknown": "token-revoked",
  "key-refused": "token-refused",
  "key-malformed": "token-refused",
};

/** Reads a refusal. */
export function verdictOf(text: string, shown: Shown): Verdict | null {
  if (text.length > LONGEST_TEXT) return null;
  const rules = [
    ...(shown === "password" ? PASSWORD_TEXTS : KEY_TEXTS),
    ...ACCOUNT_TEXTS,
    // A session's token is the server's own: that it is refused says nothing about the credential.
    ...(shown === "session" ? [] : TOKEN_TEXTS),
  ];
  for (const [pattern, code] of rules) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { key = null, account = null } = match.groups ?? {};
    return {
      code: shown === "token" ? OF_TOKEN[code] ?? code : code,
      key,
      account,
    };
  }
  return null;
}

/** Makes the finding of a verdict. */
export function verdictFinding(
  verdict: Verdict,
  examination: Examination,
): Finding {
  const { credential, serverUrl } = examination.connection;
  const [key, account] = [verdict.key, verdict.account].map((name) =>
    name === null ? null : harmless(name, examination.redact)
  );
  const pro = credential.kind === "api-key" && credential.pro;
  const variable = credential.variable ?? "the credential";
  const { message, hint } = wordsOf(verdict.code, {
    variable,
    key: key ?? null,
    account: account ?? null,
    pro,
    keyId: credential.keyId,
  });
  const loggedIn = hint.startsWith("zenml service-account")
    ? `  # after: zenml login ${shellWord(serverUrl)}`
    : "";
  return findingOf(verdict.code, {
    message,
    hint: hint + loggedIn,
    severity: "error",
    setting: credential.kind === "none" ? null : credential,
  });
}

interface WordFacts {
  readonly variable: string;
  readonly key: string | null;
  readonly account: string | null;
  readonly pro: boolean;
  readonly keyId: string | null;
}

function wordsOf(
  code: Code,
  { variable, key, account, pro, keyId }: WordFacts,
): { readonly message: string; readonly hint: string } {
  const keyName = key === null ? "the API key" : `API key '${key}'`;
  const [k, a] = [
    shellWord(key ?? keyId ?? "KEY"),
    shellWord(account ?? "ACCOUNT"),
  ];
  const id = keyId === null ? "" : ` (id ${keyId})`;
  const newKey = pro
    ? "Create a key in the organization's settings of ZenML Pro"
    : `zenml service-account api-key ${a} create NAME`;
  const words: Partial<Record<Code, readonly [string, string]>> = {
    "key-inactive": [
      `The server says that ${keyName}${id} of service account '${account}' is deactivated`,
      `zenml service-account api-key ${a} update ${k} --active true`,
    ],
    "service-account-inactive": [
      `The server says that service account '${account}' of ${keyName}${id} is deactivated`,
      `zenml service-account update ${a} --active true`,
    ],
    "key-unknown": [
      `The server has no API key with the id in ${variable}${id}: it was deleted, or is another server's`,
      newKey,
    ],
    "key-refused": pro
      ? [
        `The control plane does not let the Pro key in ${variable} into this workspace: it is wrong, deactivated, or without access`,
        newKey,
      ]
      : [
        `The server knows ${keyName}${id}, and refuses the value in ${variable}: it was rotated, or mistyped`,
        `zenml service-account api-key ${a} rotate ${k} --retain 60`,
      ],
    "key-malformed": [
      `The server cannot decode the API key in ${variable}`,
      newKey,
    ],
    "workspace-not-enrolled": [
      "The control plane does not know this workspace, so that no Pro key can be judged",
      "Enrol the workspace again in the organization's settings of ZenML Pro",
    ],
    "pro-control-plane-unreachable": [
      "The workspace cannot reach its ZenML Pro control plane, so that the key was not judged; it may be perfectly good",
      "zenml-env doctor  # again, once whoever runs the control plane has mended it",
    ],
    "password-refused": [
      `The server refuses the user name or the password (${variable})`,
      "zenml service-account create NAME  # an API key instead of a password",
    ],
    "token-revoked": [
      `The server accepted the token in ${variable} once: its key or account was deactivated, deleted or rotated since`,
      `export ${variable}='<a new token>'`,
    ],
    "token-expired": [
      `The server says that the token in ${variable} has expired`,
      `export ${variable}='<a new token>'`,
    ],
    "token-refused": [
      `The server does not accept what ${variable} holds as a token of its own`,
      `export ${variable}='<a token of this server>'`,
    ],
    "account-inactive": [
      `The server says that the account '${account}' is deactivated`,
      `zenml service-account update ${a} --active true`,
    ],
  };
  const [message, hint] = words[code] ?? [code, `zenml-env explain ${code}`];
  return { message, hint };
}
