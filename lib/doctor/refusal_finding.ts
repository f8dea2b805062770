// Refusals of a credential in words: what the server said, and what to do.
import { isVariableName, variableOf, VARIABLES } from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import {
  asAdministrator,
  type Fix,
  inOrder,
  run,
  setToUnknown,
  unset,
  when,
  words,
} from "../finding/fix.ts";
import { capitalized } from "../finding/setting_words.ts";
import { sanitize } from "../http/sanitize.ts";
import { type Credential, isProKey } from "../resolver/credential.ts";
import { moveTo } from "../resolver/unsendable.ts";
import { currentUserUrl } from "../zenml/api.ts";
import type { Refusal } from "../zenml/refusal.ts";
import type { Remedy } from "../zenml/refusal_row.ts";
import type { Context } from "./context.ts";

/** A credential that was sent. */
type Shown = Exclude<Credential, { kind: "none" }>;

/** What the words of a refusal need; names are ready to be shown. */
interface Facts {
  readonly credential: Shown;
  readonly serverUrl: string;
  /** The variable of the URL. */
  readonly urlVariable: string;
  readonly key: string | null;
  readonly account: string | null;
}

/** Makes the finding of a refusal; `mayBeElsewhere` where the token may be another server's. */
export function refusalFinding(
  refusal: Refusal,
  { connection, secrets }: Context,
  mayBeElsewhere = true,
): Finding {
  const { credential, serverUrl, urlOrigin } = connection;
  const show = (name: string | null) =>
    name === null ? null : sanitize(name, secrets.redact);
  const [key, account] = [show(refusal.key), show(refusal.account)];
  const keyId = credential.keyId === null ? "" : ` (id ${credential.keyId})`;
  const texts: Readonly<Record<string, string>> = {
    variable: credential.variable ?? "the credential",
    keyId,
    key: (key === null ? "the API key" : `API key '${key}'`) + keyId,
    account: `'${account}'`,
    reason: show(refusal.reason) ?? "",
    elsewhere: mayBeElsewhere ? ", or it belongs to another server" : "",
  };
  const message = refusal.says.replace(
    /\{(\w{1,20})\}/gu,
    (_, name: string) => texts[name] ?? "",
  );
  return findingOf(refusal.code, {
    message: capitalized(message),
    fix: credential.kind === "none"
      ? words("Look at the log of the server")
      : FIXES[refusal.remedy]({
        credential,
        serverUrl,
        urlVariable: urlOrigin?.variable ?? "the URL",
        key,
        account,
      }),
    severity: "error",
    setting: credential.kind === "none" ? urlOrigin : credential,
  });
}

const FIXES: Readonly<Record<Remedy, (facts: Facts) => Fix>> = {
  "activate-key": (facts) =>
    zenml(
      facts,
      "service-account",
      "api-key",
      facts.account ?? "ACCOUNT",
      "update",
      facts.key ?? facts.credential.keyId ?? "KEY",
      ...ACTIVE,
    ),
  "activate-account": (facts) =>
    zenml(
      facts,
      facts.credential.kind === "password" ? "user" : "service-account",
      "update",
      facts.account ?? "ACCOUNT",
      ...ACTIVE,
    ),
  "activate-user": (facts) =>
    zenml(facts, "user", "update", facts.account ?? "USER", ...ACTIVE),
  "current-key": ({ credential }) =>
    setToUnknown(credential, "the current value of the API key"),
  "check-server": (facts) =>
    isProKey(facts.credential) ? PRO_KEY : inOrder(
      words(
        `Set ${facts.urlVariable} to the URL of the server that the key came from`,
      ),
      when(
        "if it came from this one",
        zenml(
          facts,
          "service-account",
          "api-key",
          facts.account ?? "ACCOUNT",
          "create",
          "NAME",
        ),
      ),
    ),
  "new-key": (facts) =>
    isProKey(facts.credential)
      ? PRO_KEY
      : setToUnknown(facts.credential, "the whole API key, copied again"),
  "pro-key": () => PRO_KEY,
  "enrol-workspace": () =>
    words(
      "Enrol the workspace again in the settings of the organization in ZenML Pro",
    ),
  "retry": () =>
    when("once the control plane works", run("zenml-env", "doctor")),
  "check-password": ({ credential }) =>
    setToUnknown(credential, "the password"),
  "move-key": ({ credential }) =>
    isVariableName(credential.variable)
      ? moveTo({ ...credential, variable: credential.variable }, "api-key")
      : setToUnknown(credential, "an API token"),
  "new-token": ({ credential }) => setToUnknown(credential, "a new API token"),
  "own-key": ({ credential }) => keyInstead(credential),
  "signing-key": ({ credential }) =>
    credential.kind === "api-token"
      ? setToUnknown(credential, "a new API token")
      : words(
        "Set ZENML_SERVER_JWT_SECRET_KEY to one value for all replicas of the server",
      ),
  "keep-header": () =>
    words(
      "Let what is in front of the server pass the Authorization header on as it is",
    ),
  "pass-header": ({ serverUrl }) =>
    inOrder(
      run("curl", "-H", "Authorization: Bearer x", currentUserUrl(serverUrl)),
      words(
        "Let what is in front of the server pass the header on; until then the response is 'Not authenticated'",
      ),
    ),
  "server-log": () => words("Look at the log of the server"),
};

const ACTIVE = ["--active", "true"] as const;

const PRO_KEY = words(
  "Create a key in the settings of the organization in ZenML Pro",
);

function zenml({ serverUrl }: Facts, ...command: readonly string[]): Fix {
  return asAdministrator(serverUrl, ["zenml", ...command]);
}

/** Sets an API key in place of a token, which one of the two programs would take first. */
function keyInstead(credential: Shown): Fix {
  const { variable, source } = credential;
  const other = isVariableName(variable)
    ? variableOf(VARIABLES[variable].convention, "api-key")
    : null;
  const target = {
    variable: other ?? "ZENML_STORE_API_KEY",
    source,
    isNew: true,
  };
  const set = setToUnknown(target, "the API key of a service account");
  return source.kind === "file" ? set : inOrder(unset(credential), set);
}
