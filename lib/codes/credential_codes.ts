// What a ZenML server can say of a credential.
//
// Each of these is reported only when the server said so.
import type { CodeEntry, Severity } from "./code_entry.ts";
import type { StepId } from "./steps.ts";

const credential = (
  foundBy: readonly StepId[],
  means: string,
  why: string,
  fix: string,
  severity: Severity = "error",
): CodeEntry => ({ severity, foundBy, transient: false, means, why, fix });

/** The name of a code of a credential. */
export type CredentialCode =
  | "key-inactive"
  | "service-account-inactive"
  | "key-unknown"
  | "key-refused"
  | "key-kind-mismatch"
  | "token-refused"
  | "token-revoked"
  | "token-expired"
  | "password-refused"
  | "login-failed"
  | "account-inactive"
  | "account-is-user"
  | "project-missing"
  | "project-unknown"
  | "project-forbidden"
  | "project-id-is-name"
  | "stack-unknown"
  | "stack-id-is-name"
  | "key-rotating"
  | "key-old";

/** The codes of credentials, in the order of `explain`. */
export const CREDENTIAL_CODES: Readonly<Record<CredentialCode, CodeEntry>> = {
  "key-inactive": credential(
    ["login"],
    "The API key is deactivated",
    "The server knows the key and reports that it is not active; its value was not compared.",
    "zenml service-account api-key ACCOUNT update KEY --active true",
  ),
  "service-account-inactive": credential(
    ["login"],
    "The service account of the API key is deactivated",
    "The server knows the key and reports that its account is not active.",
    "zenml service-account update ACCOUNT --active true",
  ),
  "key-unknown": credential(
    ["login"],
    "The server has no API key with this id",
    "The key was deleted, or it belongs to another server.",
    "Check that the URL is the server that the key came from; if the key was deleted there, create one: zenml service-account api-key ACCOUNT create NAME",
  ),
  "key-refused": credential(
    ["login"],
    "The server refuses the value of the API key",
    "The server knows the key's id but not its value: the key was rotated, or mistyped. On ZenML Pro the control plane does not accept the key for this workspace.",
    "Use the key's current value. Rotating the key again locks out everyone who has that value, so do it only if nobody has: zenml service-account api-key ACCOUNT rotate KEY --retain 60",
  ),
  "key-kind-mismatch": credential(
    ["login"],
    "The API key is for another kind of server",
    "ZENPROKEY_ keys work only with ZenML Pro workspaces, and are not sent to another server. Workspace-level service accounts are not available in Pro: a ZENKEY_ key is deprecated there at best.",
    "Create a key where the server is: in the organization's settings for ZenML Pro, with zenml service-account for any other server.",
  ),
  "token-refused": credential(
    ["login", "identity"],
    "The server does not accept the API token",
    "It was issued by another server, in which case it is not sent, or the server was restarted without a fixed signing key (ZENML_SERVER_JWT_SECRET_KEY), or it was changed on the way.",
    "Fetch a new token from this server, or use an API key.",
  ),
  "token-revoked": credential(
    ["identity"],
    "The API token was valid once but is no longer",
    "Since then its API key or account was deactivated, deleted or rotated.",
    "Fetch a new token with an active key.",
  ),
  "token-expired": credential(
    ["identity"],
    "The API token has expired",
    "A warning is based on this machine's clock, an error on the server's response.",
    "Fetch a new token, or use an API key, which does not expire.",
  ),
  "password-refused": credential(
    ["login"],
    "The server refuses the user name or the password",
    "The server does not say which of the two is wrong.",
    "Correct them, or use a service account's API key.",
  ),
  "login-failed": credential(
    ["login", "identity"],
    "The login failed for an unknown reason",
    "The server's response is quoted. It does not prove that the credential is wrong.",
    "Look at the server's log.",
  ),
  "account-inactive": credential(
    ["login", "identity"],
    "The account behind the credential is deactivated",
    "The server reports it.",
    "zenml service-account update ACCOUNT --active true",
  ),
  "account-is-user": credential(
    ["identity"],
    "The credential is a person's, not a service account's",
    "It works, and stops working when that person leaves.",
    "zenml service-account create NAME",
    "info",
  ),
  "project-missing": credential(
    ["project"],
    "No project is chosen, and the account can read none or several",
    "A service account has no default project: the login works, and every pipeline fails with 'No project is currently set as active'. A job may also choose its project itself, with zenml project set.",
    "Set ZENML_ACTIVE_PROJECT_ID to the id of a project.",
    "warning",
  ),
  "project-unknown": credential(
    ["project"],
    "The server has no project with this id or name",
    "It was deleted, or it belongs to another server.",
    "Set ZENML_ACTIVE_PROJECT_ID to the id of a project of this server.",
  ),
  "project-forbidden": credential(
    ["project"],
    "The account may not read the project",
    "The project exists; in ZenML Pro a role gives access to it. A report without errors promises that the account may read the project, not that it may create anything there: no request tells that without trying. A role without that right ends a pipeline with 'Insufficient permissions to CREATE resource'.",
    "Give the account a role in the project, or choose another project.",
  ),
  "project-id-is-name": credential(
    ["project"],
    "ZENML_ACTIVE_PROJECT_ID is the name of a project, not its id",
    "The first request works, and the first pipeline fails with 'badly formed hexadecimal UUID string' (measured on 0.98.0).",
    "Set ZENML_ACTIVE_PROJECT_ID to the project's id.",
  ),
  "stack-unknown": credential(
    ["project"],
    "The server has no stack with this id or name",
    "It was deleted, it belongs to another server, or the account may not read it. A report without errors promises that the stack exists, not that a job can use it: without the integrations of its components the pipeline fails with an ImportError such as 'No module named boto3'; zenml integration install s3 installs one.",
    "Set ZENML_ACTIVE_STACK_ID to the id of a stack of this server.",
  ),
  "stack-id-is-name": credential(
    ["project"],
    "ZENML_ACTIVE_STACK_ID is the name of a stack, not its id",
    "The first request works, and the first pipeline fails with 'badly formed hexadecimal UUID string' (measured on 0.98.0).",
    "Set ZENML_ACTIVE_STACK_ID to the stack's id.",
  ),
  "key-rotating": credential(
    ["rotation"],
    "The API key was rotated, and its old value stops working soon",
    "The old and the new value both work until the retention period ends; it is not known which of them this is.",
    "Make sure that the new value is set everywhere before that time.",
    "warning",
  ),
  "key-old": credential(
    ["rotation"],
    "The API key is older than --max-key-age",
    "Its age counts from its last rotation, or from when it was made. Keys have no expiry of their own.",
    "Rotate it with --retain, and set the new value everywhere.",
    "warning",
  ),
};
