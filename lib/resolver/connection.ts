/**
 * The connections that a configuration makes: what the doctor examines.
 *
 * @module
 */
import { type Consumer, DEFAULT_PRO_API_URL } from "../codes/variables.ts";
import type { SettingsByName } from "../sources/setting.ts";
import type { Origin } from "../finding/source.ts";
import { inspectValue } from "./value.ts";
import {
  type Configuration,
  type Sourced,
  tlsVerificationOf,
} from "./configuration.ts";
import { type ConsumerReading, firstSetting } from "./consumer_reading.ts";
import { readingsInUse, type ResolutionContext } from "./context.ts";
import { type Credential, credentialOf, secretsOf } from "./credential.ts";
import { type ProPart, proPartAmong, proPartOf } from "./rules/pro_url.ts";
import { redactValue } from "./redaction.ts";
import { readServerUrl, type ServerUrl } from "./server_url.ts";
import type { TlsVerification } from "./tls_verification.ts";

/** One server with one credential and one TLS verification, used by one or more consumers. */
export interface Connection {
  /** The programs that use it; none for the merged one, which no program by itself would make. */
  readonly consumers: readonly Consumer[];
  /** The server's URL, normalised. */
  readonly serverUrl: string;
  /** The variable that gave the URL, and its source. */
  readonly urlOrigin: Origin | null;
  /** The credential that is shown to the server. */
  readonly credential: Credential;
  /** How the server's certificate is verified. */
  readonly tlsVerification: TlsVerification;
  /** Where `ZENML_STORE_VERIFY_SSL` came from, or null where it has no part. */
  readonly tlsOrigin: Origin | null;
  /** The very text under which the client keeps a Pro key, and its origin; null where the client has no part. */
  readonly proApiUrl: ClientProApiUrl | null;
  /** The part of ZenML Pro that the URL is instead of a server, or null. Nothing is sent there. */
  readonly proPart: ProPart | null;
}

/** The text under which the client keeps a Pro key. */
export interface ClientProApiUrl {
  /** The value of `ZENML_PRO_API_URL` to the letter, or the client's default. */
  readonly value: string;
  /** Where it came from, or null for the default. */
  readonly origin: Origin | null;
}

/**
 * Lists the connections: one for each consumer in use, shared where they are the same, and the merged one where a half
 * stands in each convention.
 */
export function connectionsOf(
  context: ResolutionContext,
  configuration: Configuration | null,
  split: readonly Consumer[],
): readonly Connection[] {
  const own = readingsInUse(context)
    .filter(({ consumer }) => !split.includes(consumer))
    .flatMap((reading) => ownConnection(context, reading));
  const merged = configuration && (split.length > 0 || own.length === 0)
    ? mergedConnection(context, configuration)
    : [];
  return shared([...own, ...merged]);
}

function ownConnection(
  context: ResolutionContext,
  { consumer, url, credentials }: ConsumerReading,
): Connection[] {
  const bare = url && inspectValue(url.value, "url");
  const reading = bare?.usable ? readServerUrl(bare.text) : null;
  if (!url || reading === null || typeof reading === "string") return [];
  const client = consumer === "client";
  const tls = client ? tlsVerificationOf(context.layers) : null;
  return [{
    consumers: [consumer],
    ...target(context, reading),
    urlOrigin: { variable: url.variable, source: url.source },
    credential: credentialOf(credentials[0]),
    tlsVerification: tls?.value ?? { kind: "on" },
    tlsOrigin: tls && originOf(tls),
    proApiUrl: client ? clientProApiUrl(context.layers) : null,
  }];
}

function mergedConnection(
  context: ResolutionContext,
  configuration: Configuration,
): Connection[] {
  const connection = connectionOf(configuration);
  const reading = readServerUrl(configuration.serverUrl.value);
  return connection === null || typeof reading === "string"
    ? []
    : [{ ...connection, ...target(context, reading) }];
}

/**
 * Makes the connection of a merged configuration, by what the configuration alone says.
 */
export function connectionOf(
  { serverUrl, credential, proApiUrl, tlsVerification }: Configuration,
): Connection | null {
  const reading = readServerUrl(serverUrl.value);
  if (typeof reading === "string") return null;
  return {
    consumers: [],
    serverUrl: reading.url,
    urlOrigin: originOf(serverUrl),
    credential,
    tlsVerification: tlsVerification.value,
    tlsOrigin: originOf(tlsVerification),
    proApiUrl: null,
    proPart: proPartAmong(reading, proApiUrl ? [proApiUrl.value] : []),
  };
}

function originOf({ variable, source }: Sourced<unknown>): Origin | null {
  return variable !== null && source !== null ? { variable, source } : null;
}

function target(context: ResolutionContext, reading: ServerUrl) {
  return { serverUrl: reading.url, proPart: proPartOf(reading, context) };
}

function clientProApiUrl(layers: SettingsByName): ClientProApiUrl {
  const setting = firstSetting(layers, "ZENML_PRO_API_URL");
  return setting
    ? {
      value: redactValue(setting.value),
      origin: { variable: setting.variable, source: setting.source },
    }
    : { value: DEFAULT_PRO_API_URL, origin: null };
}

function shared(connections: readonly Connection[]): readonly Connection[] {
  const groups = new Map<string, Connection>();
  for (const connection of connections) {
    const identity = identityOf(connection);
    const known = groups.get(identity);
    groups.set(
      identity,
      known
        ? {
          ...known,
          consumers: [...known.consumers, ...connection.consumers],
          proApiUrl: known.proApiUrl ?? connection.proApiUrl,
        }
        : connection,
    );
  }
  return [...groups.values()];
}

/** What makes two connections the same; without TLS its verification makes no difference. */
function identityOf(
  { serverUrl, credential, tlsVerification }: Connection,
): string {
  return JSON.stringify([
    serverUrl,
    credential.kind,
    credential.kind === "password" ? credential.username : "",
    secretsOf(credential)[0] ?? "",
    serverUrl.startsWith("https:") ? tlsVerification : "",
  ]);
}
