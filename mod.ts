/**
 * Resolves the environment variables by which ZenML's programs find their server, and reports what is wrong with them.
 *
 * The ZenML Python client reads `ZENML_STORE_URL` and `ZENML_STORE_API_KEY`; the Terraform provider reads
 * `ZENML_SERVER_URL`, `ZENML_API_KEY` and `ZENML_API_TOKEN`. This module reads both, does no I/O, needs no permission,
 * and prints no secret.
 *
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const resolution = resolve({
 *   environment: { ZENML_STORE_URL: "https://zenml.example.com", ZENML_STORE_API_KEY: "ZENPROKEY_abc" },
 * });
 * const { serverUrl, credential } = configurationOf(resolution);
 * assertEquals(serverUrl.value, "https://zenml.example.com");
 * assertEquals(`${credential.kind === "api-key" && credential.key}`, "[redacted]");
 * ```
 *
 * A program that refuses to start where anything is wrong says where it is, and what to type, from an env file too:
 *
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { parseEnvFile } from "@mlops/zenml-env/env-file";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "ZENML_SERVER_URL=https://zenml.example.com/\nZENML_API_KEY=changeme\n";
 * const { findings } = resolve({ envFiles: [parseEnvFile(text, ".env")] });
 * const errors = findings.filter(({ severity }) => severity === "error");
 * assertEquals(errors.map(({ source, hint }) => `${source}: ${hint}`), [
 *   ".env:2: ZENML_API_KEY='<the API key>'  # in .env, line 2",
 *   ".env:1: ZENML_SERVER_URL=https://zenml.example.com  # in .env, line 1",
 * ]);
 * ```
 *
 * `readEnvironment()` of `@mlops/zenml-env/environment` reads the environment of the process, and needs no more than the
 * permission `--allow-env=ZENML_*`.
 *
 * `@mlops/zenml-env/access-token` sends requests to the server, `@mlops/zenml-env/doctor` examines the connection, and
 * `@mlops/zenml-env/report` writes what it found.
 *
 * @module
 */
export type { CodeEntry, Severity } from "./lib/codes/code_entry.ts";
export { type Code, CODE_NAMES, CODES, isCode } from "./lib/codes/codes.ts";
export type { ConfigurationCode } from "./lib/codes/configuration_codes.ts";
export type { CredentialCode } from "./lib/codes/credential_codes.ts";
export type { NetworkCode } from "./lib/codes/network_codes.ts";
export type { MachineCode } from "./lib/codes/machine_codes.ts";
export type { ServerCode } from "./lib/codes/server_codes.ts";
export type { StepId } from "./lib/codes/steps.ts";
export {
  type Consumer,
  type Convention,
  type Role,
  type VariableFacts,
  type VariableName,
  VARIABLES,
} from "./lib/codes/variables.ts";
export type { Configuration, Sourced } from "./lib/resolver/configuration.ts";
export type {
  ChosenEntity,
  ClientFolder,
  ClientProApiUrl,
  Connection,
} from "./lib/resolver/connection.ts";
export type { ConsumerView } from "./lib/resolver/consumer.ts";
export type {
  ApiKeyCredential,
  ApiTokenCredential,
  Credential,
  CredentialOrigin,
  NoCredential,
  PasswordCredential,
} from "./lib/resolver/credential.ts";
export type { ClientVersion } from "./lib/resolver/client_version.ts";
export type { Finding } from "./lib/finding/finding.ts";
export type {
  Command,
  CommandPlace,
  CorrectFix,
  Correction,
  Fix,
  FixPlace,
  FixValue,
  LinesFix,
  ListFix,
  PermitFix,
  RenameFix,
  RunFix,
  SetFix,
  UnsetFix,
  WordsFix,
} from "./lib/finding/fix_kinds.ts";
export type { Place } from "./lib/finding/place.ts";
export type { ProPart } from "./lib/resolver/pro_part.ts";
export {
  ConfigurationError,
  configurationOf,
  type ConfigurationResult,
  safeConfigurationOf,
} from "./lib/resolver/configuration_error.ts";
export type { ResolveOptions } from "./lib/resolver/context.ts";
export type { ResolvedSetting } from "./lib/resolver/resolved_setting.ts";
export { type Resolution, resolve } from "./lib/resolver/resolve.ts";
export { Secret } from "./lib/resolver/secret.ts";
export type {
  Unsendable,
  UnsendableReason,
  ValueProblem,
} from "./lib/resolver/unsendable.ts";
export type { TlsVerification } from "./lib/resolver/tls_verification.ts";
export type { SourcedTrust, Trust } from "./lib/resolver/trust.ts";
export { environmentOf } from "./lib/sources/environment.ts";
export type {
  EnvFile,
  Flags,
  Setting,
  Sources,
} from "./lib/sources/setting.ts";
export type { Origin, Source } from "./lib/finding/source.ts";
export type {
  HostFacts,
  JobFacts,
  NetrcFact,
  StoredLogin,
  UnwritableFolder,
} from "./lib/sources/host_facts.ts";
export type { NetrcEntry } from "./lib/sources/netrc.ts";

// A check that prints nothing and exits with 0 would say that nothing is wrong.
if (import.meta.main) {
  throw new Error(
    "This is the library and checks nothing: run jsr:@mlops/zenml-env/cli, or cli.ts of a clone, in its place",
  );
}
