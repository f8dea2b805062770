// Refusals of a credential in words: what the server said, and what to do.
import { type Finding, findingOf } from "../finding/finding.ts";
import { shellWord } from "../finding/quoting.ts";
import { sanitize } from "../http/sanitize.ts";
import type { Refusal, RefusalCode } from "../zenml/refusal.ts";
import type { Context } from "./context.ts";

/** What the words of a refusal need; names are ready to be shown. */
interface Facts {
  readonly variable: string;
  readonly key: string | null;
  readonly account: string | null;
  readonly keyId: string | null;
  readonly isPro: boolean;
}

/** What to do: a command of ZenML, which needs a login, or anything else. */
type Fix = { readonly zenml: string } | { readonly other: string };

type Words = readonly [message: string, fix: Fix];

/** Makes the finding of a refusal. */
export function refusalFinding(
  { code, key, account }: Refusal,
  { connection, secrets }: Context,
): Finding {
  const { credential, serverUrl } = connection;
  const show = (name: string | null) =>
    name === null ? null : sanitize(name, secrets.redact);
  const [message, fix] = WORDS[code]({
    variable: credential.variable ?? "the credential",
    key: show(key),
    account: show(account),
    keyId: credential.keyId,
    isPro: credential.kind === "api-key" && credential.pro,
  });
  return findingOf(code, {
    message,
    hint: "zenml" in fix
      ? `${fix.zenml}  # after: zenml login ${shellWord(serverUrl)}`
      : fix.other,
    severity: "error",
    setting: credential.kind === "none" ? null : credential,
  });
}

const WORDS: Readonly<Record<RefusalCode, (facts: Facts) => Words>> = {
  "key-inactive": (facts) => [
    `The server says that ${
      keyName(facts)
    } of service account '${facts.account}' is deactivated`,
    {
      zenml: `zenml service-account api-key ${accountWord(facts)} update ${
        keyWord(facts)
      } --active true`,
    },
  ],
  "service-account-inactive": (facts) => [
    `The server says that service account '${facts.account}' of ${
      keyName(facts)
    } is deactivated`,
    activation(facts),
  ],
  "key-unknown": (facts) => [
    `The server has no API key with the id in ${facts.variable}${
      idText(facts)
    }: it was deleted, or is another server's`,
    newKey(facts),
  ],
  "key-refused": (facts) =>
    facts.isPro
      ? [
        `The control plane does not let the Pro key in ${facts.variable} into this workspace: it is wrong, deactivated, or without access`,
        newKey(facts),
      ]
      : [
        `The server knows ${
          keyName(facts)
        }, and refuses the value in ${facts.variable}: it was rotated, or mistyped`,
        {
          zenml: `zenml service-account api-key ${accountWord(facts)} rotate ${
            keyWord(facts)
          } --retain 60`,
        },
      ],
  "key-malformed": (facts) => [
    `The server cannot decode the API key in ${facts.variable}`,
    newKey(facts),
  ],
  "workspace-not-enrolled": () => [
    "The control plane does not know this workspace, so that no Pro key can be judged",
    {
      other:
        "Enrol the workspace again in the organization's settings of ZenML Pro",
    },
  ],
  "pro-control-plane-unreachable": () => [
    "The workspace cannot reach its ZenML Pro control plane, so that the key was not judged; it may be perfectly good",
    {
      other:
        "zenml-env doctor  # again, once whoever runs the control plane has mended it",
    },
  ],
  "account-inactive": (facts) => [
    `The server says that the account '${facts.account}' is deactivated`,
    activation(facts),
  ],
  "password-refused": ({ variable }) => [
    `The server refuses the user name or the password (${variable})`,
    {
      zenml:
        "zenml service-account create NAME  # an API key instead of a password",
    },
  ],
  "token-revoked": ({ variable }) => [
    `The server accepted the token in ${variable} once: its key or account was deactivated, deleted or rotated since`,
    { other: `export ${variable}='<a new token>'` },
  ],
  "token-expired": ({ variable }) => [
    `The server says that the token in ${variable} has expired`,
    { other: `export ${variable}='<a new token>'` },
  ],
  "token-refused": ({ variable }) => [
    `The server does not accept what ${variable} holds as a token of its own`,
    { other: `export ${variable}='<a token of this server>'` },
  ],
};

function activation(facts: Facts): Fix {
  return {
    zenml: `zenml service-account update ${accountWord(facts)} --active true`,
  };
}

function newKey(facts: Facts): Fix {
  return facts.isPro
    ? { other: "Create a key in the organization's settings of ZenML Pro" }
    : {
      zenml: `zenml service-account api-key ${accountWord(facts)} create NAME`,
    };
}

function keyName(facts: Facts): string {
  const name = facts.key === null ? "the API key" : `API key '${facts.key}'`;
  return `${name}${idText(facts)}`;
}

function idText({ keyId }: Facts): string {
  return keyId === null ? "" : ` (id ${keyId})`;
}

function keyWord({ key, keyId }: Facts): string {
  return shellWord(key ?? keyId ?? "KEY");
}

function accountWord({ account }: Facts): string {
  return shellWord(account ?? "ACCOUNT");
}
