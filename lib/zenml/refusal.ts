// What ZenML's refusals say of a credential.
//
// A refusal is recognised only for a text that the real server was seen to send; any other text is quoted.

/** What a server can say of a credential. */
export type RefusalCode =
  | "key-inactive"
  | "service-account-inactive"
  | "key-unknown"
  | "key-refused"
  | "key-malformed"
  | "workspace-not-enrolled"
  | "pro-control-plane-unreachable"
  | "account-inactive"
  | "password-refused"
  | "token-revoked"
  | "token-expired"
  | "token-refused";

/** What a refusal is about. */
export interface Refusal {
  /** What the server said. */
  readonly code: RefusalCode;
  /** The name of the API key that it named, or null. */
  readonly key: string | null;
  /** The name of the account that it named, or null. */
  readonly account: string | null;
}

/** What was presented to the server: the same words mean something else of a token. */
export type Presented = "key" | "token" | "password" | "session";

// Recorded from 0.98.0; the texts are the same from 0.58 on. Of a Pro workspace: the last three.
const KEY_TEXTS: readonly (readonly [RegExp, RefusalCode])[] = [
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

const ACCOUNT_TEXTS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^account (?<account>.+) is not active$/u, "account-inactive"],
];

const PASSWORD_TEXTS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^invalid username or password$/u, "password-refused"],
];

const TOKEN_TEXTS: readonly (readonly [RegExp, RefusalCode])[] = [
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
const OF_TOKEN: Partial<Record<RefusalCode, RefusalCode>> = {
  "key-inactive": "token-revoked",
  "service-account-inactive": "token-revoked",
  "account-inactive": "token-revoked",
  "key-unknown": "token-revoked",
  "key-refused": "token-refused",
  "key-malformed": "token-refused",
};

/** Reads a refusal. */
export function refusalOf(text: string, presented: Presented): Refusal | null {
  if (text.length > LONGEST_TEXT) return null;
  const rules = [
    ...(presented === "password" ? PASSWORD_TEXTS : KEY_TEXTS),
    ...ACCOUNT_TEXTS,
    // A session's token is the server's own: that it is refused says nothing about the credential.
    ...(presented === "session" ? [] : TOKEN_TEXTS),
  ];
  for (const [pattern, code] of rules) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { key = null, account = null } = match.groups ?? {};
    return {
      code: presented === "token" ? OF_TOKEN[code] ?? code : code,
      key,
      account,
    };
  }
  return null;
}
