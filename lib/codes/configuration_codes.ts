// What can be wrong with a configuration before anything is sent.
import type { CodeEntry, Severity } from "./code_entry.ts";

const configuration = (
  severity: Severity,
  means: string,
  why: string,
  fix: string,
): CodeEntry => ({
  severity,
  foundBy: "configuration",
  transient: false,
  means,
  why,
  fix,
});

/** The name of a code of the resolver. */
export type ConfigurationCode =
  | "url-missing"
  | "url-contains-secret"
  | "url-invalid"
  | "url-scheme-missing"
  | "url-scheme-unsupported"
  | "url-scheme-uppercase"
  | "url-trailing-slash"
  | "url-includes-api-path"
  | "url-has-path"
  | "url-has-query"
  | "url-has-credentials"
  | "url-insecure"
  | "url-is-pro-management-api"
  | "url-is-pro-dashboard"
  | "value-empty"
  | "value-whitespace"
  | "value-quoted"
  | "value-placeholder"
  | "value-unexpanded"
  | "value-shadowed"
  | "credential-missing"
  | "credential-ambiguous"
  | "key-malformed"
  | "key-in-token-variable"
  | "token-in-key-variable"
  | "token-malformed"
  | "token-expiring"
  | "conventions-split"
  | "conventions-disagree"
  | "credentials-differ"
  | "variable-misspelled"
  | "variable-overridden"
  | "variable-duplicate"
  | "project-id-malformed"
  | "stack-id-malformed"
  | "tls-verify-invalid"
  | "file-invalid"
  | "file-dialect"
  | "file-unreadable"
  | "client-setting-invalid"
  | "client-is-server"
  | "url-host-rewritten"
  | "url-loopback-in-container"
  | "stored-login";

/** The codes of the resolver, in the order of `explain`. */
export const CONFIGURATION_CODES: Readonly<
  Record<ConfigurationCode, CodeEntry>
> = {
  "url-missing": configuration(
    "error",
    "No server URL is set for a program that needs one",
    "Without a URL the ZenML client silently works on a local SQLite database and drops the key; the Terraform provider refuses to plan.",
    "Set ZENML_STORE_URL for the client, ZENML_SERVER_URL for Terraform.",
  ),
  "url-contains-secret": configuration(
    "error",
    "The URL contains a key, a token or a password",
    "Servers, proxies and browsers write URLs to their logs, and neither program reads a credential from a URL. Nothing is sent to such a URL, and it is not printed.",
    "Set only the server's URL, and the credential in its own variable. Create a new key if the URL was used before.",
  ),
  "url-invalid": configuration(
    "error",
    "The value is not a URL",
    "Neither program can send a request to it; the client reports an SQLAlchemy error, because it treats everything but an http URL as the URL of a database.",
    "Set the URL as the browser shows it for the server's root, such as https://zenml.example.com.",
  ),
  "url-scheme-missing": configuration(
    "error",
    "The URL does not begin with http:// or https://",
    "host:port or a bare host name is treated as a database URL by the client and refused by Terraform. The scheme is never guessed here, since http and https are not equally safe.",
    "Add https:// in front of it, or http:// for a server on this machine.",
  ),
  "url-scheme-unsupported": configuration(
    "error",
    "The URL is neither http nor https",
    "A ZenML server is reached over http or https; with sqlite: or mysql: the client works on that database directly, without a server.",
    "Set the server's http or https URL.",
  ),
  "url-scheme-uppercase": configuration(
    "error",
    "The scheme of the URL is written in capitals",
    "The client compares it with lower-case text and refuses HTTPS://; Terraform accepts it.",
    "Write the scheme in lower case.",
  ),
  "url-trailing-slash": configuration(
    "warning",
    "The URL ends in a slash",
    "The client drops it. The Terraform provider joins the path by concatenation, gets the dashboard's HTML for //api/v1/info, and fails with \"invalid character '<'\". In ZENML_PRO_API_URL it makes the client look for the key under another name.",
    "Remove the slash at the end.",
  ),
  "url-includes-api-path": configuration(
    "error",
    "The URL includes the path of the API",
    "Both programs add /api/v1 themselves, so that every request goes to a path that does not exist (404).",
    "Remove /api and everything after it.",
  ),
  "url-has-path": configuration(
    "warning",
    "The URL has a path",
    "That is right where an ingress serves ZenML under a prefix, and wrong where a page of the dashboard was copied.",
    "Keep it if the server is under that prefix; otherwise remove everything after the host.",
  ),
  "url-has-query": configuration(
    "error",
    "The URL has a query or a fragment",
    "Both programs append the path of the API to the text, so that it becomes part of the query; Terraform then posts the key to /.",
    "Remove the ? or # and everything after it.",
  ),
  "url-has-credentials": configuration(
    "error",
    "The URL includes a user name or a password",
    "The client then sends a Basic header instead of the token, and every request fails. With Terraform it works, but the password appears in logs.",
    "Remove everything before @, and set the credential in its own variable.",
  ),
  "url-insecure": configuration(
    "warning",
    "The URL is http, to a host that is not this machine",
    "Both programs send the API key and every token unencrypted, so that anyone on the network path can read them.",
    "Use https, or make sure that the network in between is your own.",
  ),
  "url-is-pro-management-api": configuration(
    "error",
    "The URL is the ZenML Pro management API, not a server",
    "Service accounts and their API keys are not supported there. Nothing is sent to it.",
    "Set the workspace's URL, which the dashboard shows in the workspace's settings.",
  ),
  "url-is-pro-dashboard": configuration(
    "error",
    "The URL is the ZenML Pro dashboard, not a server",
    "The dashboard is a web page for people; the API of a workspace is at the workspace's own URL.",
    "Set the workspace's URL, which the dashboard shows in the workspace's settings.",
  ),
  "value-empty": configuration(
    "warning",
    "A variable is empty",
    "A missing CI secret usually looks like this. Most empty variables count as not set; an empty ZENML_STORE_URL is an error in the client, which treats it as a database URL.",
    "Set the value, or unset the variable.",
  ),
  "value-whitespace": configuration(
    "error",
    "The value contains spaces, line breaks, control or non-ASCII characters",
    "Neither program trims what it reads. A URL or a token does not work with them; at the end of an API key they happen to work.",
    "Set the value again without them. echo adds a line break at the end; printf %s does not.",
  ),
  "value-quoted": configuration(
    "error",
    "The value includes quotes",
    "docker run --env-file and the settings of most CI services keep quotes as part of the value.",
    "Remove the quotes.",
  ),
  "value-placeholder": configuration(
    "error",
    "The value is an example that was never replaced",
    "It was copied from documentation, or it is masked text from a log. It is never sent.",
    "Set the real value.",
  ),
  "value-unexpanded": configuration(
    "error",
    "The value is a template or a reference that was not replaced",
    "The program that read the template does not know this syntax. It is never sent.",
    "Let the program that owns the syntax set the variable, or set the real value.",
  ),
  "value-shadowed": configuration(
    "info",
    "The environment overrides a value of an env file",
    "The environment comes before env files, so the file's value is not used.",
    "Unset the variable in the environment to use the file's value.",
  ),
  "credential-missing": configuration(
    "error",
    "A program has a server URL but no credential",
    "The client stops with 'No valid credentials found', Terraform with 'Missing ZenML API Credentials'.",
    "Set an API key of a service account.",
  ),
  "credential-ambiguous": configuration(
    "warning",
    "More than one credential is set for one program",
    "The client prefers an API key to user name and password, and those to a token; Terraform prefers a token to a key.",
    "Unset the one that you do not want.",
  ),
  "key-malformed": configuration(
    "error",
    "The API key is malformed",
    "A key is ZENKEY_ followed by base64 text, or ZENPROKEY_ followed by text for ZenML Pro. It may have been cut off.",
    "Copy the whole key again.",
  ),
  "key-in-token-variable": configuration(
    "warning",
    "An API key is in the variable for a token",
    "It is sent as it is. Servers since 0.92 accept it; older ones refuse it.",
    "Set the key in ZENML_STORE_API_KEY or ZENML_API_KEY.",
  ),
  "token-in-key-variable": configuration(
    "error",
    "A token is in the variable for an API key",
    "The programs try to log in with it, and the server cannot decode it. It is not sent.",
    "Set the token in ZENML_STORE_API_TOKEN or ZENML_API_TOKEN.",
  ),
  "token-malformed": configuration(
    "error",
    "The API token is malformed",
    "A token is a JWT: three parts of base64url text between dots. It is not sent.",
    "Fetch a new token, or use an API key, which does not expire.",
  ),
  "token-expiring": configuration(
    "warning",
    "The API token expires within ten minutes",
    "Tokens are short-lived: a longer deployment fails once it has expired.",
    "Fetch a new token just before the run, or use an API key, which does not expire.",
  ),
  "conventions-split": configuration(
    "error",
    "The URL is set in one convention and the credential in the other",
    "The client reads ZENML_STORE_*, Terraform ZENML_SERVER_URL and ZENML_API_*; neither reads the other's.",
    "Set the named variable too.",
  ),
  "conventions-disagree": configuration(
    "error",
    "The client and Terraform would talk to different servers",
    "ZENML_STORE_URL and ZENML_SERVER_URL differ after normalisation.",
    "Set both to one URL, or choose one with --prefer or --consumer.",
  ),
  "credentials-differ": configuration(
    "info",
    "The client and Terraform use different credentials for one server",
    "That is fine if each has an account of its own.",
    "Nothing to do if this is intended.",
  ),
  "variable-misspelled": configuration(
    "warning",
    "A variable has a name that neither program reads",
    "It looks like one of theirs, but it is silently ignored.",
    "Rename it to the variable that the program reads.",
  ),
  "variable-overridden": configuration(
    "warning",
    "Another program's variable replaces one of the client's",
    "Kitaru copies KITARU_SERVER_URL, KITARU_AUTH_TOKEN, KITARU_PROJECT and KITARU_CONFIG_PATH over ZENML_STORE_URL, ZENML_STORE_API_KEY, ZENML_ACTIVE_PROJECT_ID and ZENML_CONFIG_PATH before the client starts.",
    "Unset the wrong one, or give both the same value.",
  ),
  "variable-duplicate": configuration(
    "warning",
    "An env file assigns a variable twice, with different values",
    "Most programs use the last assignment; people may take the first one to be in effect.",
    "Remove the wrong assignment.",
  ),
  "tls-verify-invalid": configuration(
    "error",
    "ZENML_STORE_VERIFY_SSL is neither true nor false, nor a CA file, nor PEM text",
    "The client treats any other text as the content of a certificate, and every https request fails.",
    "Set true, false, or the path of a CA bundle.",
  ),
  "project-id-malformed": configuration(
    "error",
    "ZENML_ACTIVE_PROJECT_ID has blanks, quotes, a placeholder or a template in it",
    "The client looks for the project under exactly this text and does not find it.",
    "Set the id of the project and nothing else; zenml project list shows the ids.",
  ),
  "stack-id-malformed": configuration(
    "error",
    "ZENML_ACTIVE_STACK_ID has blanks, quotes, a placeholder or a template in it",
    "The client looks for the stack under exactly this text and does not find it.",
    "Set the id of the stack and nothing else; zenml stack list shows the ids.",
  ),
  "file-invalid": configuration(
    "warning",
    "A line of an env file is not NAME=value",
    "The line is ignored, so that its variable is not set.",
    "Write NAME=value, and close every quote.",
  ),
  "file-dialect": configuration(
    "info",
    "Common readers of env files read a value differently",
    "There is no standard for env files: docker run --env-file keeps quotes, comments and blanks; Compose, bash and Deno replace $NAME with another variable; Node reads a quote inside a value in its own way.",
    "Set the variable in the environment instead, or give the file to the reader for which it is written; --env-file-format docker reads it as docker run does.",
  ),
  "file-unreadable": configuration(
    "error",
    "An env file that --each names cannot be read",
    "It does not exist, is not UTF-8 text, is too large, or may not be read. The other targets are examined anyway.",
    "Correct its name, or give Deno --allow-read for it.",
  ),
  "client-setting-invalid": configuration(
    "error",
    "A setting of the client has a value that makes it refuse to start",
    "ZENML_STORE_TYPE must be rest or sql, with a URL of that kind; ZENML_STORE_HTTP_TIMEOUT and ZENML_STORE_CONNECTION_POOL_SIZE are whole numbers; ZENML_STORE_SECRETS_STORE and ZENML_STORE_BACKUP_SECRETS_STORE accept no text at all.",
    "Unset the variable: the client needs none of them.",
  ),
  "client-is-server": configuration(
    "warning",
    "ZENML_SERVER is set, so the client behaves as if it were a server",
    "Any value has this effect, even an empty one. The client then stores nothing, and on a fresh machine it stops with 'Directory … does not exist'. It works where its configuration folder exists. This is an error where the folder is known not to exist.",
    "Unset ZENML_SERVER; the server's URL belongs in ZENML_STORE_URL.",
  ),
  "url-host-rewritten": configuration(
    "warning",
    "The client connects to another host than its URL names",
    "Where ZENML_CONTAINER is true, it replaces localhost and 127.0.0.1 with host.docker.internal or host.k3d.internal, if one of them resolves. The doctor connects to the host of the URL.",
    "Write the right host in the URL.",
  ),
  "url-loopback-in-container": configuration(
    "warning",
    "The URL names localhost, and this is a container",
    "In a container localhost is the container itself, not the machine that it runs on. That is right only if the server runs in the same container or pod.",
    "Set the URL with the host or the service where the server runs.",
  ),
  "stored-login": configuration(
    "error",
    "The client has stored an earlier login",
    "Without a URL in variables the client silently uses the server that it stored, and sends a key in variables there; without a credential it uses the stored one (a warning). Where variables name another server, the stored one is not used (an info). The stored login is not examined.",
    "Set URL and key in variables; zenml logout SERVER_URL --clear removes what is stored.",
  ),
};
