// Whether an API key is of the kind that a server takes: ZenML Pro has its own.
import { type Finding, findingOf } from "../finding/finding.ts";
import { inOrder, missingIn, when, words } from "../finding/fix.ts";
import type { Connection } from "../resolver/connection.ts";
import type { Credential } from "../resolver/credential.ts";
import { PRO_KEY_PREFIX } from "../resolver/credential_format.ts";
import { setToWorkspace } from "../resolver/fixes.ts";
import { PRO_DEPLOYMENT } from "../zenml/server_info.ts";
import { proKeyRefusal } from "./pro_key.ts";
import { failed, type Outcome, skipped } from "./step.ts";
import type { ServerProof } from "./values.ts";

/** A credential that a server exchanges for a session. */
export type LoginCredential = Exclude<
  Credential,
  { kind: "none" | "api-token" }
>;

/** Ends the step where a key of ZenML Pro must not be sent to the server. */
export function withheldProKey(
  connection: Connection,
  { info }: ServerProof,
): Outcome<never> | null {
  const { credential } = connection;
  if (!holdsProKey(credential)) return null;
  const refusal = proKeyRefusal(connection, info);
  switch (refusal) {
    case null:
      return null;
    case "not-pro":
      return failed(
        "nothing was sent",
        findingOf("key-kind-mismatch", {
          message:
            `${credential.variable} holds a ZenML Pro key, but this server is not a Pro workspace; the key was not sent`,
          fix: inOrder(
            words(`Set ${credential.variable} to a key of this server`),
            when(
              "or, if you want the workspace of the key",
              setToWorkspace(
                connection.urlOrigin ?? missingIn("ZENML_STORE_URL"),
              ),
            ),
          ),
          setting: credential,
        }),
      );
    case "control-plane-differs":
      return skipped(
        "the Pro key was not sent: the client would not find it for this server",
      );
    case "control-plane-alone":
      return skipped(
        "the Pro key was not sent: the client sends it only to the control plane, and only the server itself says that it is a workspace",
      );
  }
}

/** Returns whether a credential is a Pro key, in the variable of a token, too. */
function holdsProKey(
  credential: Credential,
): credential is Exclude<Credential, { kind: "none" | "password" }> {
  switch (credential.kind) {
    case "api-key":
      return credential.pro;
    case "api-token":
      return credential.token.reveal().startsWith(PRO_KEY_PREFIX);
    case "password":
    case "none":
      return false;
  }
}

/** Finds a workspace's own key on a Pro workspace. */
export function kindMismatch(
  credential: LoginCredential,
  { info }: ServerProof,
): Finding | null {
  return credential.kind !== "api-key" || credential.pro ||
      info.deploymentType !== PRO_DEPLOYMENT
    ? null
    : findingOf("key-kind-mismatch", {
      severity: "warning",
      message:
        `${credential.variable} is an open-source key (ZENKEY_); ZenML Pro needs a ZENPROKEY_ of the organization`,
      fix: words(
        `Create a service account in the settings of the organization in ZenML Pro, and set ${credential.variable} to its ZENPROKEY_ key`,
      ),
      setting: credential,
    });
}
