// The refusals of tokens, for the table of refusals.
import type { RefusalRow, Remedy } from "./refusal_row.ts";

/** Begins what is said of a token that worked once. */
export const NO_LONGER = "The server no longer accepts the token in {variable}";

const NOT_ACCEPTED = "The server does not accept the token in {variable}";
const NONE_ARRIVED =
  "the server says that none arrived: something in front of it drops the Authorization header";
const REPLACES =
  "something in front of it replaces or changes the Authorization header";

/** What begins every text about a token that cannot be decoded. */
const JWT = "error decoding access token: Invalid JWT token: ";

const revoked = (text: string, why: string): RefusalRow => ({
  text,
  token: ["token-revoked", `${NO_LONGER}: ${why}`, "new-token"],
});

/** Tokens that a run, a schedule or a deployment gets end with it. */
const scoped = (text: string, owner: string): RefusalRow => ({
  text,
  token: [
    "token-revoked",
    `${NO_LONGER}: it was made for ${owner}`,
    "own-key",
  ],
});

const refused = (
  text: string,
  why: string,
  remedy: Remedy = "new-token",
): RefusalRow => ({
  text,
  token: ["token-refused", `${NOT_ACCEPTED}: ${why}`, remedy],
});

/** A text that no token of this server leads to: where one was sent, another one arrived. */
const foreign = (reason: string, why: string): RefusalRow => ({
  ...refused(JWT + reason, why),
  "own-token": [
    "authorization-dropped",
    `The token in {variable} is one of this server, and the token that reached it is another: ${REPLACES}`,
    "keep-header",
  ],
  session: [
    "authorization-dropped",
    `The login works, and the token that reached the server after it is not the one that the server had issued: ${REPLACES}`,
    "keep-header",
  ],
});

const undecodable = (reason: string) =>
  `the server cannot decode it ('${reason}'); it was cut or changed, or no ZenML server issued it`;

const STATES: readonly RefusalRow[] = [
  revoked(
    "access token for API key {key} was issued for an API key generation that is no longer valid",
    "{key} was rotated since",
  ),
  revoked(
    "access token for user {account} was issued before the user's password was changed",
    "the password of user {account} was changed since",
  ),
  revoked("error retrieving token account {id}", "its account was deleted"),
  revoked("error retrieving token device {id}", "its device was removed"),
  revoked("device {id} is not active", "its device was locked or removed"),
  revoked(
    "device {id} does not belong to user {account}",
    "its device belongs to another user now",
  ),
  {
    text: "device {id} has expired",
    token: [
      "token-expired",
      "The server reports that the token in {variable} has expired with its device",
      "new-token",
    ],
  },
  refused(
    "device authorization is not supported",
    "it was made for a device, and this server lets in none",
  ),
  scoped("error retrieving token schedule {id}", "a schedule that is gone"),
  scoped("schedule {id} is not active", "a schedule that is off, or gone"),
  scoped(
    "error retrieving token. Pipeline run {id} does not exist",
    "a pipeline run that is gone",
  ),
  scoped(
    "error retrieving token pipeline run {id}",
    "a pipeline run that is gone",
  ),
  scoped("error retrieving token step run {id}", "a step run that is gone"),
  scoped(
    "The pipeline run {id} has finished and API tokens scoped to it are no longer valid. If you want to increase the expiration time of the token to allow steps to continue for longer after other steps have failed, you can do so by configuring the `ZENML_WORKLOAD_TOKEN_EXPIRATION_LEEWAY` ZenML server environment variable",
    "a pipeline run that has finished",
  ),
  scoped(
    "The execution of pipeline run {id} has already concluded and API tokens scoped to it are no longer valid",
    "a pipeline run that has finished",
  ),
  scoped(
    "The execution of step run {id} has already concluded and API tokens scoped to it are no longer valid",
    "a step run that has finished",
  ),
  scoped("deployment {id} does not exist", "a deployment that is gone"),
  refused(
    "local account {account} is not allowed to authenticate with external authentication",
    "its account {account} is a local one, and a ZenML Pro workspace lets in only those of the organization",
    "pro-key",
  ),
  ...["missing CSRF token", "CSRF token does not match the access token"].map(
    (text) =>
      refused(
        text,
        "it was copied from a browser, and works only in that browser's session",
        "own-key",
      ),
  ),
  ...["Not authenticated", "no credentials provided"].map((text) => ({
    text,
    key: [
      "authorization-dropped",
      `The API key in {variable} was sent, and ${NONE_ARRIVED}`,
      "pass-header",
    ],
    token: [
      "authorization-dropped",
      `The token in {variable} was sent, and ${NONE_ARRIVED}`,
      "pass-header",
    ],
    session: [
      "authorization-dropped",
      `The login works and its token was sent, and ${NONE_ARRIVED}`,
      "pass-header",
    ],
  } as const)),
];

const DECODING: readonly RefusalRow[] = [
  {
    text: `${JWT}Signature has expired`,
    token: [
      "token-expired",
      "The server reports that the token in {variable} has expired",
      "new-token",
    ],
  },
  {
    ...refused(
      `${JWT}Signature verification failed`,
      "it was signed with another key than the server uses now; the server was restarted without a fixed signing key (ZENML_SERVER_JWT_SECRET_KEY), or the token was changed{elsewhere}",
      "signing-key",
    ),
    session: [
      "login-failed",
      "The server refuses the token that it had just issued, by its signature: its replicas sign with different keys (ZENML_SERVER_JWT_SECRET_KEY is not set), or something in front of it replaces the Authorization header",
      "signing-key",
    ],
  },
  {
    ...foreign("Not enough segments", "it is not a JWT"),
    key: [
      "token-refused",
      "The server accepts no API key instead of a token; only servers since 0.92 do: {variable} holds a key",
      "move-key",
    ],
  },
  ...["Invalid issuer", "Invalid audience", "Audience doesn't match"].map(
    (reason) => foreign(reason, "it was issued by another server"),
  ),
  ...["The specified alg value is not allowed", "Algorithm not supported"].map(
    (reason) => foreign(reason, "no ZenML server issued it"),
  ),
  ...["The token is not yet valid (iat)", "The token is not yet valid (nbf)"]
    .map((reason) =>
      refused(
        JWT + reason,
        "by the server's clock it is not valid yet; its clock is behind, or the one that issued it was ahead",
      )
    ),
  foreign("the subject claim is missing", "it names no account of ZenML"),
  foreign(
    "the subject claim is not a valid UUID",
    "it names no account of ZenML",
  ),
  ...[
    "Invalid header padding",
    "Invalid payload padding",
    "Invalid crypto padding",
    "Invalid header string: {reason}",
    "Invalid payload string: {reason}",
  ].map((reason) => foreign(reason, undecodable(reason))),
  refused(`${JWT}{reason}`, undecodable("{reason}")),
];

/** Every refusal of a token. */
export const TOKEN_REFUSALS: readonly RefusalRow[] = [...STATES, ...DECODING];
