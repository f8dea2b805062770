// What a row in the table of refusals says.

/** What a server can say of a credential. */
export type RefusalCode =
  | "key-inactive"
  | "service-account-inactive"
  | "key-unknown"
  | "key-refused"
  | "key-malformed"
  | "key-kind-mismatch"
  | "workspace-not-enrolled"
  | "pro-control-plane-unreachable"
  | "account-inactive"
  | "password-refused"
  | "token-revoked"
  | "token-expired"
  | "token-refused"
  | "authorization-dropped"
  | "login-failed";

/** What was presented to the server: the same text means something else for each. */
export type Presented =
  | "key"
  | "token"
  /** A token that was sent whole, and says that this server issued it. */
  | "own-token"
  | "password"
  | "session";

/** What to do about a refusal. */
export type Remedy =
  | "activate-key"
  | "activate-account"
  | "activate-user"
  | "current-key"
  | "check-server"
  | "new-key"
  | "pro-key"
  | "enrol-workspace"
  | "retry"
  | "check-password"
  | "move-key"
  | "new-token"
  | "own-key"
  | "signing-key"
  | "pass-header"
  | "keep-header"
  | "server-log";

/** What a text means of what was presented: the code, a sentence, and what to do. */
export type Verdict = readonly [code: RefusalCode, says: string, Remedy];

/**
 * A text of the server, without "Authentication error: " and the full stops and blanks at its end.
 *
 * `{key}` and `{account}` are names, `{id}` is a UUID, `{reason}` is any text. In the sentences, `{key}` is the API key
 * with its name and id, `{account}` a name in quotes, and `{variable}` the variable that holds the credential.
 */
export type RefusalRow =
  & {
    readonly text: string;
    /** The status that it comes with. @default {401} */
    readonly status?: number;
  }
  & { readonly [Shown in Presented]?: Verdict };
