// Every refusal of a credential that ZenML has, with what it means and what to do.
//
// Read from `zen_server/auth.py`, `jwt.py` and `csrf.py` of 0.58.2, 0.70.0, 0.80.2, 0.90.0 and 0.98.0;
// `tests/data/refusal_texts.json` lists the texts of each version, and a test that each has its row.
import type { RefusalRow, Verdict } from "./refusal_row.ts";
import { NO_LONGER, TOKEN_REFUSALS } from "./token_refusals.ts";

/** A text about an API key, which is said of its sessions and tokens, too. */
const ofKey = (
  text: string,
  verdict: Verdict,
  ofToken: string,
): RefusalRow => ({
  text,
  key: verdict,
  session: verdict,
  token: ["token-revoked", `${NO_LONGER}: ${ofToken}`, "new-token"],
});

const ofPro = (text: string, ...verdict: Verdict): RefusalRow => ({
  text,
  key: verdict,
});

const KEYS: readonly RefusalRow[] = [
  ofKey(
    "API key {key} associated with service account {account} is not active",
    [
      "key-inactive",
      "The server reports that {key} of service account {account} is deactivated",
      "activate-key",
    ],
    "{key} of service account {account} was deactivated",
  ),
  ofKey(
    "service account {account} associated with API key {key} is not active",
    [
      "service-account-inactive",
      "The server reports that service account {account} of {key} is deactivated",
      "activate-account",
    ],
    "service account {account} was deactivated",
  ),
  ofKey(
    "error retrieving API key {id}",
    [
      "key-unknown",
      "The server has no API key with the id in {variable}{keyId}: it was deleted, or it belongs to another server",
      "check-server",
    ],
    "the API key that it was made with was deleted",
  ),
  {
    text: "could not verify key value for API key {key}",
    key: [
      "key-refused",
      "The server knows {key}, and refuses the value in {variable}: it was rotated, or mistyped",
      "current-key",
    ],
  },
  {
    text: "error decoding API key",
    key: [
      "key-malformed",
      "The server cannot decode the API key in {variable}",
      "new-key",
    ],
  },
  // 0.90 alone.
  ofPro(
    "cannot use an API key associated with an external service account to authenticate to the ZenML server",
    "key-kind-mismatch",
    "The service account of the API key in {variable} is one of ZenML Pro, which needs a key of the organization",
    "pro-key",
  ),
  ofPro(
    "Not authorized to access this server",
    "key-refused",
    "The control plane does not let the Pro key in {variable} into this workspace: it is wrong, deactivated, or without access",
    "pro-key",
  ),
  ofPro(
    "External authenticator did not recognize this server",
    "workspace-not-enrolled",
    "The control plane does not know this workspace, so no Pro key can be checked",
    "enrol-workspace",
  ),
  ofPro(
    "Error fetching user information from external authenticator",
    "pro-control-plane-unreachable",
    "The workspace cannot reach its ZenML Pro control plane, so the key was not checked; it may be fine",
    "retry",
  ),
  ofPro(
    "Unknown external authenticator error",
    "pro-control-plane-unreachable",
    "The workspace cannot read the response of its ZenML Pro control plane, so the key was not checked; it may be fine",
    "retry",
  ),
];

const ACCOUNTS: readonly RefusalRow[] = [
  {
    text: "invalid username or password",
    password: [
      "password-refused",
      "The server refuses the user name or the password ({variable})",
      "check-password",
    ],
  },
  {
    text: "user {account} is not active",
    password: [
      "account-inactive",
      "The server reports that the user {account} is deactivated",
      "activate-user",
    ],
  },
  {
    text: "account {account} is not active",
    password: [
      "account-inactive",
      "The server reports that the account {account} is deactivated",
      "activate-user",
    ],
    key: [
      "account-inactive",
      "The server reports that the account {account} is deactivated",
      "activate-account",
    ],
    session: [
      "account-inactive",
      "The server reports that the account {account} is deactivated",
      "activate-account",
    ],
    token: [
      "token-revoked",
      `${NO_LONGER}: the account {account} was deactivated`,
      "new-token",
    ],
  },
  {
    text: "Unsupported grant type: password",
    status: 400,
    password: [
      "password-refused",
      "The server accepts no user name and password: a ZenML Pro workspace accepts API keys",
      "pro-key",
    ],
  },
  {
    text: "invalid credentials",
    session: [
      "login-failed",
      "The server has no account for this request; where it needs no login, its default user is missing",
      "server-log",
    ],
  },
];

/** Every refusal; the first row that fits a text counts. */
export const REFUSALS: readonly RefusalRow[] = [
  ...KEYS,
  ...ACCOUNTS,
  ...TOKEN_REFUSALS,
];
