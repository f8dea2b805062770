// What one program makes of the settings: what it reads, and what it would use.
import type { Consumer, Role } from "../codes/variables.ts";
import type { HostFacts } from "../sources/host_facts.ts";
import type { SettingsByName } from "../sources/setting.ts";
import type { ParsedSetting } from "./parsed_setting.ts";
import { redactValue } from "./redaction.ts";

/** A credential as settings hold it. For a password, `setting` is the password's. */
export type CredentialChoice =
  | { readonly kind: "api-key"; readonly setting: ParsedSetting<"api-key"> }
  | { readonly kind: "api-token"; readonly setting: ParsedSetting<"api-token"> }
  | {
    readonly kind: "password";
    readonly setting: ParsedSetting<"password">;
    readonly username: ParsedSetting<"username">;
  };

/** What a consumer reads. */
export interface ConsumerReading {
  /** Who reads. */
  readonly consumer: Consumer;
  /** Whether its URL or a credential is set, by that program's own idea of "set". */
  readonly inUse: boolean;
  /** Its URL, or null where that program takes it as unset. */
  readonly url: ParsedSetting<"url"> | null;
  /** Every credential that is set, the one that the program uses first. */
  readonly credentials: readonly CredentialChoice[];
}

/** What one program by itself would use. */
export interface ConsumerView {
  /** `remote` a server, `local` a database, `error` it refuses by itself, `unset` Terraform without its variables. */
  readonly status: "remote" | "local" | "error" | "unset";
  /** Exactly the URL that it uses, user information redacted, or null. */
  readonly serverUrl: string | null;
  /** The kind of credential that it uses. */
  readonly credential: "api-key" | "api-token" | "password" | "none";
  /** The variable of that credential, or null. */
  readonly credentialVariable: string | null;
  /** Why it refuses, or null. */
  readonly reason: string | null;
}

/** Picks the setting of a role in the program's convention. */
export type SettingPick = <R extends Role>(role: R) => ParsedSetting<R> | null;

/** How a program reads its variables, and what it makes of them. */
export interface Program {
  /** Reads the settings as the program does. */
  readonly read: (pick: SettingPick) => ConsumerReading;
  /** Says what the program by itself would use. */
  readonly view: (
    reading: ConsumerReading,
    settings: SettingsByName,
    host: HostFacts,
    pick: SettingPick,
  ) => ConsumerView;
}

/** Makes a reading of a URL and the credentials in the program's order. */
export function readingOf(
  consumer: Consumer,
  url: ConsumerReading["url"],
  credentials: readonly CredentialChoice[],
): ConsumerReading {
  return {
    consumer,
    inUse: url !== null || credentials.length > 0,
    url,
    credentials,
  };
}

/** The key or token of a convention as a choice; none where it is empty. */
export function keyAndToken(
  pick: SettingPick,
): Readonly<Record<"keys" | "tokens", readonly CredentialChoice[]>> {
  const [key, token] = [pick("api-key"), pick("api-token")];
  return {
    keys: key?.value ? [{ kind: "api-key", setting: key }] : [],
    tokens: token?.value ? [{ kind: "api-token", setting: token }] : [],
  };
}

/** The view of a program that uses no server. */
export function emptyView(
  status: ConsumerView["status"],
  reason: string | null = null,
): ConsumerView {
  return {
    status,
    serverUrl: null,
    credential: "none",
    credentialVariable: null,
    reason,
  };
}

/** The view of a program that uses a server. */
export function remoteView(
  url: string,
  { url: setting, credentials: [used] }: ConsumerReading,
): ConsumerView {
  const isShortened = typeof setting?.reading === "string" &&
    setting.shown !== redactValue(setting.value);
  return {
    status: "remote",
    serverUrl: isShortened ? setting.shown : redactValue(url),
    credential: used?.kind ?? "none",
    credentialVariable: used?.setting.variable ?? null,
    reason: null,
  };
}
