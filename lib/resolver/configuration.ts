/**
 * The merged configuration: one server, one credential, from both conventions.
 *
 * @module
 */
import {
  CONSUMER_OF,
  type Convention,
  type VariableName,
  VARIABLES,
} from "../codes/variables.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";
import type { Source } from "../finding/source.ts";
import { inspectValue } from "./value.ts";
import { type ConsumerReading, readAs } from "./consumer_reading.ts";
import type { ResolutionContext } from "./context.ts";
import { type Credential, credentialOf } from "./credential.ts";
import { redactValue } from "./redaction.ts";
import { normaliseServerUrl } from "./server_url.ts";
import {
  readTlsVerification,
  type TlsVerification,
} from "./tls_verification.ts";

/** A value of the configuration with its source; both are null for a default. */
export interface Sourced<T> {
  /** The value. */
  readonly value: T;
  /** The variable that gave it, or null. */
  readonly variable: string | null;
  /** Where that variable's value came from, or null. */
  readonly source: Source | null;
}

/** What a program needs to talk to a ZenML server. */
export interface Configuration {
  /** The server's URL, normalised. */
  readonly serverUrl: Sourced<string>;
  /** The credential. */
  readonly credential: Credential;
  /** The management API of a self-hosted ZenML Pro, or null if none is named. */
  readonly proApiUrl: Sourced<string> | null;
  /** How certificates are verified. */
  readonly tlsVerification: Sourced<TlsVerification>;
}

/** Merges both conventions into one configuration. */
export function configurationFrom(
  context: ResolutionContext,
): Configuration | null {
  const { layers, prefer } = context;
  const order: readonly Convention[] = prefer === "terraform"
    ? ["terraform", "store"]
    : ["store", "terraform"];
  const readings = order.map((convention) =>
    readAs(CONSUMER_OF[convention], layers, firstUsable)
  );
  const urls = readings.flatMap(urlOf);
  const [url, other] = urls;
  if (!url || (other && other.value !== url.value && prefer === null)) {
    return null;
  }
  return {
    serverUrl: url,
    credential: credentialOf(
      readings.flatMap(({ credentials }) => credentials)[0],
    ),
    proApiUrl: proApiUrlOf(layers),
    tlsVerification: tlsVerificationOf(layers),
  };
}

/** Finds the first setting of a variable that has a real value. */
export function firstUsable(
  layers: SettingsByName,
  variable: VariableName | null,
): Setting | null {
  if (variable === null) return null;
  const { role } = VARIABLES[variable];
  return layers.get(variable)?.find(({ value }) => {
    const bare = inspectValue(value, role);
    return bare.usable &&
      (role !== "url" || normaliseServerUrl(bare.text) !== null);
  }) ?? null;
}

function urlOf({ url }: ConsumerReading): Sourced<string>[] {
  const value = url && normaliseServerUrl(inspectValue(url.value, "url").text);
  return url && value
    ? [{ value, variable: url.variable, source: url.source }]
    : [];
}

function proApiUrlOf(layers: SettingsByName): Sourced<string> | null {
  const setting = firstUsable(layers, "ZENML_PRO_API_URL");
  return setting && {
    value: redactValue(inspectValue(setting.value, "pro-api-url").text),
    variable: setting.variable,
    source: setting.source,
  };
}

/** Reads how certificates are verified. */
export function tlsVerificationOf(
  layers: SettingsByName,
): Sourced<TlsVerification> {
  const setting = firstUsable(layers, "ZENML_STORE_VERIFY_SSL");
  return setting
    ? {
      value: readTlsVerification(setting.value),
      variable: setting.variable,
      source: setting.source,
    }
    : { value: { kind: "on" }, variable: null, source: null };
}
