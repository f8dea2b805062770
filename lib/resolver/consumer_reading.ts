/**
 * What each consumer by itself makes of the settings: its own idea of "set", and its own order of credentials.
 *
 * @module
 */
import {
  type Consumer,
  CONVENTION_OF,
  type Role,
  type VariableName,
  variableOf,
} from "../codes/variables.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";
import { PRO_KEY_PREFIX } from "./credential_format.ts";

/** A credential as settings hold it. For a password, `setting` is the password's. */
export type CredentialChoice =
  | { readonly kind: "api-key" | "api-token"; readonly setting: Setting }
  | {
    readonly kind: "password";
    readonly setting: Setting;
    readonly username: Setting;
  };

/** What a consumer reads. */
export interface ConsumerReading {
  /** Who reads. */
  readonly consumer: Consumer;
  /** Whether its URL or a credential is set, by that program's own idea of "set". */
  readonly inUse: boolean;
  /** Its URL, or null where that program takes it as unset. */
  readonly url: Setting | null;
  /** Every credential that is set, the one that the program uses first. */
  readonly credentials: readonly CredentialChoice[];
}

/** Finds the first setting of a variable, which is what a program sees. */
export function firstSetting(
  layers: SettingsByName,
  variable: VariableName | null,
): Setting | null {
  return variable === null ? null : layers.get(variable)?.[0] ?? null;
}

/**
 * Reads the settings as one consumer does.
 *
 * Facts: both programs measured with ZenML 0.98.0. An empty URL is set for the client and unset for Terraform; user
 * name and password count together, even empty; a Pro key loses to every other credential of the client.
 */
export function readAs(
  consumer: Consumer,
  layers: SettingsByName,
  pick: typeof firstSetting = firstSetting,
): ConsumerReading {
  const setting = (role: Role) =>
    pick(layers, variableOf(CONVENTION_OF[consumer], role));
  const credentials = credentialsOf(consumer, setting);
  const namedUrl = setting("url");
  const url = consumer === "terraform" ? unlessEmpty(namedUrl) : namedUrl;
  return {
    consumer,
    inUse: url !== null || credentials.length > 0,
    url,
    credentials,
  };
}

function credentialsOf(
  consumer: Consumer,
  setting: (role: Role) => Setting | null,
): readonly CredentialChoice[] {
  const single = (kind: "api-key" | "api-token"): CredentialChoice[] => {
    const value = unlessEmpty(setting(kind));
    return value ? [{ kind, setting: value }] : [];
  };
  const [keys, tokens] = [single("api-key"), single("api-token")];
  if (consumer === "terraform") return [...tokens, ...keys];
  const [username, password] = [setting("username"), setting("password")];
  const passwords: CredentialChoice[] = username && password
    ? [{ kind: "password", setting: password, username }]
    : [];
  const pro = keys[0]?.setting.value.startsWith(PRO_KEY_PREFIX) ?? false;
  return pro
    ? [...passwords, ...tokens, ...keys]
    : [...keys, ...passwords, ...tokens];
}

function unlessEmpty(setting: Setting | null): Setting | null {
  return setting?.value === "" ? null : setting;
}
