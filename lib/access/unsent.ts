/**
 * Why a configuration's credential is never sent: the resolver's findings about it.
 *
 * @module
 */
import type { Configuration } from "../resolution/configuration.ts";
import type { Credential } from "../resolution/credential.ts";
import type { Finding } from "../resolution/finding.ts";
import { resolve } from "../resolution/resolve.ts";
import type { Setting } from "../sources/setting.ts";

/**
 * Finds again what the resolver found wrong with a configuration's credential, in its words and with its hints.
 *
 * @param configuration The configuration.
 * @returns The errors about the credential; none where it can be sent.
 *
 * @example Usage
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { credentialErrorsOf } from "./unsent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com", ZENML_STORE_API_KEY: "ZENKEY_cut" };
 * const configuration = configurationOf(resolve({ environment }));
 * assertEquals(credentialErrorsOf(configuration).map(({ code }) => code), ["key-malformed"]);
 * ```
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
