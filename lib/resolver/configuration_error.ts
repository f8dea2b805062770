// The configuration of a resolution, or one error.
import type { Code } from "../codes/codes.ts";
import { isCredentialVariable } from "../codes/variables.ts";
import { errorText } from "../finding/error_text.ts";
import type { Finding } from "../finding/finding.ts";
import type { Configuration } from "./configuration.ts";
import type { Resolution } from "./resolve.ts";

/** Thrown where a program needs a configuration and there is none that can be used; the message has the fixes. */
export class ConfigurationError extends Error {
  /** What is wrong with the configuration. */
  readonly findings: readonly Finding[];

  /**
   * Makes an error of findings.
   *
   * @param findings What is wrong with the configuration.
   */
  constructor(findings: readonly Finding[]) {
    super(errorText("Cannot configure a connection to ZenML", findings));
    this.name = "ConfigurationError";
    this.findings = findings;
  }
}

/** A configuration that can be used, or why there is none. */
export type ConfigurationResult =
  | {
    /** There is one. */
    readonly ok: true;
    /** The merged configuration. */
    readonly configuration: Configuration;
  }
  | {
    /** There is none. */
    readonly ok: false;
    /** Why. */
    readonly error: ConfigurationError;
  };

/**
 * Takes the configuration out of a resolution, if it can be used.
 *
 * It is refused if there is no URL, or the URLs differ; if the URL is a part of ZenML Pro that is no server; if the
 * credential is a placeholder, a template or malformed; and if `ZENML_STORE_VERIFY_SSL` is invalid. A configuration
 * without a credential is accepted, since some servers need no login: its credential has the kind `none`. What is wrong
 * with a value that was not chosen is only in the findings. `resolution.configuration` is not checked like this.
 *
 * @param resolution What `resolve` returned.
 * @returns The merged configuration.
 * @throws {ConfigurationError} If there is none that can be used; it carries the findings.
 *
 * @example Usage
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com" };
 * const { serverUrl } = configurationOf(resolve({ environment }));
 * assertEquals(serverUrl.value, "https://zenml.example.com");
 * ```
 */
export function configurationOf(resolution: Resolution): Configuration {
  const result = safeConfigurationOf(resolution);
  if (!result.ok) throw result.error;
  return result.configuration;
}

/**
 * Takes the configuration out of a resolution as `configurationOf` does, but returns the error instead of throwing it.
 *
 * @param resolution What `resolve` returned.
 * @returns The merged configuration, or the error with the findings.
 *
 * @example Usage
 * ```ts
 * import { resolve, safeConfigurationOf } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com", ZENML_STORE_API_KEY: "changeme" };
 * const result = safeConfigurationOf(resolve({ environment }));
 * assertEquals(result.ok, false);
 * if (!result.ok) assertEquals(result.error.findings.map(({ code }) => code), ["value-placeholder"]);
 * ```
 */
export function safeConfigurationOf(
  { configuration, findings }: Resolution,
): ConfigurationResult {
  return configuration !== null && isUsable(configuration, findings)
    ? { ok: true, configuration }
    : { ok: false, error: new ConfigurationError(findings) };
}

/** What is wrong with a part of a configuration so that no server gets a request, or no credential. */
const URL_FLAWS: ReadonlySet<Code> = new Set<Code>([
  "url-is-pro-management-api",
  "url-is-pro-dashboard",
]);
const TLS_FLAWS: ReadonlySet<Code> = new Set<Code>(["tls-verify-invalid"]);
const CREDENTIAL_FLAWS: ReadonlySet<Code> = new Set<Code>([
  "value-placeholder",
  "value-unexpanded",
  "value-whitespace",
  "value-quoted",
]);

function isUsable(
  { serverUrl, credential, tlsVerification }: Configuration,
  findings: readonly Finding[],
): boolean {
  if (credential.kind !== "none" && credential.unsendable !== null) {
    return false;
  }
  return !findings.some(({ code, severity, variable }) =>
    severity === "error" && variable !== null && (
      (URL_FLAWS.has(code) && variable === serverUrl.variable) ||
      (TLS_FLAWS.has(code) && variable === tlsVerification.variable) ||
      // A value that is none counts as not set, but somebody meant it as the credential.
      (CREDENTIAL_FLAWS.has(code) && credential.kind === "none" &&
        isCredentialVariable(variable))
    )
  );
}
