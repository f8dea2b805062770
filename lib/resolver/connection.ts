// The connections that a configuration makes: what the doctor examines.
import type { Consumer } from "../codes/variables.ts";
import type { Origin } from "../finding/source.ts";
import {
  type ChosenEntity,
  chosenEntity,
  type ClientFolder,
  clientFolder,
  type ClientProApiUrl,
  clientProApiUrl,
} from "./client_part.ts";
import {
  type Configuration,
  type Merged,
  originOf,
  tlsVerificationOf,
} from "./configuration.ts";
import type { NetrcFact } from "../sources/host_facts.ts";
import type { ClientVersion } from "./client_version.ts";
import type { ConsumerReading } from "./consumer.ts";
import { readingsInUse, type ResolutionContext } from "./context.ts";
import { type Credential, credentialOf, secretsOf } from "./credential.ts";
import { serverOf } from "./parsed_setting.ts";
import { type ProPart, proPartAmong, proPartOf } from "./pro_part.ts";
import {
  normaliseServerUrl,
  readServerUrl,
  type ServerUrl,
} from "./server_url.ts";
import {
  exchangeTrust,
  type SourcedTrust,
  type Trust,
  trustIdentity,
  trustOf,
} from "./trust.ts";

export type { ChosenEntity, ClientFolder, ClientProApiUrl };

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
  readonly tlsVerification: Trust;
  /** The variable that says so, or null where none does. */
  readonly tlsOrigin: Origin | null;
  /** How the client verifies the control plane of ZenML Pro; null where the client has no part. */
  readonly exchangeTrust: SourcedTrust | null;
  /** The very text under which the client keeps a Pro key, and its origin; null where the client has no part. */
  readonly proApiUrl: ClientProApiUrl | null;
  /** The entries of `.netrc` that the client would send to its hosts. */
  readonly netrc: readonly NetrcFact[];
  /** Why the client cannot make its configuration folder, or null. */
  readonly unwritableFolder: ClientFolder | null;
  /** The project that the client is told to use, or null. */
  readonly project: ChosenEntity | null;
  /** The stack that the client is told to use, or null. */
  readonly stack: ChosenEntity | null;
  /** The version of the client, where it is known. */
  readonly clientVersion: ClientVersion | null;
  /** The part of ZenML Pro that the URL is instead of a server, or null. Nothing is sent there. */
  readonly proPart: ProPart | null;
}

/**
 * Lists the connections: one for each consumer in use, shared where they are the same, and the merged one where a half
 * is in each convention.
 */
export function connectionsOf(
  context: ResolutionContext,
  merged: Merged | null,
): readonly Connection[] {
  const split = context.missingHalves.filter(({ elsewhere }) => elsewhere);
  const own = readingsInUse(context)
    .filter((reading) =>
      !split.some(({ consumer }) => consumer === reading.consumer)
    )
    .flatMap((reading) => ownConnection(context, reading));
  return shared(
    merged && (split.length > 0 || own.length === 0)
      ? [...own, mergedConnection(context, merged)]
      : own,
  );
}

/** What of a connection is the client's alone. */
type ClientPart = Pick<
  Connection,
  | "exchangeTrust"
  | "proApiUrl"
  | "netrc"
  | "unwritableFolder"
  | "project"
  | "stack"
  | "clientVersion"
>;

const NO_CLIENT: ClientPart = {
  exchangeTrust: null,
  proApiUrl: null,
  netrc: [],
  unwritableFolder: null,
  project: null,
  stack: null,
  clientVersion: null,
};

function clientPartOf(
  { parsed, settings, hostFacts, clientVersion }: ResolutionContext,
): ClientPart {
  return {
    exchangeTrust: exchangeTrust(settings),
    proApiUrl: clientProApiUrl(parsed),
    netrc: hostFacts.netrc ?? [],
    unwritableFolder: clientFolder(settings, hostFacts),
    project: chosenEntity(parsed, "project"),
    stack: chosenEntity(parsed, "stack"),
    clientVersion,
  };
}

function ownConnection(
  context: ResolutionContext,
  { consumer, url, credentials }: ConsumerReading,
): Connection[] {
  const { parsed, settings, hostFacts } = context;
  const server = serverOf(url);
  if (!url || server === null) return [];
  const trust = trustOf(
    consumer,
    tlsVerificationOf(parsed),
    settings,
    hostFacts,
  );
  return [{
    consumers: [consumer],
    serverUrl: server.url,
    proPart: proPartOf(server, parsed),
    urlOrigin: { variable: url.variable, source: url.source },
    credential: credentialOf(credentials[0]),
    tlsVerification: trust.value,
    tlsOrigin: trust.origin,
    ...(consumer === "client" ? clientPartOf(context) : NO_CLIENT),
  }];
}

function mergedConnection(
  { parsed }: ResolutionContext,
  { server, configuration }: Merged,
): Connection {
  return connectionTo(server, configuration, proPartOf(server, parsed));
}

/** Makes the connection of a configuration that a program hands in, by what the configuration alone says. */
export function connectionOf(configuration: Configuration): Connection | null {
  const { serverUrl, proApiUrl } = configuration;
  const server = readServerUrl(serverUrl.value);
  return typeof server === "string" ? null : connectionTo(
    server,
    configuration,
    proPartAmong(
      server,
      proApiUrl ? [normaliseServerUrl(proApiUrl.value)] : [],
    ),
  );
}

function connectionTo(
  server: ServerUrl,
  { serverUrl, credential, tlsVerification }: Configuration,
  proPart: ProPart | null,
): Connection {
  return {
    consumers: [],
    serverUrl: server.url,
    urlOrigin: originOf(serverUrl),
    credential,
    tlsVerification: tlsVerification.value,
    tlsOrigin: originOf(tlsVerification),
    ...NO_CLIENT,
    proPart,
  };
}

/** Joins connections that are the same. The client's comes before the others, and so its part is that of the joined one. */
function shared(connections: readonly Connection[]): readonly Connection[] {
  const groups = new Map<string, Connection>();
  for (const connection of connections) {
    const identity = identityOf(connection);
    const known = groups.get(identity);
    groups.set(
      identity,
      known
        ? { ...known, consumers: [...known.consumers, ...connection.consumers] }
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
    serverUrl.startsWith("https:") ? trustIdentity(tlsVerification) : "",
  ]);
}
