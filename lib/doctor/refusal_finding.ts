// Refusals of a credential in words: what the server said, and what to do.
import { isVariableName, variableOf, VARIABLES } from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { assignmentOf, shellWord } from "../finding/fix.ts";
import { sanitize } from "../http/sanitize.ts";
import type { Credential } from "../resolver/credential.ts";
import { movingHint } from "../resolver/unsendable.ts";
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
    message: message.charAt(0).toUpperCase() + message.slice(1),
    hint: credential.kind === "none"
      ? "Look at the server's log"
      : HINTS[refusal.remedy]({
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

const HINTS: Readonly<Record<Remedy, (facts: Facts) => string>> = {
  "activate-key": (facts) =>
    asAdministrator(
      facts,
      `zenml service-account api-key ${accountWord(facts)} update ${
        keyWord(facts)
      } --active true`,
    ),
  "activate-account": (facts) =>
    asAdministrator(
      facts,
      `zenml ${
        facts.credential.kind === "password" ? "user" : "service-account"
      } update ${accountWord(facts)} --active true`,
    ),
  "activate-user": (facts) =>
    asAdministrator(
      facts,
      `zenml user update ${accountWord(facts)} --active true`,
    ),
  "current-key": ({ credential }) =>
    assignmentOf(credential, "<the key's current value>"),
  "check-server": (facts) =>
    isPro(facts)
      ? PRO_KEY
      : `Set ${facts.urlVariable} to the server that the key came from; if it came from this one: ${
        asAdministrator(
          facts,
          `zenml service-account api-key ${accountWord(facts)} create NAME`,
        )
      }`,
  "new-key": (facts) =>
    isPro(facts)
      ? PRO_KEY
      : assignmentOf(facts.credential, "<the whole key, copied again>"),
  "pro-key": () => PRO_KEY,
  "enrol-workspace": () =>
    "Enrol the workspace again in the organization's settings of ZenML Pro",
  "retry": () => "zenml-env doctor  # again, once the control plane works",
  "check-password": ({ credential }) =>
    assignmentOf(credential, "<the password>"),
  "move-key": ({ credential }) => withKeyVariable(credential, "<the key>"),
  "new-token": ({ credential }) => assignmentOf(credential, "<a new token>"),
  "own-key": ({ credential }) => {
    const variable = keyVariableOf(credential);
    return credential.source.kind === "environment"
      ? `unset ${credential.variable}; export ${variable}='<an API key of a service account>'`
      : assignmentOf(
        { variable, source: credential.source },
        "<an API key of a service account>",
      );
  },
  "signing-key": ({ credential }) =>
    credential.kind === "api-token"
      ? assignmentOf(credential, "<a new token>")
      : "Set ZENML_SERVER_JWT_SECRET_KEY to one value for all replicas of the server",
  "pass-header": ({ serverUrl }) =>
    `curl -H 'Authorization: Bearer x' ${
      shellWord(currentUserUrl(serverUrl))
    }  # 'Not authenticated' shows that the header is lost: let the proxy in front of the server pass it on`,
  "server-log": () => "Look at the server's log",
};

const PRO_KEY = "Create a key in the organization's settings of ZenML Pro";

function asAdministrator({ serverUrl }: Facts, command: string): string {
  return `${command}  # after: zenml login ${shellWord(serverUrl)}`;
}

function isPro({ credential }: Facts): boolean {
  return credential.kind === "api-key" && credential.pro;
}

function keyVariableOf({ variable }: Shown): string {
  const name = tableVariable(variable);
  return name === null
    ? "ZENML_STORE_API_KEY"
    : variableOf(VARIABLES[name].convention, "api-key") ?? name;
}

function withKeyVariable(credential: Shown, placeholder: string): string {
  const variable = tableVariable(credential.variable);
  return variable === null
    ? assignmentOf(credential, placeholder)
    : movingHint({ ...credential, variable }, "api-key", placeholder);
}

function tableVariable(variable: string) {
  return isVariableName(variable) ? variable : null;
}

function keyWord({ key, credential }: Facts): string {
  return shellWord(key ?? credential.keyId ?? "KEY");
}

function accountWord({ account }: Facts): string {
  return shellWord(account ?? "ACCOUNT");
}
