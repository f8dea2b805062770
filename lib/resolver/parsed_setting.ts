// Settings of ZenML's variables, each read once by what its variable is for.
import {
  type Convention,
  type Role,
  VARIABLE_NAMES,
  type VariableName,
  VARIABLES,
} from "../codes/variables.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";
import {
  type KeyReading,
  readKey,
  readTokenText,
  type TokenTextReading,
} from "./credential_reading.ts";
import { type EntityReading, readEntity } from "./entity_reading.ts";
import {
  readServerUrl,
  type ServerUrl,
  type UrlProblem,
} from "./server_url.ts";
import { holdsCredential } from "./pasted_content.ts";
import type { PastedValue } from "./pasted_value.ts";
import { redactValue } from "./redaction.ts";
import { REDACTED } from "./secret.ts";
import {
  describeTlsVerification,
  readTlsVerification,
  type TlsVerification,
} from "./tls_verification.ts";
import { type ValueProblem, valueProblemOf } from "./unsendable.ts";
import { containsSecret, shownUrl, withoutSecret } from "./url_secret.ts";
import { type InspectedValue, inspectValue } from "./value.ts";

/** What a value is read as, by what its variable is for. */
export interface Readings {
  /** The server's URL, or why it is none. */
  readonly "url": ServerUrl | UrlProblem;
  /** An API key. */
  readonly "api-key": KeyReading;
  /** An API token. */
  readonly "api-token": TokenTextReading;
  /** Free text, and what forbids to send it. */
  readonly "username": { readonly unsendable: ValueProblem | null };
  /** Free text, and what forbids to send it. */
  readonly "password": { readonly unsendable: ValueProblem | null };
  /** What the client makes of it as it is written, and what is meant, without blanks and quotes. */
  readonly "tls-verification": {
    readonly written: TlsVerification;
    readonly meant: TlsVerification;
  };
  /** The URL of the management API, or why it is none. */
  readonly "pro-api-url": ServerUrl | UrlProblem;
  /** The id or the name of a project. */
  readonly "project": EntityReading;
  /** The id or the name of a stack. */
  readonly "stack": EntityReading;
}

/** A setting with everything that is read from its value. */
export interface ParsedSetting<R extends Role = Role> extends Setting {
  /** The name of the variable in the table. */
  readonly variable: VariableName;
  /** What the variable is for. */
  readonly role: R;
  /** The convention that the variable belongs to. */
  readonly convention: Convention;
  /** The value without blanks and quotes around it, and what is wrong with it. */
  readonly inspected: InspectedValue;
  /** What the value says. */
  readonly reading: Readings[R];
  /** The value as it may be shown; of a variable that is for secrets it is not to be used. */
  readonly shown: string;
}

/** Every setting of a variable of the table: in the table's order, and for each variable the first source first. */
export type ParsedSettings = readonly AnyParsedSetting[];

/** A parsed setting whose role determines the type of its reading. */
export type AnyParsedSetting = { [R in Role]: ParsedSetting<R> }[Role];

const READERS: {
  readonly [R in Role]: (
    inspected: InspectedValue,
    value: string,
  ) => Readings[R];
} = {
  "url": readUrl,
  "api-key": readKey,
  "api-token": readTokenText,
  "username": (inspected) => ({ unsendable: valueProblemOf(inspected) }),
  "password": (inspected) => ({ unsendable: valueProblemOf(inspected) }),
  "tls-verification": ({ text }, value) => ({
    written: readTlsVerification(value),
    meant: readTlsVerification(text),
  }),
  "pro-api-url": readUrl,
  "project": readEntity,
  "stack": readEntity,
};

/** What a URL's variable holds instead of one is never sent, even where a URL can be read from it. */
function readUrl({ text, pasted }: InspectedValue): ServerUrl | UrlProblem {
  if (holdsCredential(text)) return "url-contains-secret";
  const reading = readServerUrl(text);
  return pasted &&
      (typeof reading === "object" || reading === "url-scheme-missing")
    ? "url-invalid"
    : reading;
}

/** Reads the settings of the table's variables: of what one file assigns to a variable, the last, which counts. */
export function parseSettings(settings: SettingsByName): ParsedSettings {
  return VARIABLE_NAMES.flatMap((variable) =>
    onePerSource(settings.get(variable) ?? []).map((setting) =>
      parseSetting(variable, setting, VARIABLES[variable].role)
    )
  );
}

/** Lists of what one file assigns to a variable the last setting alone, which counts. */
export function onePerSource(settings: readonly Setting[]): readonly Setting[] {
  const known = new Set<string>();
  return settings.filter(({ source }) => {
    if (source.kind !== "file") return true;
    const isFirst = !known.has(source.file);
    known.add(source.file);
    return isFirst;
  });
}

function parseSetting<R extends Role>(
  variable: VariableName,
  { value, source }: Setting,
  role: R,
): AnyParsedSetting {
  const inspected = inspectValue(value, role);
  const parsed: ParsedSetting<R> = {
    variable,
    value,
    source,
    role,
    convention: VARIABLES[variable].convention,
    inspected,
    reading: READERS[role](inspected, value),
    shown: REDACTED,
  };
  // The compiler cannot tell that a role that is not known yet is one of the known ones.
  const known = parsed as AnyParsedSetting;
  return { ...known, shown: shownValue(known) };
}

function shownValue(
  { value, role, reading, inspected }: AnyParsedSetting,
): string {
  if (inspected.pasted && hidesContent(inspected.pasted)) return REDACTED;
  switch (role) {
    case "url":
    case "pro-api-url":
      return reading === "url-contains-secret"
        ? withoutSecret(value, containsSecret)
        : shownUrl(value, typeof reading === "object");
    case "tls-verification":
      return describeTlsVerification(reading.written);
    case "project":
    case "stack":
      return redactValue(value);
    case "username":
      return value.includes("@") ? REDACTED : redactValue(value);
    case "api-key":
    case "api-token":
    case "password":
      return REDACTED;
  }
}

/** What is encoded may hold what must not be printed. */
function hidesContent(pasted: PastedValue): boolean {
  return pasted.kind === "wrapped" &&
    pasted.layers.some(({ kind }) => kind !== "escaped-line-break");
}

/** Finds the settings of a role in a convention, the one that a program sees first. */
export function settingsOf<R extends Role>(
  settings: ParsedSettings,
  convention: Convention,
  role: R,
): readonly ParsedSetting<R>[] {
  return settings.filter((setting): setting is Extract<
    AnyParsedSetting,
    ParsedSetting<R>
  > => setting.convention === convention && setting.role === role);
}

/** Returns whether a setting has a real value: neither a placeholder nor a template, and for a URL one of a server. */
export function isUsable(setting: ParsedSetting): boolean {
  return setting.inspected.usable &&
    setting.reading !== "url-contains-secret" &&
    (setting.role !== "url" || typeof setting.reading === "object");
}

/** The server that a URL names, or null where it has no real value or names none. */
export function serverOf(
  setting: ParsedSetting<"url" | "pro-api-url"> | null,
): ServerUrl | null {
  return setting?.inspected.usable && typeof setting.reading === "object"
    ? setting.reading
    : null;
}
