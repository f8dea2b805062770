// The version of the client, as far as the sources tell it.
import type { Source } from "../finding/source.ts";
import type { Flags, SettingsByName } from "../sources/setting.ts";

/** The version of the client, and where it is. */
export interface ClientVersion {
  /** The version as it was written. */
  readonly version: string;
  /** The variable that has it, or null. */
  readonly variable: string | null;
  /** Where it is. */
  readonly source: Source;
}

/** What images and workflows call it; the client itself does not read it. */
const VERSION_VARIABLE = "ZENML_VERSION";
const VERSION_REGEXP = /^\d{1,6}\.\d{1,6}[\w.+!-]{0,40}$/u;

/** Returns whether a text has the form of a version: `0.98.0`. */
export function isVersion(text: string): boolean {
  return VERSION_REGEXP.test(text);
}

/** Finds the version of the client: by a flag, or by the variable of an image. */
export function clientVersionOf(
  flags: Flags | undefined,
  settings: SettingsByName,
): ClientVersion | null {
  if (flags?.clientVersion) return { variable: null, ...flags.clientVersion };
  const [setting] = settings.get(VERSION_VARIABLE) ?? [];
  const version = setting?.value.trim() ?? "";
  return setting && isVersion(version)
    ? { version, variable: setting.variable, source: setting.source }
    : null;
}
