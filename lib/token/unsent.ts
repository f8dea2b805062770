/**
 * Why a configuration's credential is never sent: the resolver's findings about it.
 *
 * @module
 */
import type { Configuration } from "../resolver/configuration.ts";
import type { Credential } from "../resolver/credential.ts";
import type { Finding } from "../finding/finding.ts";
import { resolve } from "../resolver/resolve.ts";
import type { Setting } from "../sources/setting.ts";

/**
 * Finds again what the resolver found wrong with a configuration's credential, in its words and with its hints.
 */
export function credentialErrorsOf(
  { serverUrl, credential }: Configuration,
): readonly Finding[] {
  const settings = [
    ...(serverUrl.variable !== null && serverUrl.source !== null
      ? [{
        variable: serverUrl.variable,
        value: serverUrl.value,
        source: serverUrl.source,
      }]
      : []),
    ...settingsOf(credential),
  ];
  const { findings } = resolve({
    envFiles: [{ file: "", settings, findings: [] }],
  });
  return findings.filter(({ severity, code, variable }) =>
    severity === "error" && code !== "conventions-split" &&
    variable !== serverUrl.variable
  );
}

function settingsOf(credential: Credential): Setting[] {
  if (credential.kind === "none") return [];
  const { variable, source } = credential;
  switch (credential.kind) {
    case "api-key":
      return [{ variable, source, value: credential.key.reveal() }];
    case "api-token":
      return [{ variable, source, value: credential.token.reveal() }];
    case "password":
      return [
        { variable, source, value: credential.password.reveal() },
        {
          variable: "ZENML_STORE_USERNAME",
          source,
          value: credential.username,
        },
      ];
  }
}
