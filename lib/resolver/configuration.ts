// The merged configuration: one server, one credential, from both conventions.
import {
  CONSUMER_OF,
  type Convention,
  CONVENTION_OF,
  CONVENTIONS,
} from "../codes/variables.ts";
import type { Origin, Source } from "../finding/source.ts";
import type { CredentialChoice, SettingPick } from "./consumer.ts";
import { PROGRAMS, type ResolutionContext } from "./context.ts";
import { type Credential, credentialOf } from "./credential.ts";
import {
  isUsable,
  type ParsedSetting,
  type ParsedSettings,
  serverOf,
  settingsOf,
} from "./parsed_setting.ts";
import type { ServerUrl } from "./server_url.ts";
import type { TlsVerification } from "./tls_verification.ts";
import { shownUrl } from "./url_secret.ts";

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

/** What the merged configuration is made of. */
export interface Merged {
  /** The server. */
  readonly server: ServerUrl;
  /** The configuration. */
  readonly configuration: Configuration;
}

/** Merges both conventions, or returns null where no URL is usable or they disagree. */
export function mergedOf(context: ResolutionContext): Merged | null {
  const { parsed, prefer } = context;
  const order = prefer === "terraform" ? CONVENTIONS.toReversed() : CONVENTIONS;
  const readings = order.map((convention) =>
    PROGRAMS[CONSUMER_OF[convention]].read(usableIn(parsed, convention))
  );
  const servers = readings.flatMap(({ url }) => {
    const server = serverOf(url);
    return url && server ? [{ url, server }] : [];
  });
  const [first, other] = servers;
  if (
    !first ||
    (other && other.server.url !== first.server.url && prefer === null)
  ) {
    return null;
  }
  const credentials: readonly CredentialChoice[] = readings.flatMap((each) =>
    each.credentials
  );
  const proApiUrl = usableIn(parsed, "store")("pro-api-url");
  return {
    server: first.server,
    configuration: {
      serverUrl: sourced(first.url, first.server.url),
      credential: credentialOf(credentials[0]),
      proApiUrl: proApiUrl &&
        sourced(
          proApiUrl,
          shownUrl(
            proApiUrl.inspected.text,
            typeof proApiUrl.reading === "object",
          ),
        ),
      tlsVerification: tlsVerificationOf(parsed),
    },
  };
}

/** Picks the first setting of each role that has a real value. */
function usableIn(parsed: ParsedSettings, convention: Convention): SettingPick {
  return (role) => settingsOf(parsed, convention, role).find(isUsable) ?? null;
}

function sourced<T>({ variable, source }: ParsedSetting, value: T): Sourced<T> {
  return { value, variable, source };
}

/** Returns where a value came from, or null for a default. */
export function originOf(
  { variable, source }: Sourced<unknown>,
): Origin | null {
  return variable !== null && source !== null ? { variable, source } : null;
}

/** Reads how certificates are verified. */
export function tlsVerificationOf(
  parsed: ParsedSettings,
): Sourced<TlsVerification> {
  const setting = usableIn(parsed, CONVENTION_OF.client)("tls-verification");
  return setting
    ? sourced(setting, setting.reading.written)
    : { value: { kind: "on" }, variable: null, source: null };
}
