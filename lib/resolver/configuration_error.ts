// The configuration of a resolution, or one error.
import type { Configuration } from "./configuration.ts";
import type { Finding } from "../finding/finding.ts";
import type { Resolution } from "./resolve.ts";

/** Thrown where a program needs a configuration and there is none. */
export class ConfigurationError extends Error {
  /** What is wrong with the configuration. */
  readonly findings: readonly Finding[];

  /**
   * Makes an error of findings.
   *
   * @param findings What is wrong with the configuration.
   */
  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === "error");
    super(
      `Cannot configure a connection to ZenML: ${
        errors.map(({ code, message }) => `${message} (${code})`).join("; ")
      }`,
    );
    this.name = "ConfigurationError";
    this.findings = findings;
  }
}

/**
 * Takes the configuration out of a resolution.
 *
 * @param resolution What `resolve` returned.
 * @returns The merged configuration.
 * @throws {ConfigurationError} If there is none; it carries the findings.
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
  if (resolution.configuration === null) {
    throw new ConfigurationError(resolution.findings);
  }
  return resolution.configuration;
}
